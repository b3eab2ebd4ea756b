"""Events of former schema versions are read. The type is the test's own: none of the product's
has had a second version yet."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from domains.core import (
    BaseEvent,
    EventFactory,
    EventSerializationError,
    EventValidationError,
    NewerSchemaError,
    default_factory,
)

V1 = {"name": "Ada Lovelace"}
V2 = {"first": "Ada", "last": "Lovelace"}
V3 = {"names": ["Ada", "Lovelace"]}


class PersonNamedEvent(BaseEvent):
    """Version 1 had `name`, version 2 `first` and `last`."""

    event_type: ClassVar[str] = "test.person.named"
    source_service: ClassVar[str] = "test"
    schema_version: ClassVar[int] = 3
    key_field: ClassVar[str] = "event_id"

    names: tuple[str, ...]


def split(data: dict[str, Any]) -> dict[str, Any]:
    first, last = data.pop("name").split(" ")
    return {**data, "first": first, "last": last}


def collect(data: dict[str, Any]) -> dict[str, Any]:
    return {"names": [data["first"], data["last"]]}


@pytest.fixture
def factory() -> EventFactory:
    factory = EventFactory([PersonNamedEvent])
    factory.upcast("test.person.named", 1, split)
    factory.upcast("test.person.named", 2, collect)
    return factory


def wire(data: object, **attributes: Any) -> dict[str, Any]:
    return {**PersonNamedEvent(names=("x",)).to_dict(), "data": data, **attributes}


@pytest.mark.parametrize(("data", "version"), [(V1, 1), (V2, 2), (V3, 3)])
def test_every_former_version_is_read_as_the_present_one(
    factory: EventFactory, data: dict[str, Any], version: int
) -> None:
    written = wire(data, schemaversion=version)
    event = factory.decode(written)
    assert isinstance(event, PersonNamedEvent)
    assert event.names == ("Ada", "Lovelace")
    assert event.to_dict()["schemaversion"] == 3
    assert str(event.event_id) == written["id"]


def test_what_was_written_stays_as_it_was(factory: EventFactory) -> None:
    written = wire(dict(V1), schemaversion=1)
    factory.decode(written)
    assert written["data"] == V1


def test_without_a_version_the_whole_chain_is_walked(factory: EventFactory) -> None:
    written = wire(V1)
    del written["schemaversion"]
    assert factory.decode(written).payload == {"names": ("Ada", "Lovelace")}


def test_a_newer_version_waits_for_the_upgrade(factory: EventFactory) -> None:
    with pytest.raises(NewerSchemaError):
        factory.decode(wire(V3, schemaversion=4))


@pytest.mark.parametrize("data", [{}, {"name": 5}, {"name": "one"}, None, [V1]])
def test_data_that_a_step_cannot_read_is_refused(factory: EventFactory, data: object) -> None:
    with pytest.raises(EventSerializationError):
        factory.decode(wire(data, schemaversion=1))


def test_what_a_step_returns_is_validated_like_anything(factory: EventFactory) -> None:
    with pytest.raises(EventValidationError):
        factory.decode(wire({"first": 1, "last": 2}, schemaversion=2))


def test_a_gap_in_the_chain_is_found_and_refused() -> None:
    factory = EventFactory([PersonNamedEvent])
    factory.upcast("test.person.named", 1, split)
    assert factory.missing_upcasters() == [("test.person.named", 2)]
    with pytest.raises(EventSerializationError, match="no upcaster from 2"):
        factory.decode(wire(V1, schemaversion=1))


@pytest.mark.parametrize("version", [0, 3, 4])
def test_a_step_that_leads_nowhere_is_refused(factory: EventFactory, version: int) -> None:
    with pytest.raises(EventValidationError):
        factory.upcast("test.person.named", version, split)


def test_two_steps_from_one_version_are_refused(factory: EventFactory) -> None:
    factory.upcast("test.person.named", 1, split)
    with pytest.raises(EventValidationError):
        factory.upcast("test.person.named", 1, collect)


def test_every_former_version_of_the_catalogue_can_be_read() -> None:
    assert default_factory().missing_upcasters() == []
