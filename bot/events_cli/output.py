"""What a command prints: one JSON document for machines, tables for people."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from pydantic_core import to_json
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from bot.events_cli.times import age
from domains.core.operations.model import (
    HANDLED,
    DeadLetter,
    EventDetail,
    LagReport,
    LoggedEvent,
    Pruned,
    Status,
    SubscriptionState,
    Topology,
    TraceNode,
)

WIDE = 160
"""Columns of a table that nobody's terminal limits."""

WHOLE = frozenset({"event", "instance", "at"})
"""Columns whose cells are copied, so they are never broken."""

console = Console(width=None if sys.stdout.isatty() else WIDE)
errors = Console(stderr=True)

_COLOURS = {HANDLED: "green", "retry": "yellow", "replay": "yellow", "dead": "red"}


def print_json(document: Any) -> None:
    """One JSON document on the standard output."""
    sys.stdout.write(to_json(document, indent=2).decode() + "\n")


def brief(event: LoggedEvent) -> dict[str, Any]:
    """An event for a list: nothing of what it says, nor of what an error said."""
    return {
        "seq": event.seq,
        "event_id": event.event_id,
        "event_type": event.event_type,
        "key": event.key,
        "correlation_id": event.correlation_id,
        "occurred_at": event.occurred_at,
        "is_pending": event.is_pending,
        "states": {state.subscription: state.state for state in event.states},
    }


def brief_tree(node: TraceNode) -> dict[str, Any]:
    """A node of a trace with all that it caused."""
    return {
        **brief(node.event),
        "after_seconds": node.after_seconds,
        "caused": [brief_tree(child) for child in node.caused],
    }


def number(count: int, thing: str) -> str:
    """`1 event`, `2 events`."""
    if count == 1:
        return f"1 {thing}"
    return f"{count} {thing.removesuffix('y')}ies" if thing.endswith("y") else f"{count} {thing}s"


def print_pruned(pruned: Pruned, *, dry_run: bool) -> None:
    words = "To be forgotten" if dry_run else "Forgotten"
    console.print(
        f"{words}: {number(pruned.events, 'finished event')}"
        + ("" if dry_run else f", {number(pruned.sagas, 'ended saga')}")
        + f". Kept because something of them is not done: {pruned.kept}.",
        highlight=False,
    )


def print_status(status: Status) -> None:
    alive = [each for each in status.instances if each.holds_lease]
    console.print(
        f"[bold]{len(alive)}[/] of {number(len(status.instances), 'instance')} alive, "
        f"[bold]{number(status.pending, 'event')}[/] pending "
        f"(oldest {age(status.oldest_pending_seconds)}), "
        f"[bold]{number(status.dead, 'dead letter')}[/], {status.scheduled} scheduled",
        highlight=False,
    )
    print_table(
        ("instance", "host", "pid", "heartbeat", "lease"),
        [
            (
                str(each.instance_id),
                each.host,
                str(each.pid),
                f"{age(each.silent_seconds)} ago",
                "held" if each.holds_lease else "lost",
            )
            for each in status.instances
        ],
    )
    print_table(
        ("subscription", "retry", "replay", "dead", "parked"),
        [
            (each.subscription, *map(str, (each.retry, each.replay, each.dead, each.parked)))
            for each in status.subscriptions
        ],
    )
    print_table(
        ("paused", "since", "reason"),
        [(each.subscription, _at(each.paused_at), each.reason) for each in status.paused],
    )
    print_table(
        ("partition", "owner", "epoch"),
        [
            (str(each.partition), str(each.owner or "nobody"), str(each.epoch))
            for each in status.partitions
        ],
    )


def print_lag(report: LagReport) -> None:
    for title, lags in (
        ("subscription", report.subscriptions),
        ("partition", report.partitions),
    ):
        print_table(
            (title, "pending", "oldest"),
            [(lag.name, str(lag.pending), age(lag.oldest_seconds)) for lag in lags],
        )


def print_events(events: Iterable[LoggedEvent]) -> None:
    print_table(
        ("seq", "at", "type", "key", "event", "state"),
        [
            (
                str(event.seq),
                _at(event.occurred_at),
                event.event_type,
                event.key,
                str(event.event_id),
                _summary(event),
            )
            for event in events
        ],
    )


def print_event(detail: EventDetail) -> None:
    event = detail.event
    console.print(f"[bold]{event.event_type}[/] {event.event_id}", highlight=False)
    _pairs(
        {
            "at": _at(event.occurred_at),
            "state": "pending" if event.is_pending else "done",
            "seq": event.seq,
            "owner": detail.owner,
            "partition": detail.partition,
            "claims": detail.claims,
        }
        | {name: value for name, value in detail.envelope.items() if name not in {"id", "type"}}
    )
    console.print("[bold]says[/]")
    _pairs(detail.payload)
    for state in event.states:
        console.print(Text.assemble((state.subscription, "bold"), " ", _state(state)))
        _pairs(_known(state))


def print_trace(trees: Sequence[TraceNode]) -> None:
    for node in trees:
        tree = Tree(_node(node))
        _grow(tree, node)
        console.print(tree, highlight=False)


def print_letters(letters: Iterable[DeadLetter]) -> None:
    print_table(
        ("event", "subscription", "key", "type", "at", "attempts", "behind it", "error"),
        [
            (
                str(letter.event_id),
                letter.subscription,
                letter.key,
                letter.event_type,
                _at(letter.failed_at),
                str(letter.attempts),
                str(letter.waiting),
                (letter.note or letter.error or "").partition("\n")[0],
            )
            for letter in letters
        ],
    )


def print_letter(letter: DeadLetter) -> None:
    _pairs(
        {
            name: _at(value) if isinstance(value, datetime) else value
            for name in DeadLetter.__dataclass_fields__
            if (value := getattr(letter, name)) is not None and name != "trace"
        }
    )
    if letter.trace:
        console.print(Text(letter.trace))


def print_topology(topology: Topology) -> None:
    print_table(
        ("type", "published by", "heard by"),
        [
            (route.event_type, route.publisher, ", ".join(route.subscriptions) or "nobody")
            for route in topology.routes
        ],
    )
    print_table(
        ("subscription", "hears", "scope", "kind"),
        [
            (each.name, ", ".join(each.patterns), each.scope, each.kind)
            for each in topology.listeners
        ],
    )


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str | Text]]) -> None:
    """Rows under their columns; nothing at all without rows."""
    if not rows:
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in WHOLE)
    for row in rows:
        table.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in row))
    console.print(table)


def _pairs(values: Any) -> None:
    table = Table(box=None, show_header=False, pad_edge=True)
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for name, value in values.items():
        table.add_row(str(name), Text(str(value)))
    console.print(table)


def _known(state: SubscriptionState) -> dict[str, Any]:
    found = {"at": _at(state.at), "attempts": state.attempts, "error": state.error}
    found |= {"note": state.note, "trace": state.trace}
    if state.next_at is not None:
        found["next try"] = _at(state.next_at)
    return {name: value for name, value in found.items() if value}


def _grow(tree: Tree, node: TraceNode) -> None:
    for child in node.caused:
        _grow(tree.add(_node(child)), child)


def _node(node: TraceNode) -> Text:
    event = node.event
    text = Text.assemble(
        (f"+{node.after_seconds:.3f} s ", "dim"),
        (event.event_type, "bold"),
        f" key {event.key} {event.event_id}",
    )
    if event.is_pending:
        text.append(" pending", "yellow")
    for state in event.states:
        text.append(f"\n  {state.subscription} ")
        text.append_text(_state(state))
    return text


def _state(state: SubscriptionState) -> Text:
    return Text(state.state, _COLOURS.get(state.state, ""))


def _summary(event: LoggedEvent) -> Text:
    for state in ("dead", "retry", "replay", "parked"):
        number = sum(each.state == state for each in event.states)
        if number:
            return Text(f"{number} {state}", _COLOURS.get(state, ""))
    return Text("pending", "yellow") if event.is_pending else Text("done", "green")


def _at(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M:%S} UTC"
