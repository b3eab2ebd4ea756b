"""Numbers are changed by people who may, with a reason, with a line in the audit."""

from __future__ import annotations

import pytest

from domains.admin import module as admin_module
from domains.admin.errors import NotAllowedError, ReasonMissingError
from domains.admin.model import Actor
from domains.admin.rules.service import RulesDesk
from domains.core import DomainError, Kernel
from domains.core.events import AdminActionPerformedEvent, ConfigChangedEvent
from domains.core.testing import Record
from domains.core.unit_of_work import Transaction
from tests.domains.admin.conftest import ADMIN, MODERATOR, OWNER, PLAYER, House


class Changed:
    """What a keeper gives back."""

    version, name, previous = 1, "daily_visit", "50"

    def __init__(self, value: str | None) -> None:
        self.value = value


class Keeper:
    """Takes every value but 13."""

    def __init__(self) -> None:
        self.reasons: list[str] = []

    async def put(
        self, tx: Transaction, name: str, value: str | None, reason: str, version: int
    ) -> Changed:
        if value == "13":
            raise DomainError
        self.reasons.append(reason)
        return Changed(value)


@pytest.fixture
def desk(house: House, kernel: Kernel) -> RulesDesk:
    return admin_module.build_rules_desk(kernel, house.user.users, Keeper())


@pytest.mark.parametrize("actor", [OWNER, ADMIN])
async def test_a_change_its_audit_line_and_its_events_come_together(
    house: House, desk: RulesDesk, actor: Actor, record: Record
) -> None:
    await desk.open(actor)
    await desk.change(actor, "daily_visit", "60", " the  new\nseason ", 0)
    (line,) = (await house.admin.admin.audit_log(OWNER)).lines
    assert (line.action, line.result, line.actor_id) == ("rules.change", "done", actor.id)
    assert line.reason == "the new season"
    assert line.details == {"rule": "daily_visit", "from": "50", "to": "60", "version": 1}
    (changed,) = record.of(ConfigChangedEvent)
    assert (changed.setting, changed.previous_value, changed.new_value) == (
        "daily_visit",
        "50",
        "60",
    )
    assert [e.action_type for e in record.of(AdminActionPerformedEvent)] == ["rules.change"]


@pytest.mark.parametrize("actor", [MODERATOR, PLAYER, Actor(4, "owner")])
async def test_nobody_else_may_look_or_change_and_a_try_is_on_record(
    house: House, desk: RulesDesk, actor: Actor, record: Record
) -> None:
    with pytest.raises(NotAllowedError):
        await desk.open(actor)
    with pytest.raises(NotAllowedError):
        await desk.change(actor, "daily_visit", "60", "because", 0)
    (line,) = (await house.admin.admin.audit_log(OWNER)).lines
    assert (line.result, line.actor_id) == ("denied", actor.id)
    assert not record.of(ConfigChangedEvent)


async def test_what_bounds_custodians_is_changed_by_owners_only(
    house: House, desk: RulesDesk
) -> None:
    name = "adjustments.alone_up_to"
    with pytest.raises(NotAllowedError):
        await desk.change(ADMIN, name, "100000", "in a hurry", 0)
    await desk.change(OWNER, name, "500", "more careful", 0)
    changed, denied = (await house.admin.admin.audit_log(OWNER)).lines
    assert (denied.result, denied.actor_id) == ("denied", ADMIN.id)
    assert (changed.result, changed.actor_id) == ("done", OWNER.id)


@pytest.mark.parametrize(("value", "reason"), [("60", " "), ("60", "x" * 501), ("13", "fine")])
async def test_what_is_refused_leaves_nothing(
    house: House, desk: RulesDesk, value: str, reason: str, record: Record
) -> None:
    with pytest.raises((ReasonMissingError, DomainError)):
        await desk.change(OWNER, "daily_visit", value, reason, 0)
    assert (await house.admin.admin.audit_log(OWNER)).lines == ()
    assert not record.of(ConfigChangedEvent)
