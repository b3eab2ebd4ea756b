"""Publishing, bringing back and taking off versions, on both databases."""

from __future__ import annotations

import asyncio
import json

import pytest

from domains.core import Kernel
from domains.core.testing import SteppedClock
from domains.narrative.engine.library import StoryVersion
from domains.narrative.errors import (
    NoEarlierVersionError,
    StoryNotFoundError,
    VersionNotFoundError,
)
from domains.narrative.versions.model import Migrate, Publication
from domains.narrative.versions.service import Versions
from tests.domains.narrative.chapters import purse, reworded

FIRST = purse()
SECOND = reworded(FIRST, "first", "A purse lies there", "A purse lies here")


async def publish(
    kernel: Kernel, story: StoryVersion, migrate: Migrate = Migrate.FINISH
) -> Publication:
    async with kernel.uow() as tx:
        return await Versions().publish(tx, story, migrate=migrate)


async def rollback(kernel: Kernel, to: str | None = None) -> Publication:
    async with kernel.uow() as tx:
        return await Versions().rollback(tx, FIRST.id, to=to)


async def told(kernel: Kernel, versions: Versions | None = None) -> StoryVersion:
    async with kernel.uow.reading() as tx:
        return await (versions or Versions()).story(tx, FIRST.id)


async def test_a_published_version_is_read_back_as_it_was(kernel: Kernel) -> None:
    published = await publish(kernel, FIRST)
    assert (published.number, published.is_current) == (1, True)
    back = await told(kernel)
    assert back.sha256 == FIRST.sha256
    assert back.manifest == FIRST.manifest
    assert back.texts() == FIRST.texts()


async def test_a_new_version_retires_the_old_one_which_stays_readable(
    kernel: Kernel, clock: SteppedClock
) -> None:
    await publish(kernel, FIRST)
    clock.advance(60)
    second = await publish(kernel, SECOND, Migrate.RESTART_CHAPTER)
    assert (second.number, second.migrate) == (2, Migrate.RESTART_CHAPTER)
    assert (await told(kernel)).sha256 == SECOND.sha256
    async with kernel.uow.reading() as tx:
        newest, oldest = await Versions().history(tx, FIRST.id)
        assert (await Versions().get(tx, FIRST.id, FIRST.sha256)).texts() == FIRST.texts()
    assert newest.is_current
    assert oldest.retired_at == second.published_at


async def test_publishing_the_current_version_again_changes_nothing(kernel: Kernel) -> None:
    first = await publish(kernel, FIRST)
    assert await publish(kernel, FIRST, Migrate.RESTART_CHAPTER) == first


async def test_a_version_can_be_brought_back(kernel: Kernel) -> None:
    await publish(kernel, FIRST)
    second = await publish(kernel, SECOND)
    back = await rollback(kernel)
    assert (back.sha256, back.number, back.is_current) == (FIRST.sha256, 1, True)
    assert (await told(kernel)).sha256 == FIRST.sha256
    with pytest.raises(NoEarlierVersionError):
        await rollback(kernel)
    assert (await rollback(kernel, to=second.sha256)).number == 2
    assert (await rollback(kernel, to=second.sha256)).is_current
    with pytest.raises(VersionNotFoundError):
        await rollback(kernel, to="0" * 64)


async def test_a_story_can_be_taken_off_and_come_back(kernel: Kernel) -> None:
    await publish(kernel, FIRST)
    async with kernel.uow() as tx:
        await Versions().retire(tx, FIRST.id)
    with pytest.raises(StoryNotFoundError):
        await told(kernel, Versions([FIRST]))
    assert (await rollback(kernel)).number == 1


async def test_the_package_s_story_is_told_until_another_one_is_published(kernel: Kernel) -> None:
    versions = Versions([FIRST])
    assert await told(kernel, versions) is FIRST
    with pytest.raises(StoryNotFoundError):
        await told(kernel)
    await publish(kernel, SECOND)
    assert (await told(kernel, versions)).sha256 == SECOND.sha256


async def test_what_the_package_brings_is_published_once(kernel: Kernel) -> None:
    async def start() -> None:
        async with kernel.uow() as tx:
            await Versions([FIRST]).seed(tx)

    await asyncio.gather(*(start() for _ in range(4)))
    await publish(kernel, SECOND)
    await start()
    assert (await told(kernel)).sha256 == SECOND.sha256
    async with kernel.uow.reading() as tx:
        assert [version.number for version in await Versions().history(tx, FIRST.id)] == [2, 1]


async def test_two_publications_at_the_same_moment_leave_one_current(kernel: Kernel) -> None:
    await asyncio.gather(publish(kernel, FIRST), publish(kernel, SECOND))
    async with kernel.uow.reading() as tx:
        history = await Versions().history(tx, FIRST.id)
    assert sum(version.is_current for version in history) == 1


async def test_an_unknown_version_is_said_to_be_unknown(kernel: Kernel) -> None:
    async with kernel.uow.reading() as tx:
        with pytest.raises(VersionNotFoundError):
            await Versions().get(tx, FIRST.id, "0" * 64)


def test_the_manifest_survives_its_way_through_json() -> None:
    again = StoryVersion.of(
        json.dumps(json.loads(FIRST.manifest.model_dump_json())), FIRST.texts()
    )
    assert again.sha256 == FIRST.sha256
