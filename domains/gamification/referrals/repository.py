"""SQL of invitations."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.referrals.model import Case, Referral, Ruling, State
from domains.gamification.referrals.tables import case, known, referral, referrer

_REFERRAL = [referral.c[name] for name in Referral.__dataclass_fields__]


class Referrals:
    """Links, those who came by them, and what is to be looked at."""

    async def code_of(self, tx: Transaction, user_id: int) -> str:
        """Somebody's code, made when it is first asked for."""
        new = {"user_id": user_id, "code": secrets.token_urlsafe(7)}
        await tx.execute(
            tx.insert(referrer)
            .values(new)
            .on_conflict_do_nothing(index_elements=[referrer.c.user_id])
        )
        query = sa.select(referrer.c.code).where(referrer.c.user_id == user_id)
        return str(await tx.scalar(query))

    async def owner_of(self, tx: Transaction, code: str) -> int | None:
        """Whose code it is."""
        found = await tx.scalar(sa.select(referrer.c.user_id).where(referrer.c.code == code))
        return int(found) if found is not None else None

    async def lock(self, tx: Transaction, user_id: int) -> None:
        """Nobody else decides about somebody's invitations until we commit."""
        await tx.execute(
            sa.select(referrer.c.user_id).where(referrer.c.user_id == user_id).with_for_update()
        )

    async def attribute(self, tx: Transaction, new: Referral) -> bool:
        """Write down who brought somebody. False: somebody else has."""
        result = await tx.execute(
            tx.insert(referral)
            .values({name: getattr(new, name) for name in Referral.__dataclass_fields__})
            .on_conflict_do_nothing()
        )
        return result.rowcount == 1

    async def get(self, tx: Transaction, invitee_id: int) -> Referral | None:
        """Who brought them, if anybody."""
        row = await tx.execute(sa.select(*_REFERRAL).where(referral.c.invitee_id == invitee_id))
        found = row.first()
        return Referral(**found._mapping) if found is not None else None

    async def change(
        self, tx: Transaction, invitee_id: int, former: str, state: str, **more: Any
    ) -> bool:
        """From one state to the next. False: it is in another."""
        result = await tx.execute(
            sa.update(referral)
            .where(referral.c.invitee_id == invitee_id, referral.c.state == former)
            .values(state=state, **more)
        )
        return result.rowcount == 1

    async def count(self, tx: Transaction, referrer_id: int) -> dict[str, int]:
        """How many of somebody's are in each state."""
        rows = await tx.execute(
            sa.select(referral.c.state, sa.func.count().label("many"))
            .where(referral.c.referrer_id == referrer_id)
            .group_by(referral.c.state)
        )
        return {row.state: row.many for row in rows}

    async def since(self, tx: Transaction, referrer_id: int, at: datetime) -> int:
        """How many came after an instant."""
        query = sa.select(sa.func.count()).where(
            referral.c.referrer_id == referrer_id, referral.c.attributed_at > at
        )
        return int(await tx.scalar(query) or 0)

    async def rewarded_since(self, tx: Transaction, referrer_id: int, at: datetime) -> int:
        """How many were paid from an instant on, without what was taken back since."""
        query = sa.select(sa.func.count()).where(
            referral.c.referrer_id == referrer_id,
            referral.c.rewarded_at >= at,
            referral.c.state == State.REWARDED.value,
        )
        return int(await tx.scalar(query) or 0)

    async def waiting(self, tx: Transaction, before: datetime, limit: int) -> Sequence[int]:
        """Those who came before an instant and are not decided, the oldest first."""
        rows = await tx.execute(
            sa.select(referral.c.invitee_id)
            .where(
                referral.c.state.in_((State.ATTRIBUTED.value, State.QUALIFIED.value)),
                referral.c.attributed_at <= before,
            )
            .order_by(referral.c.attributed_at, referral.c.invitee_id)
            .limit(limit)
        )
        return list(rows.scalars())

    # -- cases --------------------------------------------------------------------------

    async def open_case(self, tx: Transaction, referrer_id: int) -> tuple[int, bool]:
        """The open case of somebody, and whether it is new."""
        new = {"referrer_id": referrer_id, "opened_at": tx.now}
        added = await tx.execute(tx.insert(case).values(new).on_conflict_do_nothing())
        found = await self.case_of(tx, referrer_id)
        if found is None:
            raise LookupError(referrer_id)
        return found, added.rowcount == 1

    async def case_of(self, tx: Transaction, referrer_id: int) -> int | None:
        """The id of somebody's open case."""
        found = await tx.scalar(
            sa.select(case.c.id).where(
                case.c.referrer_id == referrer_id, case.c.decision.is_(None)
            )
        )
        return int(found) if found is not None else None

    async def hold(self, tx: Transaction, referrer_id: int, since: datetime, case_id: int) -> int:
        """Hold those who came after an instant; how many the case holds now."""
        await tx.execute(
            sa.update(referral)
            .where(
                referral.c.referrer_id == referrer_id,
                referral.c.attributed_at > since,
                referral.c.state == State.ATTRIBUTED.value,
            )
            .values(state=State.HELD.value, case_id=case_id)
        )
        query = sa.select(sa.func.count()).where(
            referral.c.case_id == case_id, referral.c.state == State.HELD.value
        )
        return int(await tx.scalar(query) or 0)

    async def cases(self, tx: Transaction, limit: int) -> list[Case]:
        """What waits for a decision, the oldest first."""
        held = (
            sa.select(sa.func.count())
            .where(referral.c.case_id == case.c.id, referral.c.state == State.HELD.value)
            .scalar_subquery()
        )
        rows = await tx.execute(
            sa.select(case.c.id, case.c.referrer_id, held.label("held"), case.c.opened_at)
            .where(case.c.decision.is_(None))
            .order_by(case.c.opened_at, case.c.id)
            .limit(limit)
        )
        return [Case(**row._mapping) for row in rows]

    async def decide(
        self, tx: Transaction, case_id: int, decision: str, state: State, decided_by: int
    ) -> Ruling | None:
        """Decide a case once. None: it is decided, or never was."""
        done = await tx.execute(
            sa.update(case)
            .where(case.c.id == case_id, case.c.decision.is_(None))
            .values(decision=decision, decided_by=decided_by, decided_at=tx.now)
            .returning(case.c.referrer_id)
        )
        row = done.first()
        if row is None:
            return None
        changed = await tx.execute(
            sa.update(referral)
            .where(referral.c.case_id == case_id, referral.c.state == State.HELD.value)
            .values(state=state.value)
        )
        return Ruling(row.referrer_id, int(changed.rowcount))

    # -- who was here before ------------------------------------------------------------

    async def remember(self, tx: Transaction, mark: str) -> None:
        """Somebody leaves: nobody is new twice."""
        await tx.execute(tx.insert(known).values(mark=mark).on_conflict_do_nothing())

    async def is_known(self, tx: Transaction, mark: str) -> bool:
        """Were they here before?"""
        return await tx.scalar(sa.select(known.c.mark).where(known.c.mark == mark)) is not None

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything about somebody, nothing about whom they brought, or who brought them."""
        mine = await tx.execute(sa.select(referrer).where(referrer.c.user_id == user_id))
        came = await tx.execute(
            sa.select(referral.c.state, referral.c.attributed_at).where(
                referral.c.invitee_id == user_id
            )
        )
        cases = await tx.execute(
            sa.select(case.c.opened_at, case.c.decision).where(case.c.referrer_id == user_id)
        )
        named: Collection[tuple[str, Any]] = (
            (referrer.name, mine),
            (referral.name, came),
            (case.name, cases),
        )
        return {name: [dict(row._mapping) for row in rows] for name, rows in named}

    async def forget(self, tx: Transaction, user_id: int) -> None:
        await tx.execute(
            sa.delete(referral).where(
                sa.or_(referral.c.invitee_id == user_id, referral.c.referrer_id == user_id)
            )
        )
        await tx.execute(sa.delete(case).where(case.c.referrer_id == user_id))
        await tx.execute(sa.delete(referrer).where(referrer.c.user_id == user_id))
