"""Asking, judging, paying: all of it here, nothing of it on a button."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from domains.core.days import utc_day
from domains.core.events import TriviaAnsweredEvent
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.gamification.draws.model import shuffled
from domains.gamification.draws.repository import Salt
from domains.gamification.rewards.service import Rewards
from domains.gamification.rules.service import Rulebook
from domains.gamification.trivia.errors import NoSuchQuestionError, QuestionOverError
from domains.gamification.trivia.model import (
    ANSWERED,
    DAILY,
    DUEL,
    FREE,
    OPTIONS,
    Asked,
    Bank,
    Question,
    Verdict,
    order_of,
    worth,
)
from domains.gamification.trivia.repository import Questions

REWARD = "trivia"
"""The ledger's rule code."""


class TriviaService:
    """Questions for one player: any time, or the one of the day.

    A question that was shown is shown again until it is answered or over: looking away gains
    nothing. None comes twice before all were asked.
    """

    def __init__(self, uow: UnitOfWork, book: Rulebook, rewards: Rewards, bank: Bank) -> None:
        self._uow = uow
        self._book = book
        self._rewards = rewards
        self._bank = bank
        self._salt = Salt()
        self._questions = Questions()

    def question(self, question_id: str) -> Question:
        """What is asked. Raises NoSuchQuestionError for one that is no longer."""
        question = self._bank.get(question_id)
        if question is None:
            raise NoSuchQuestionError
        return question

    async def ask(self, user_id: int) -> Asked:
        """A question, any time."""
        async with self._uow() as tx:
            found = await self._questions.open_one(tx, user_id, FREE)
            if found is not None and self._bank.get(found.question_id) is not None:
                return found
            times = await self._questions.times(tx, user_id)
            count, rare = sum(times.values()), min(times.get(i, 0) for i in self._bank.ids)
            left = [i for i in self._bank.ids if times.get(i, 0) == rare]
            chosen = shuffled(await self._salt.get(tx), left, "free", user_id, count)[0]
            return await self.put(tx, user_id, FREE, f"free:{count}", chosen)

    async def ask_daily(self, user_id: int) -> Asked:
        """The question of the UTC day, the same for all; answered or over, if it is."""
        async with self._uow() as tx:
            day = utc_day(tx.now)
            chosen = self._bank.of_day(await self._salt.get(tx), day.toordinal())
            return await self.put(tx, user_id, DAILY, f"daily:{day:%Y-%m-%d}", chosen)

    async def answer(self, user_id: int, asked_id: int, option: int) -> Verdict:
        """The first answer counts; again: what it came to.

        Raises NoSuchQuestionError for what was not asked of them, QuestionOverError when it
        comes too late by our clock.
        """
        async with self._uow() as tx:
            return await self.judge(tx, user_id, asked_id, option, (FREE, DAILY))

    async def put(
        self, tx: Transaction, user_id: int, mode: str, occasion: str, question_id: str
    ) -> Asked:
        """Show a question on an occasion, once; again: the same one."""
        seconds = self._book.now.trivia.seconds
        new = await self._questions.ask(
            tx,
            user_id=user_id,
            question_id=question_id,
            mode=mode,
            occasion=occasion,
            order=order_of(await self._salt.get(tx), user_id, occasion),
            expires_at=tx.now + timedelta(seconds=seconds),
        )
        found = new or await self._questions.on(tx, user_id, occasion)
        if found is None:
            raise NoSuchQuestionError
        return found

    async def judge(
        self, tx: Transaction, user_id: int, asked_id: int, option: int, modes: tuple[str, ...]
    ) -> Verdict:
        """As `answer`, inside the caller's transaction, for questions of these modes."""
        before = await self._questions.get(tx, user_id, asked_id)
        if before is None or before.mode not in modes or not 0 <= option < OPTIONS:
            raise NoSuchQuestionError
        question = self.question(before.question_id)
        base = 0
        if option == before.right and before.mode != DUEL:
            base = await self._worth(tx, before, question)
        asked = await self._questions.answer(tx, user_id, asked_id, option, base)
        if asked is None:
            known = await self._questions.get(tx, user_id, asked_id)
            if known is None or known.state != ANSWERED:
                raise QuestionOverError
            return Verdict(known, question, is_new=False)
        await self._rewards.earn(tx, user_id, base, f"trivia:{asked.id}", REWARD, tx.now)
        tx.publish(
            TriviaAnsweredEvent(
                user_id=user_id,
                question_id=question.id,
                occasion=asked.occasion,
                difficulty=question.difficulty,
                is_correct=asked.is_correct,
                seconds=asked.seconds,
                points_reward=base,
            )
        )
        return Verdict(asked, question, is_new=True)

    async def _worth(self, tx: Transaction, asked: Asked, question: Question) -> int:
        rules = self._book.now.trivia
        if asked.mode == FREE:
            midnight = datetime.combine(utc_day(tx.now), time(), UTC)
            paid = await self._questions.paid_since(tx, asked.user_id, midnight)
            if paid >= rules.paid_per_day:
                return 0
        seconds = (tx.now - asked.shown_at).total_seconds()
        return worth(rules, question.difficulty, seconds, is_daily=asked.mode == DAILY)
