"""Spans for OpenTelemetry, when it is installed and somebody has set it up; else nothing.

The one file that knows OpenTelemetry and its conventions for messaging, which are still in
development. Without a tracer the bus does one `is None` check per event.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

from domains.core.events.base import BaseEvent

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer as OtelTracer
    from opentelemetry.trace import TracerProvider

E = TypeVar("E", bound=BaseEvent)

SYSTEM = "diana"


class Tracer(Protocol):
    """Tells of publishing and processing. Costs microseconds per event: absent by default."""

    def published(self, event: E) -> E:
        """The event, carrying the `traceparent` of a span that tells of its publication.

        The span belongs to whatever span is current. An event that brings its own
        `traceparent` keeps it.
        """
        ...

    def processing(
        self, event: BaseEvent, subscription: str, attempt: int
    ) -> AbstractContextManager[None]:
        """A span around one attempt, the first is 1; what is published inside belongs to it.

        An exception passes through and marks the span as failed, by its type alone: what it
        says may be personal.
        """
        ...


def find_tracer(provider: TracerProvider | None = None) -> Tracer | None:
    """A tracer of this provider, else of the program's; None when there is none.

    Set the provider up before the bus is built.
    """
    try:
        from opentelemetry import trace
    except ImportError:
        return None
    provider = provider or trace.get_tracer_provider()
    if isinstance(provider, trace.ProxyTracerProvider | trace.NoOpTracerProvider):
        return None
    return MessagingTracer(provider.get_tracer("diana.bus"))


class MessagingTracer:
    """Maps the bus onto the messaging conventions.

    A type is a destination, publishing is `send`, an attempt is `process`. The span of an
    attempt is a child of the publication and links to it, so that an update is one trace from
    its first event to its last effect. Keys are left out: mostly they are user ids.
    """

    def __init__(self, tracer: OtelTracer) -> None:
        from opentelemetry import trace
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        self._trace = trace
        self._tracer = tracer
        self._propagator = TraceContextTextMapPropagator()

    def published(self, event: E) -> E:
        if event.traceparent is not None:
            return event
        span = self._tracer.start_span(
            f"publish {event.event_type}",
            kind=self._trace.SpanKind.PRODUCER,
            attributes=_attributes(event, "publish", "send"),
        )
        span.end()
        carrier: dict[str, str] = {}
        self._propagator.inject(carrier, self._trace.set_span_in_context(span))
        traceparent = carrier.get("traceparent")
        if traceparent is None:
            return event
        return event.model_copy(update={"traceparent": traceparent})

    @contextmanager
    def processing(self, event: BaseEvent, subscription: str, attempt: int) -> Iterator[None]:
        trace = self._trace
        context, links = None, []
        if event.traceparent is not None:
            context = self._propagator.extract({"traceparent": event.traceparent})
            origin = trace.get_current_span(context).get_span_context()
            links = [trace.Link(origin)] if origin.is_valid else []
        with self._tracer.start_as_current_span(
            f"process {event.event_type}",
            context=context,
            kind=trace.SpanKind.CONSUMER,
            attributes={
                **_attributes(event, "process", "process"),
                "messaging.destination.subscription.name": subscription,
                "diana.attempt": attempt,
            },
            links=links,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                yield
            except BaseException as error:
                span.set_attribute("error.type", type(error).__name__)
                span.set_status(trace.StatusCode.ERROR, type(error).__name__)
                raise


def _attributes(event: BaseEvent, name: str, kind: str) -> dict[str, str]:
    attributes = {
        "messaging.system": SYSTEM,
        "messaging.operation.name": name,
        "messaging.operation.type": kind,
        "messaging.destination.name": event.event_type,
        "messaging.message.id": str(event.event_id),
    }
    if event.correlation_id is not None:
        attributes["messaging.message.conversation_id"] = event.correlation_id
    return attributes
