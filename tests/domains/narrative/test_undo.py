"""Taking decisions back: harmless, whatever is tapped in whatever order."""

from __future__ import annotations

import asyncio
import random

import pytest
import sqlalchemy as sa

from domains.core import Kernel, StoryDecisionMadeEvent
from domains.core.errors import DomainError
from domains.core.testing import BusHarness, Record
from domains.gamification import module as gamification
from domains.narrative import module
from domains.narrative.engine.bink_engine import BinkEngine
from domains.narrative.engine.ink_engine import InkEngine
from domains.narrative.engine.ink_python_engine import InkPythonEngine
from domains.narrative.engine.run import StoryView
from domains.narrative.errors import NothingToUndoError, NotYourRunError, StaleChoiceError
from domains.narrative.journal.tables import decision
from domains.narrative.repository import KEPT_SAVES
from domains.narrative.service import NarrativeService
from tests.domains.narrative.chapters import shipped

ADA, BOB = 101, 202


async def tap(narrative: NarrativeService, view: StoryView, choice: int) -> StoryView:
    step = await narrative.choose(
        ADA, run_id=view.run_id, turn=view.turn, choice=choice, language="en"
    )
    return step.view


async def undo(narrative: NarrativeService, view: StoryView) -> StoryView:
    return await narrative.undo(ADA, view.run_id, view.turn, "en")


async def test_one_step_back_is_the_page_before_with_buttons_of_its_own(
    narrative: NarrativeService, record: Record
) -> None:
    first = await narrative.open(ADA, "en")
    second = await tap(narrative, first, 0)
    record.take()
    back = await undo(narrative, second)
    assert (back.lines, back.choices, back.depth) == (first.lines, first.choices, 0)
    assert back.turn == 2
    assert record.take() == []
    with pytest.raises(StaleChoiceError):
        await tap(narrative, first, 1)
    with pytest.raises(StaleChoiceError):
        await undo(narrative, second)
    assert (await tap(narrative, back, 1)).depth == 1
    card = await narrative.card(ADA, "en")
    values = {standing.name: standing.value for standing in card.relationships}
    assert values["Lucien"] == 1, "the decision that was taken back does not count"


async def test_five_steps_back_and_no_further(narrative: NarrativeService) -> None:
    view = await narrative.open(ADA, "en")
    with pytest.raises(NothingToUndoError):
        await undo(narrative, view)
    for _ in range(9):
        view = await tap(narrative, view, 0)
    for _ in range(KEPT_SAVES):
        view = await undo(narrative, view)
    assert view.depth == 9 - KEPT_SAVES


async def test_somebody_else_s_decision_cannot_be_taken_back(narrative: NarrativeService) -> None:
    view = await tap(narrative, await narrative.open(ADA, "en"), 0)
    with pytest.raises(NotYourRunError):
        await narrative.undo(BOB, view.run_id, view.turn, "en")


async def test_taken_back_in_another_language(narrative: NarrativeService) -> None:
    view = await tap(narrative, await narrative.open(ADA, "en"), 0)
    back = await narrative.undo(ADA, view.run_id, view.turn, "es")
    assert back.lines[0].text.startswith("Tu teléfono marca las 2:59.")


async def test_the_end_of_a_chapter_can_be_taken_back(narrative: NarrativeService) -> None:
    view = await narrative.open(ADA, "en")
    for choice in [0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0]:
        view = await tap(narrative, view, choice)
    assert view.ended
    back = await undo(narrative, view)
    assert not back.ended
    assert (await tap(narrative, back, 1)).ended


async def test_deciding_again_is_not_paid_again(kit: BusHarness) -> None:
    game = gamification.build(kit.kernel)
    story = module.build(kit.kernel)
    await kit.start((*game.subscriptions, *story.subscriptions))
    view = await story.service.open(ADA, "en")
    for choice in (0, 0, 0, 0):
        view = await tap(story.service, view, choice)
    view = await tap(story.service, view, 2)
    await kit.settle()
    earned = (await game.service.profile(ADA)).balance
    for _ in range(3):
        view = await undo(story.service, view)
        view = await tap(story.service, view, 2)
    await kit.settle()
    lines = [line for line in await game.service.history(ADA) if line.rule_code == "decision"]
    occasions = {event.occasion for event in kit.published.of(StoryDecisionMadeEvent)}
    assert len(occasions) == 5
    assert (await game.service.profile(ADA)).balance == earned
    assert len(lines) == len(
        [event for event in kit.published.of(StoryDecisionMadeEvent) if event.points]
    )
    assert kit.failures == []


@pytest.mark.parametrize("make", [BinkEngine, InkPythonEngine])
@pytest.mark.parametrize("seed", range(4))
async def test_any_order_of_taps_leaves_one_straight_path(
    kernel: Kernel, make: type[InkEngine], seed: int
) -> None:
    """Old buttons, doubles, two phones, undo, restart: the journal tells where one stands."""
    await kernel.bus.initialize()
    engine = make()  # type: ignore[call-arg]  # both subclasses bring their interpreter
    narrative = NarrativeService(kernel.uow, engine, shipped())
    dice = random.Random(seed)
    seen = [await narrative.open(ADA, "en")]
    for _ in range(25):
        taps = [one_tap(narrative, dice, seen) for _ in range(dice.randint(1, 3))]
        for result in await asyncio.gather(*taps, return_exceptions=True):
            if isinstance(result, BaseException) and not isinstance(result, DomainError):
                raise result
        seen.append(await narrative.look(ADA, dice.choice(["en", "es"])))
    last = await narrative.look(ADA, "en")
    async with kernel.uow.reading() as tx:
        rows = await tx.execute(
            sa.select(decision.c.decision_id, decision.c.depth)
            .where(decision.c.run_id == last.run_id, ~decision.c.is_undone)
            .order_by(decision.c.depth)
        )
        path = rows.all()
    assert [row.depth for row in path] == list(range(last.depth))
    # Who takes the same decisions from the start comes to the same page.
    twin = await narrative.open(BOB, "en")
    for row in path:
        index = next(c.index for c in twin.choices if c.id == row.decision_id)
        step = await narrative.choose(
            BOB, run_id=twin.run_id, turn=twin.turn, choice=index, language="en"
        )
        twin = step.view
    assert [line.text for line in twin.lines] == [line.text for line in last.lines]
    assert [choice.id for choice in twin.choices] == [choice.id for choice in last.choices]


async def one_tap(narrative: NarrativeService, dice: random.Random, seen: list[StoryView]) -> None:
    view = dice.choice(seen[-3:])
    roll = dice.random()
    if roll < 0.25:
        await undo(narrative, view)
    elif roll < 0.3:
        await narrative.restart(ADA, view.run_id, view.turn, "en")
    else:
        await tap(narrative, view, dice.randrange(max(1, len(view.choices))))
