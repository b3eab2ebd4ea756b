"""A8.3: a name that offends is taken by who may, once, with a reason that the player reads."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest

from domains.admin import module as admin_module
from domains.admin.errors import (
    NotAllowedError,
    OutrankedError,
    ReasonMissingError,
    SeenToAlreadyError,
    UnknownPersonError,
)
from domains.admin.model import Actor
from domains.admin.naming.service import NamingDesk
from domains.core.events import AliasResetEvent
from domains.core.testing import BusHarness, Record
from domains.gamification import module as game_module
from domains.gamification.aliases.errors import AliasTooSoonError
from domains.gamification.aliases.service import Aliases
from tests.domains.admin.conftest import ADMIN, MODERATOR, OWNER, PLAYER, House

WHO, NAME = PLAYER.id, "Night Owl"


@dataclass
class Names:
    """The desk over the game's own names."""

    kit: BusHarness
    house: House
    aliases: Aliases
    desk: NamingDesk


@pytest.fixture
async def names(kit: BusHarness, house: House) -> Names:
    aliases = game_module.build(kit.kernel).boards.aliases
    desk = admin_module.build_naming_desk(kit.kernel, house.user.users, aliases)
    await aliases.choose(WHO, NAME)
    return Names(kit, house, aliases, desk)


async def test_a8_3_a_name_is_taken_on_record_and_the_player_reads_why(
    names: Names, record: Record
) -> None:
    person, chosen = await names.desk.chosen(MODERATOR, WHO)
    assert (person.id, chosen) == (WHO, NAME)
    await names.desk.reset(MODERATOR, WHO, NAME, " it <hurts> ")
    assert (await names.aliases.view(WHO)).chosen is None
    assert record.of(AliasResetEvent).one().reason == "it <hurts>"
    (line,) = (await names.house.admin.admin.audit_log(OWNER)).lines
    assert (line.action, line.actor_id, line.target_user_id) == ("alias.reset", 3, WHO)
    assert (line.reason, line.result, line.details) == ("it <hurts>", "done", {})


async def test_whoever_lost_a_name_chooses_anew_after_the_whole_pause(names: Names) -> None:
    names.kit.clock.advance(31 * 86_400)
    await names.desk.reset(MODERATOR, WHO, NAME, "why")
    with pytest.raises(AliasTooSoonError):
        await names.aliases.choose(WHO, NAME)
    names.kit.clock.advance(30 * 86_400)
    assert await names.aliases.choose(WHO, "Day Owl") == "Day Owl"


async def test_of_many_at_once_one_takes_it(names: Names, record: Record) -> None:
    actors = (MODERATOR, ADMIN, OWNER) * 2
    outcomes = await asyncio.gather(
        *(names.desk.reset(actor, WHO, NAME, "why") for actor in actors), return_exceptions=True
    )
    assert sum(isinstance(each, SeenToAlreadyError) for each in outcomes) == len(actors) - 1
    assert len(record.of(AliasResetEvent)) == 1
    assert len((await names.house.admin.admin.audit_log(OWNER)).lines) == 1


async def test_another_name_than_the_one_that_was_seen_stays(names: Names) -> None:
    with pytest.raises(SeenToAlreadyError):
        await names.desk.reset(MODERATOR, WHO, "Day Owl", "why")
    with pytest.raises(SeenToAlreadyError):
        await names.desk.reset(MODERATOR, 7, NAME, "never chose one")
    assert (await names.aliases.view(WHO)).chosen == NAME


@pytest.mark.parametrize("actor", [PLAYER, Actor(PLAYER.id, "owner"), Actor(404, "owner")])
async def test_nobody_else_looks_or_takes(names: Names, actor: Actor) -> None:
    with pytest.raises(NotAllowedError):
        await names.desk.chosen(actor, WHO)
    with pytest.raises(NotAllowedError):
        await names.desk.reset(actor, WHO, NAME, "why")
    assert (await names.aliases.view(WHO)).chosen == NAME


async def test_not_from_an_equal_nor_without_a_reason_nor_from_nobody(names: Names) -> None:
    for actor, target in ((ADMIN, 5), (MODERATOR, ADMIN.id), (MODERATOR, MODERATOR.id)):
        with pytest.raises(OutrankedError):
            await names.desk.reset(actor, target, NAME, "why")
    with pytest.raises(ReasonMissingError):
        await names.desk.reset(MODERATOR, WHO, NAME, " ")
    with pytest.raises(UnknownPersonError):
        await names.desk.reset(MODERATOR, 404, NAME, "why")
    assert (await names.aliases.view(WHO)).chosen == NAME
