"""Events on the wire: CloudEvents 1.0 in its JSON format, compact, in one line.

Our extension attributes: `schemaversion`, `partitionkey` (the ordering key), `priority`,
`correlationid`, `causationid`, `targetservices` and `traceparent`; the last four only when
there is something to say. `data` is the payload.
"""

from __future__ import annotations

from datetime import UTC
from json.encoder import encode_basestring as quoted
from typing import TYPE_CHECKING, Any

from domains.core.interfaces import EventSerializationError

if TYPE_CHECKING:
    from domains.core.events.base import BaseEvent

ENVELOPE = frozenset(
    {
        "event_id",
        "timestamp",
        "correlation_id",
        "causation_id",
        "priority",
        "target_services",
        "traceparent",
    }
)
"""Fields that describe the event itself; all others are its payload."""

_NOT_DATA = set(ENVELOPE)  # the serializer takes nothing but a set


def encode(event: BaseEvent) -> str:
    """The event as JSON text."""
    return (
        f'{{"specversion":"1.0","id":"{event.event_id}","type":"{event.event_type}",'
        f'"source":"/diana/{event.source_service}","time":"{_time_of(event)}",'
        f'"datacontenttype":"application/json","schemaversion":{event.schema_version},'
        f'"partitionkey":{quoted(event.key)},"priority":"{event.priority.name}"'
        f'{_optional_attributes(event)},"data":{_data_of(event)}}}'
    )


def _time_of(event: BaseEvent) -> str:
    instant = event.timestamp
    if instant.tzinfo is not UTC:
        instant = instant.astimezone(UTC)
    return f"{instant.isoformat()[:-6]}Z"


def _data_of(event: BaseEvent) -> str:
    return event.__pydantic_serializer__.to_json(event, exclude=_NOT_DATA).decode()


def _optional_attributes(event: BaseEvent) -> str:
    text = ""
    if event.correlation_id is not None:
        text = f',"correlationid":{quoted(event.correlation_id)}'
    if event.causation_id is not None:
        text += f',"causationid":"{event.causation_id}"'
    if event.target_services is not None:
        text += f',"targetservices":[{",".join(map(quoted, event.target_services))}]'
    if event.traceparent is not None:
        text += f',"traceparent":{quoted(event.traceparent)}'
    return text


def fields_from(wire: dict[str, Any]) -> dict[str, Any]:
    """The event's fields, still as JSON has them. Attributes of others are let pass.

    Raises EventSerializationError when something is missing.
    """
    try:
        return {
            **wire["data"],
            "event_id": wire["id"],
            "timestamp": wire["time"],
            "priority": wire["priority"],
            "correlation_id": wire.get("correlationid"),
            "causation_id": wire.get("causationid"),
            "target_services": wire.get("targetservices"),
            "traceparent": wire.get("traceparent"),
        }
    except (KeyError, TypeError) as error:
        raise EventSerializationError(f"incomplete event: {error}") from error
