"""The backpack: found once, combined once; secret words are guessed slowly."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final

from domains.core.events import ClueAcquiredEvent, CombinationMadeEvent
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.gamification.clues.errors import (
    AlreadyCombinedError,
    BackpackChangedError,
    ClueNotOwnedError,
    CluesDoNotFitError,
    TooManyGuessesError,
    UnknownSecretError,
    WordAlreadyUsedError,
    WordSpentError,
    WordTakenError,
    WordUnfitError,
    WrongWordError,
)
from domains.gamification.clues.model import (
    LONGEST_WORD,
    SHORTEST_WORD,
    Backpack,
    Combination,
    Combinations,
    Found,
    Secret,
    SecretWish,
    spoken,
)
from domains.gamification.clues.repository import ClueRows, SecretRows
from domains.gamification.inventory.service import Inventory
from domains.gamification.points.repository import Accounts
from domains.gamification.rewards.service import Rewards
from domains.gamification.rules.service import Rulebook

STORY: Final = "story"
"""The source of what the story's own pages gave: the story has told it already."""
LISTED = 30
"""Secrets that an admin sees."""


class Clues:
    """Works inside the caller's transaction."""

    def __init__(self, combinations: Combinations, inventory: Inventory, rewards: Rewards) -> None:
        self.combinations = combinations
        self._inventory = inventory
        self._rewards = rewards
        self._accounts = Accounts()
        self._rows = ClueRows()

    async def grant(
        self, tx: Transaction, user_id: int, clue_id: str, source: str, key: str
    ) -> bool:
        """Put a clue into somebody's backpack and publish ClueAcquiredEvent.

        False: it is there already, from this cause or another. `source` says where it came
        from (`story`, `shop`, `mission`, `gift`, `secret`, `combination`).
        """
        if not await self._rows.add(tx, user_id, clue_id, source, key):
            return False
        tx.publish(ClueAcquiredEvent(user_id=user_id, clue_id=clue_id, source=source))
        return True

    async def combine(self, tx: Transaction, user_id: int, clue_ids: Collection[str]) -> Found:
        """Put clues together: what they make comes once.

        Raises ClueNotOwnedError, CluesDoNotFitError, AlreadyCombinedError.
        """
        await self._accounts.lock(tx, user_id)
        owned = {clue.clue_id for clue in await self._rows.all(tx, user_id)}
        for clue_id in clue_ids:
            if clue_id not in owned:
                raise ClueNotOwnedError(clue=clue_id)
        found = self.combinations.of(clue_ids)
        if found is None:
            raise CluesDoNotFitError
        if not await self._rows.combine(tx, user_id, found.code):
            raise AlreadyCombinedError(clue=found.clue)
        await self._pay(tx, user_id, found)
        return Found(found.clue, found.besitos, found.item)

    async def _pay(self, tx: Transaction, user_id: int, found: Combination) -> None:
        key = f"combination:{found.code}"
        await self.grant(tx, user_id, found.clue, "combination", key)
        if found.item is not None:
            await self._inventory.grant(tx, user_id, found.item, 1, key)
        await self._rewards.give(tx, user_id, found.besitos, key, "clue_combination", tx.now)
        tx.publish(
            CombinationMadeEvent(
                user_id=user_id,
                combination=found.code,
                clue_ids=found.parts,
                result_clue_id=found.clue,
            )
        )


class _Outcome(Enum):
    WRONG = auto()
    TOO_MANY = auto()
    USED = auto()
    SPENT = auto()


class BackpackService:
    """What a player does with clues and words. Each call is a transaction of its own."""

    def __init__(self, uow: UnitOfWork, book: Rulebook, clues: Clues, rewards: Rewards) -> None:
        self._uow = uow
        self._book = book
        self._clues = clues
        self._rewards = rewards
        self._rows = ClueRows()
        self._secrets = SecretRows()

    async def backpack(self, user_id: int) -> Backpack:
        """What somebody has found."""
        async with self._uow.reading() as tx:
            clues = tuple(await self._rows.all(tx, user_id))
            done = await self._rows.combined(tx, user_id)
        ids = {clue.clue_id for clue in clues}
        waiting = sum(
            each.code not in done and ids.issuperset(each.parts)
            for each in self._clues.combinations.all()
        )
        return Backpack(clues, waiting)

    async def combine(self, user_id: int, chosen: Collection[int], found_so_far: int) -> Found:
        """Put the clues at these places of the backpack together.

        `found_so_far` is how many clues there were when they were chosen: places move only
        when a clue is added. Raises BackpackChangedError, ClueNotOwnedError,
        CluesDoNotFitError, AlreadyCombinedError.
        """
        async with self._uow() as tx:
            clues = await self._rows.all(tx, user_id)
            if len(clues) != found_so_far:
                raise BackpackChangedError
            if not all(0 <= place < len(clues) for place in chosen):
                raise BackpackChangedError
            return await self._clues.combine(
                tx, user_id, [clues[place].clue_id for place in chosen]
            )

    async def say(self, user_id: int, word: str) -> Found:
        """Try a secret word. Every try counts, also after a crash.

        Raises TooManyGuessesError, WrongWordError, WordAlreadyUsedError, WordSpentError.
        """
        async with self._uow() as tx:
            now = tx.now
            left = await self._take_guess(tx, user_id)
            result = _Outcome.TOO_MANY if left is None else await self._try(tx, user_id, word)
        match result:
            case Found():
                return result
            case _Outcome.TOO_MANY:
                raise TooManyGuessesError(minutes=_minutes_left(now))
            case _Outcome.USED:
                raise WordAlreadyUsedError
            case _Outcome.SPENT:
                raise WordSpentError
            case _:
                raise WrongWordError(left=left)

    async def _take_guess(self, tx: Transaction, user_id: int) -> int | None:
        rules, hour = self._book.now.clues, _hour(tx.now)
        day = hour.replace(hour=0)
        by_day = await self._secrets.take_guess(
            tx, user_id, f"{day:%Y-%m-%d}", day + timedelta(days=1), rules.guesses_per_day
        )
        if by_day is None:
            return None
        by_hour = await self._secrets.take_guess(
            tx, user_id, f"{hour:%Y-%m-%dT%H}", hour + timedelta(hours=1), rules.guesses_per_hour
        )
        if by_hour is None:
            return None
        return min(rules.guesses_per_hour - by_hour, rules.guesses_per_day - by_day)

    async def _try(self, tx: Transaction, user_id: int, word: str) -> Found | _Outcome:
        secret = await self._secrets.find(tx, word)
        if secret is None:
            return _Outcome.WRONG
        if not await self._secrets.use(tx, user_id, secret.id):
            return _Outcome.USED
        if not await self._secrets.take_use(tx, secret.id, tx.now):
            await self._secrets.unuse(tx, user_id, secret.id)
            return _Outcome.SPENT
        key = f"secret:{secret.id}"
        await self._rewards.give(tx, user_id, secret.besitos, key, "secret_word", tx.now)
        if secret.clue_id is not None:
            await self._clues.grant(tx, user_id, secret.clue_id, "secret", key)
        return Found(secret.clue_id, secret.besitos)


class Secrets:
    """What custodians do with secret words, inside the caller's transaction."""

    def __init__(self) -> None:
        self._rows = SecretRows()

    async def add(self, tx: Transaction, wish: SecretWish) -> int:
        """A new secret; its number. Raises WordUnfitError, WordTakenError."""
        if not SHORTEST_WORD <= len(spoken(wish.word)) <= LONGEST_WORD:
            raise WordUnfitError(shortest=SHORTEST_WORD, longest=LONGEST_WORD)
        secret_id = await self._rows.add(tx, wish)
        if secret_id is None:
            raise WordTakenError
        return secret_id

    async def close(self, tx: Transaction, secret_id: int) -> None:
        """Nobody may say it any more. Raises UnknownSecretError."""
        if not await self._rows.close(tx, secret_id):
            raise UnknownSecretError(secret=secret_id)

    async def newest(self, tx: Transaction) -> list[Secret]:
        """The newest secrets first."""
        return await self._rows.newest(tx, LISTED)


def _hour(instant: datetime) -> datetime:
    return instant.replace(minute=0, second=0, microsecond=0)


def _minutes_left(now: datetime) -> int:
    # Whoever has used up the whole day learns it at the next full hour.
    return max(1, -(-int((_hour(now) + timedelta(hours=1) - now).total_seconds()) // 60))
