"""The reference documents say what the classes and the wiring say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domains.core import (
    CATALOGUE,
    BaseEvent,
    ErrorOccurredEvent,
    HandlerFailedEvent,
    HourPassedEvent,
    PointsAwardedEvent,
    StoryDecisionMadeEvent,
    UserProfileUpdatedEvent,
)
from domains.core.catalogue.documents import documents, stale, write
from domains.core.catalogue.fields import FieldDescription, fields_of
from domains.core.catalogue.wiring import Flow, Wiring, circles
from tests.core.events.samples import sample

PUBLICATIONS: dict[str, tuple[type[BaseEvent], ...]] = {
    "gamification": (PointsAwardedEvent,),
    "narrative": (StoryDecisionMadeEvent,),
}
SUBSCRIPTIONS = {
    "gamification.points.awarded": ["admin.count"],
    "gamification.*": ["diana.watch"],
    "narrative.decision.made": ["gamification.pay", "admin.count"],
    "user.registered": ["diana.greet"],
    "*": ["audit.everything"],
}
WIRING = Wiring.of(CATALOGUE, PUBLICATIONS, SUBSCRIPTIONS)
TEXTS = documents(WIRING)


def section(event_type: str) -> str:
    return TEXTS["events.md"].split(f"### {event_type}\n")[1].split("\n##")[0]


def test_listeners_hear_exact_types_prefixes_and_everything() -> None:
    assert [listener.name for listener in WIRING.hearing(PointsAwardedEvent)] == [
        "admin.count",
        "audit.everything",
        "diana.watch",
    ]
    assert [listener.name for listener in WIRING.hearing(HourPassedEvent)] == ["audit.everything"]


def test_only_what_is_published_flows() -> None:
    points, decision = "gamification.points.awarded", "narrative.decision.made"
    assert WIRING.flows == [
        Flow("gamification", "admin", (points,)),
        Flow("gamification", "audit", (points,)),
        Flow("gamification", "diana", (points,)),
        Flow("narrative", "admin", (decision,)),
        Flow("narrative", "audit", (decision,)),
        Flow("narrative", "gamification", (decision,)),
    ]


def flows(*arrows: str) -> list[Flow]:
    ends = [arrow.split(">") for arrow in arrows]
    return [Flow(publisher, listener, ("x",)) for publisher, listener in ends]


@pytest.mark.parametrize(
    ("arrows", "found"),
    [
        (["a>b", "b>c"], []),
        (["a>a"], [("a",)]),
        (["b>a", "a>b"], [("a", "b")]),
        (["a>b", "b>c", "c>a"], [("a", "b", "c")]),
        (["a>b", "b>a", "b>c", "c>b"], [("a", "b"), ("b", "c")]),
        (["a>b", "a>c", "b>d", "c>d", "d>a"], [("a", "b", "d"), ("a", "c", "d")]),
    ],
)
def test_every_circle_is_found_once(arrows: list[str], found: list[tuple[str, ...]]) -> None:
    assert circles(flows(*arrows)) == found
    assert circles(reversed(flows(*arrows))) == found


def test_the_page_tells_all_about_a_type() -> None:
    text = section("gamification.points.awarded")
    for line in (
        "- key: `user_id`",
        "- durability: durable",
        "- priority: normal",
        "- version: 1",
        "- when full: spill",
        "- published by: gamification",
        "- heard by: `admin.count`, `audit.everything`, `diana.watch`",
        "| `multiplier` | number | ≥ 1, ≤ 10 | `1.0` |  |",
        "| `points_amount` | integer | > 0, < 2⁶³ | required |  |",
    ):
        assert line in text
    assert "Besitos were credited" in text
    assert "A reason a person wrote for the player to read" in text


def test_what_nobody_publishes_yet_is_marked() -> None:
    assert "- published by: none yet" in section("gamification.season.closed")
    assert "- when full: drop oldest" in section(HandlerFailedEvent.event_type)
    assert "- durability: ephemeral" in section(ErrorOccurredEvent.event_type)


def test_every_type_is_on_the_page_and_has_a_schema() -> None:
    for event_class in CATALOGUE:
        assert f"### {event_class.event_type}\n" in TEXTS["events.md"]
        assert f"schemas/{event_class.event_type}.json" in TEXTS


def test_fields_are_worded_from_their_constraints() -> None:
    (updated, *_) = [f for f in fields_of(UserProfileUpdatedEvent) if f.name == "updated_fields"]
    assert updated == FieldDescription(
        name="updated_fields",
        kind="list of string",
        limits="1–32 items, each 1–64 characters, each `^[a-z0-9][a-z0-9_.:-]*$`",
        default="required",
        meaning="",
    )
    kinds = {f.name: (f.kind, f.default) for f in fields_of(HourPassedEvent)}
    assert kinds == {"period": ("`hour`", "`hour`"), "started_at": ("instant", "required")}


def test_the_map_draws_an_arrow_for_every_flow() -> None:
    page = TEXTS["modules.md"]
    assert '    narrative -->|"decision.made"| gamification' in page
    assert "| gamification | admin | gamification.points.awarded |" in page
    assert page.rstrip().endswith("None.")


@pytest.mark.parametrize("event_class", CATALOGUE, ids=lambda c: c.__name__)
def test_a_schema_describes_what_is_on_the_wire(event_class: Any) -> None:
    schema = json.loads(TEXTS[f"schemas/{event_class.event_type}.json"])
    wire = sample(event_class).to_dict()
    assert set(schema["required"]) <= wire.keys() <= schema["properties"].keys()
    for name, value in wire.items():
        assert schema["properties"][name].get("const", value) == value
    data = schema["properties"]["data"]
    assert set(data["required"]) <= wire["data"].keys() == data["properties"].keys()


# -- AsyncAPI: the document's own rules, as far as they concern us ------------------------


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value
            else:
                yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def test_the_asyncapi_document_is_whole() -> None:
    document = json.loads(TEXTS["asyncapi.json"])
    assert document["asyncapi"] == "3.0.0"
    assert {"title", "version"} <= document["info"].keys()
    for reference in references(document):
        node = document
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]
        assert node
    names = {event_class.event_type for event_class in CATALOGUE}
    assert document["channels"].keys() == names
    assert {channel["address"] for channel in document["channels"].values()} == names
    assert document["components"]["messages"].keys() == {c.__name__ for c in CATALOGUE}


def test_each_operation_sends_or_receives_a_message_of_its_channel() -> None:
    document = json.loads(TEXTS["asyncapi.json"])
    operations = document["operations"]
    assert {key for key in operations if key.startswith("publish:")} == {
        "publish:gamification.points.awarded",
        "publish:narrative.decision.made",
    }
    for name, operation in operations.items():
        assert operation["action"] == ("send" if name.startswith("publish:") else "receive")
        (message,) = operation["messages"]
        assert message["$ref"].startswith(operation["channel"]["$ref"] + "/messages/")


# -- the folder ---------------------------------------------------------------------------


def test_a_folder_is_brought_up_to_date_and_no_further(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("mine")
    assert write(tmp_path, TEXTS) == sorted(TEXTS)
    assert stale(tmp_path, TEXTS) == write(tmp_path, TEXTS) == []
    (tmp_path / "events.md").write_text("edited by hand")
    (tmp_path / "modules.md").unlink()
    (tmp_path / "schemas" / "gone.type.json").write_text("{}")
    changed = ["events.md", "modules.md", "schemas/gone.type.json"]
    assert stale(tmp_path, TEXTS) == changed
    assert write(tmp_path, TEXTS) == changed
    assert stale(tmp_path, TEXTS) == []
    assert (tmp_path / "notes.md").read_text() == "mine"
