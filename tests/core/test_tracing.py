"""Spans: what an exporter is told, and that nobody is asked when nothing is set up."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF
from opentelemetry.trace import SpanKind, StatusCode

from domains.core import (
    Kernel,
    PointsAwardedEvent,
    PointsDeductedEvent,
    Transaction,
    effect,
    reaction,
)
from domains.core.bus.tracing import Tracer, find_tracer
from domains.core.events import default_factory
from tests.core.test_bus import points

ATTRIBUTES = "opentelemetry.semconv._incubating.attributes.messaging_attributes"
SAMPLED = 1


def is_text(value: object) -> bool:
    return isinstance(value, str)


class Exported:
    """A tracer and what it has told so far."""

    def __init__(self) -> None:
        self._exporter = InMemorySpanExporter()
        self.provider = TracerProvider()
        self.provider.add_span_processor(SimpleSpanProcessor(self._exporter))
        tracer = find_tracer(self.provider)
        assert tracer is not None
        self.tracer: Tracer = tracer

    @property
    def spans(self) -> dict[str, ReadableSpan]:
        """By name, the latest of each."""
        return {span.name: span for span in self._exporter.get_finished_spans()}


@pytest.fixture
def exported() -> Exported:
    return Exported()


def test_an_event_carries_the_span_of_its_publication_over_the_wire(exported: Exported) -> None:
    event = exported.tracer.published(points(7, 1))
    span = exported.spans[f"publish {event.event_type}"]
    assert span.kind is SpanKind.PRODUCER
    assert span.context is not None
    traceparent = event.traceparent
    assert traceparent is not None
    _, trace_id, span_id, flags = traceparent.split("-")
    assert (int(trace_id, 16), int(span_id, 16)) == (span.context.trace_id, span.context.span_id)
    assert int(flags, 16) & SAMPLED
    assert default_factory().decode(event.to_dict()).traceparent == traceparent
    assert exported.tracer.published(event) is event  # as when it comes from elsewhere


def test_an_attempt_is_a_child_of_the_publication_and_links_to_it(exported: Exported) -> None:
    with exported.provider.get_tracer("test").start_as_current_span("update"):
        event = exported.tracer.published(points(7, 1))
    with exported.tracer.processing(event, "test.note", 1):
        caused = exported.tracer.published(points(7, 2))
    spans = [span for span in exported._exporter.get_finished_spans() if span.name != "update"]
    first, second, attempt = spans
    assert caused.traceparent is not None
    assert attempt.kind is SpanKind.CONSUMER
    assert attempt.parent is not None
    assert first.context is not None
    assert attempt.parent.span_id == first.context.span_id
    assert [link.context.span_id for link in attempt.links] == [first.context.span_id]
    assert second.parent is not None
    assert attempt.context is not None
    assert second.parent.span_id == attempt.context.span_id
    update = exported.spans["update"]
    assert update.context is not None
    assert {span.context.trace_id for span in spans if span.context} == {update.context.trace_id}


def test_a_failed_attempt_tells_the_type_of_its_error_and_not_what_it_says(
    exported: Exported,
) -> None:
    event = points(7, 1)
    with (
        pytest.raises(ValueError, match="Ana"),
        exported.tracer.processing(event, "test.note", 3),
    ):
        raise ValueError("Ana wrote something")
    span = exported.spans[f"process {event.event_type}"]
    assert span.status.status_code is StatusCode.ERROR
    assert span.attributes is not None
    assert span.attributes["error.type"] == "ValueError"
    assert span.attributes["diana.attempt"] == 3
    assert not span.links
    assert "Ana" not in span.to_json()


def test_attributes_are_those_of_the_conventions(exported: Exported) -> None:
    known = {name for name in vars(importlib.import_module(ATTRIBUTES)).values() if is_text(name)}
    event = exported.tracer.published(points(7, 1))
    with exported.tracer.processing(event, "test.note", 1):
        pass
    for span in exported.spans.values():
        assert span.attributes is not None
        ours = {name for name in span.attributes if name.startswith("messaging.")}
        assert ours <= known
        assert "7" not in map(str, span.attributes.values())


def test_what_is_not_sampled_is_still_followed() -> None:
    tracer = find_tracer(TracerProvider(sampler=ALWAYS_OFF))
    assert tracer is not None
    event = tracer.published(points(7, 1))
    assert event.traceparent is not None
    assert not int(event.traceparent.rpartition("-")[2], 16) & SAMPLED


@pytest.mark.parametrize("broken", ["", "nonsense", "00-0-0-01"])
def test_a_broken_traceparent_is_no_parent(exported: Exported, broken: str) -> None:
    event = points(7, 1).model_copy(update={"traceparent": broken})
    with exported.tracer.processing(event, "test.note", 1):
        pass
    span = exported.spans[f"process {event.event_type}"]
    assert span.parent is None
    assert not span.links


def test_without_a_provider_there_is_no_tracer() -> None:
    assert find_tracer() is None


@pytest.mark.parametrize("hide", ["", "sys.modules['opentelemetry'] = None;"])
def test_the_core_neither_needs_nor_loads_it(hide: str) -> None:
    code = (
        f"import sys; {hide} import domains.core; import domains.core.bus.tracing as tracing;"
        "loaded = sys.modules.get('opentelemetry');"
        "assert loaded is None, loaded; assert tracing.find_tracer() is None"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


async def test_the_bus_makes_one_trace_of_what_an_event_causes(kernel: Kernel) -> None:
    exported = Exported()
    engine = kernel.bus.engine
    engine.outbox.tracer = engine.deliverer.tracer = exported.tracer

    async def pass_on(event: PointsAwardedEvent, tx: Transaction) -> None:
        tx.publish(PointsDeductedEvent(user_id=7, points_amount=1, action_type="test"))

    async def note(event: PointsDeductedEvent) -> None:
        raise ConnectionError("not now")

    kernel.bus.add(
        [
            effect("test.pass_on", PointsAwardedEvent, pass_on),
            reaction("test.note", PointsDeductedEvent, note),
        ]
    )
    await kernel.bus.initialize()
    await kernel.bus.publish(points(7, 1))
    await kernel.bus.settle()
    spans = exported.spans
    names = {
        f"{verb} gamification.points.{what}"
        for verb in ("publish", "process")
        for what in ("awarded", "deducted")
    }
    assert spans.keys() == names
    assert len({span.context.trace_id for span in spans.values() if span.context}) == 1
    assert spans["process gamification.points.deducted"].status.status_code is StatusCode.ERROR
