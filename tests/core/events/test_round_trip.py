"""Every event of every type comes back from the wire as it was, class and values."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domains.core import CATALOGUE, BaseEvent, default_factory
from tests.core.events.samples import sample
from tests.core.events.strategies import events

FACTORY = default_factory()


@pytest.mark.parametrize("event_class", CATALOGUE, ids=lambda c: c.__name__)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_event_survives_the_round_trip(
    event_class: type[BaseEvent], data: st.DataObject
) -> None:
    event = data.draw(events(event_class))
    text = event.encode()
    back = FACTORY.decode(json.loads(text))
    assert type(back) is event_class
    assert back == event
    assert back.key == event.key
    assert back.encode() == text
    assert event.to_dict() == json.loads(text)


@pytest.mark.parametrize("event_class", CATALOGUE, ids=lambda c: c.__name__)
def test_keys_and_names_fit_the_columns_that_keep_them(event_class: type[BaseEvent]) -> None:
    assert len(sample(event_class).key) <= 128
    key = event_class.model_fields[event_class.key_field]
    if key.annotation is str:
        lengths = [item.max_length for item in key.metadata if hasattr(item, "max_length")]
        assert min(lengths) <= 128
