"""Modules are what they declare. That none imports another is said by import-linter
(`pyproject.toml`) and by `rules.only_the_app_wires_domains`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.modules import PUBLISHES, Modules
from bot.reference import wiring as real_wiring
from bot.settings import Settings
from domains.core import (
    CATALOGUE,
    BaseEvent,
    EventSubscriptionError,
    Kernel,
    PointsAwardedEvent,
    UserRegisteredEvent,
    published,
    reaction,
)
from domains.core.catalogue.wiring import Wiring, circles
from domains.core.clock import VirtualClock
from tests.architecture import modules
from tests.architecture.source import Source, sources

NAMES = frozenset(event_class.__name__ for event_class in CATALOGUE)

SPEAKS_FOR = {"core": ("bus", "system", "time"), "bot": ("system", "notification")}
"""Parts of the program that publish in other names than their own."""

CIRCLES = [
    ("admin", "gamification"),
    ("admin", "gamification", "narrative"),
    ("gamification",),
    ("gamification", "narrative"),
    ("narrative",),
    ("user",),
]
"""Known circles in the graph of events. Each chain ends: a saga reacts to each event at one of
its few steps and never goes back (an adjustment in admin, a paid decision in narrative), admin
only counts what else it hears, a streak's reward changes no streak, the user module only
forgets what it had cached, and an alarm of the story rings later: once for each page that is
reached."""


def declarations() -> dict[str, tuple[type[BaseEvent], ...]]:
    """Module → what it says it publishes, from every `module.py`."""
    found = {"core": published.PUBLISHES, "bot": PUBLISHES}
    for source in sources("domains"):
        if source.path.name == "module.py":
            name = source.name.removesuffix(".py").replace("/", ".")
            __import__(name)
            found[source.path.parts[1]] = sys.modules[name].PUBLISHES
    return found


def names_of(declared: Mapping[str, tuple[type[BaseEvent], ...]]) -> dict[str, set[str]]:
    return {module: {c.__name__ for c in classes} for module, classes in declared.items()}


MADE = modules.made_by_module(sources("domains", "bot"), NAMES)
DECLARED = declarations()


def test_every_published_type_is_declared() -> None:
    assert modules.undeclared(MADE, names_of(DECLARED)) == []


def test_every_declared_type_is_published() -> None:
    assert modules.unpublished(MADE, names_of(DECLARED)) == []


def test_every_type_has_one_publisher_that_speaks_for_itself() -> None:
    assert modules.published_twice(names_of(DECLARED)) == []
    assert modules.strangers(DECLARED, SPEAKS_FOR) == []


async def test_every_consumed_type_is_published_by_somebody() -> None:
    assert modules.unheard_of(await real_wiring()) == []


async def test_the_wiring_knows_every_declaration() -> None:
    assert (await real_wiring()).published == {c for some in DECLARED.values() for c in some}


async def test_subscription_names_are_unique(tmp_path: Path) -> None:
    kernel = Kernel.open(f"sqlite:///{tmp_path}/modules.db", VirtualClock())
    try:
        found = Modules.build(kernel, Settings(_env_file=None)).subscriptions
        assert modules.taken_names(subscription.name for subscription in found) == []
        kernel.bus.add(found)
        with pytest.raises(EventSubscriptionError):
            kernel.bus.add(found[:1])
    finally:
        await kernel.close()


async def test_circles_in_the_graph_of_events_are_known(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = circles((await real_wiring()).flows)
    with capsys.disabled():
        sys.stdout.write("".join(f"\ncircle: {' → '.join(c)} → {c[0]}" for c in found) + "\n")
    assert found == CIRCLES, "say why the new chain ends, or mend it"


# -- that each check finds what it is there to find -----------------------------------------

PUBLISHING = [
    "tx.publish(PointsAwardedEvent(user_id=1))",
    "await self._bus.publish(events.PointsAwardedEvent(user_id=1), ['admin'])",
    "event = PointsAwardedEvent(user_id=1)\ntx.publish(event)",
    "tx.publish(at=later, event=core.events.PointsAwardedEvent(user_id=1))",
]


@pytest.mark.parametrize("text", PUBLISHING)
def test_an_undeclared_publication_is_found(text: str) -> None:
    source = Source("domains/narrative/journal/service.py", text)
    made = modules.made_by_module([source], NAMES)
    assert made == {"narrative": {"PointsAwardedEvent"}}
    assert modules.undeclared(made, {"narrative": {"ClueFoundEvent"}}) == [
        "narrative publishes PointsAwardedEvent and does not declare it"
    ]
    assert modules.undeclared(made, {"narrative": {"PointsAwardedEvent"}}) == []


@pytest.mark.parametrize(
    "text",
    [
        "effect('x', PointsAwardedEvent, self.count)",
        "def f(event: PointsAwardedEvent): return event.user_id",
        "PUBLISHES = (PointsAwardedEvent,)",
        "isinstance(event, PointsAwardedEvent)",
        "tx.publish(SomethingElse())",
    ],
)
def test_listening_is_not_publishing(text: str) -> None:
    assert modules.made_in(Source("domains/user/service.py", text), NAMES) == set()


def test_the_descriptions_of_events_publish_nothing() -> None:
    text = "PointsAwardedEvent(user_id=1)"
    for name in ("domains/core/events/points.py", "domains/core/catalogue/pages.py"):
        assert modules.made_by_module([Source(name, text)], NAMES) == {}
    assert modules.made_by_module([Source("domains/core/bus/lanes.py", text)], NAMES) == {
        "core": {"PointsAwardedEvent"}
    }


def test_a_declaration_that_nothing_stands_behind_is_found() -> None:
    assert modules.unpublished({"user": set()}, {"user": {"UserRegisteredEvent"}}) == [
        "user declares UserRegisteredEvent and never publishes it"
    ]


def test_two_publishers_and_a_false_name_are_found() -> None:
    declared = {"user": (UserRegisteredEvent,), "admin": (UserRegisteredEvent,)}
    assert modules.published_twice(names_of(declared)) == ["UserRegisteredEvent"]
    assert modules.strangers(declared, {}) == [
        "admin publishes UserRegisteredEvent in the name of user"
    ]


def test_a_subscription_that_waits_in_vain_is_found() -> None:
    subscriptions = {
        "gamification.points.awarded": ["admin.count"],
        "gamification.*": ["diana.watch"],
        "nobody.says.this": ["diana.wait"],
        "narrative.*": ["admin.watch"],
    }
    wiring = Wiring.of(CATALOGUE, {"gamification": [PointsAwardedEvent]}, subscriptions)
    assert modules.unheard_of(wiring) == [
        "admin.watch waits for narrative.*",
        "diana.wait waits for nobody.says.this",
    ]


def test_a_name_that_is_taken_is_found() -> None:
    async def hear(event: BaseEvent) -> None: ...

    twice = [reaction("user.hear", UserRegisteredEvent, hear) for _ in range(2)]
    assert modules.taken_names(subscription.name for subscription in twice) == ["user.hear"]
