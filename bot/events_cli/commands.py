"""The commands that look, pause and replay; dead letters are in dead.py."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from bot.events_cli import output
from bot.events_cli.catalogue import catalogue
from bot.events_cli.dead import dead
from bot.events_cli.session import operate, progress, wired, wired_named
from bot.events_cli.times import instant
from domains.core.events import default_factory
from domains.core.operations.model import Replay
from domains.core.operations.topology import topology as draw_topology
from domains.core.store.inspection import EventFilter

events = typer.Typer(
    name="events", help="Watch the event bus and mend what failed.", no_args_is_help=True
)
events.add_typer(dead)
events.command()(catalogue)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Type = Annotated[
    list[str] | None, typer.Option(help="An event type or a pattern such as gamification.*")
]
Key = Annotated[str | None, typer.Option("--key", "--user", help="The user, mostly.")]
Since = Annotated[
    datetime | None, typer.Option(parser=instant, help="2026-03-02T12:00 (UTC), or 2h ago.")
]
Until = Annotated[datetime | None, typer.Option(parser=instant, help="As --since; exclusive.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen; do nothing.")]


@events.command()
def status(*, json: Json = False) -> None:
    """Who is alive, what waits, what failed, what is paused."""
    report = operate(lambda operations: operations.overview.status())
    if json:
        output.print_json(report)
    else:
        output.print_status(report)


@events.command()
def lag(*, json: Json = False) -> None:
    """How far each subscription and each partition is behind."""
    subscriptions = wired()
    report = operate(lambda operations: operations.overview.lag(subscriptions))
    if json:
        output.print_json(report)
    else:
        output.print_lag(report)


@events.command("list")
def list_events(
    *,
    type: Type = None,  # noqa: A002 - the option's name
    key: Key = None,
    correlation: Annotated[str | None, typer.Option(help="Such as update:12345")] = None,
    since: Since = None,
    until: Until = None,
    pending: Annotated[bool, typer.Option("--pending", help="Only what is not done.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 50,
    json: Json = False,
) -> None:
    """The newest events that match, newest last. Says nothing of what is in them."""
    chosen = EventFilter(
        event_types=tuple(type or ()),
        key=key,
        correlation_id=correlation,
        since=since,
        until=until,
        pending=True if pending else None,
    )
    found = operate(lambda operations: operations.inspection.events(chosen, limit))
    if json:
        output.print_json({"events": [output.brief(event) for event in found]})
    else:
        output.print_events(found)


@events.command()
def show(event: UUID, *, json: Json = False) -> None:
    """One event with all that it says, and how far each subscription is with it."""
    detail = operate(lambda operations: operations.inspection.show(event))
    if json:
        output.print_json(detail)
    else:
        output.print_event(detail)


@events.command()
def trace(correlation: str, *, json: Json = False) -> None:
    """What an update caused, as a tree with times."""
    trees = operate(lambda operations: operations.inspection.trace(correlation))
    if json:
        output.print_json(
            {
                "correlation_id": correlation,
                "trees": [output.brief_tree(node) for node in trees],
            }
        )
    else:
        output.print_trace(trees)


@events.command()
def pause(
    subscription: str,
    reason: Annotated[str, typer.Option(prompt=True, help="For whoever finds it paused.")],
    *,
    json: Json = False,
) -> None:
    """Let a subscription rest on every instance; what it should hear waits in order."""
    wired_named(subscription)
    operate(lambda operations: operations.pauses.pause(subscription, reason))
    if json:
        output.print_json({"subscription": subscription, "paused": True, "reason": reason})
    else:
        output.console.print(f"{subscription} rests within five seconds.", highlight=False)


@events.command()
def resume(subscription: str, *, json: Json = False) -> None:
    """Let a paused subscription go on."""
    operate(lambda operations: operations.pauses.resume(subscription))
    if json:
        output.print_json({"subscription": subscription, "paused": False})
    else:
        output.console.print(f"{subscription} goes on within five seconds.", highlight=False)


@events.command()
def replay(
    subscription: Annotated[str, typer.Option("--subscription", "-s", help="Who hears again.")],
    *,
    type: Type = None,  # noqa: A002 - the option's name
    since: Since = None,
    until: Until = None,
    event: Annotated[UUID | None, typer.Option(help="This one event.")] = None,
    key: Key = None,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Deliver handled events again, to one subscription.

    THE EFFECTS ARE APPLIED AGAIN: points are awarded, messages sent a second time. Meant for
    a subscription that is new, or whose data was rebuilt. Look with --dry-run first.
    """
    types = wired_named(subscription).patterns
    chosen = EventFilter(
        event_types=tuple(type or types), key=key, event_id=event, since=since, until=until
    )
    plan = operate(lambda operations: operations.replays.plan(subscription, chosen))
    if not dry_run and plan.events:
        with progress("put back", plan.events, is_shown=not json) as advance:
            plan = operate(
                lambda operations: operations.replays.replay(subscription, chosen, advance)
            )
    _tell_replay(plan, dry_run=dry_run, json=json)


@events.command()
def prune(
    before: Annotated[
        datetime, typer.Option(parser=instant, help="2026-03-02T12:00 (UTC), or 365d ago.")
    ],
    *,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Forget finished events of long ago, and sagas that ended.

    What is forgotten cannot be replayed. What failed, waits or is not done is kept.
    """
    plan = operate(lambda operations: operations.retention.plan(before))
    if not dry_run:
        with progress("forgotten", plan.events, is_shown=not json) as advance:
            plan = operate(lambda operations: operations.retention.prune(before, advance))
    if json:
        output.print_json({"dry_run": dry_run, **asdict(plan)})
    else:
        output.print_pruned(plan, dry_run=dry_run)


@events.command()
def topology(*, json: Json = False) -> None:
    """Who publishes what to whom, as the installed program is wired."""
    drawn = draw_topology(wired(), default_factory())
    if json:
        output.print_json(drawn)
    else:
        output.print_topology(drawn)


def _tell_replay(plan: Replay, *, dry_run: bool, json: bool) -> None:
    if json:
        output.print_json(
            {
                "dry_run": dry_run,
                "subscription": plan.subscription,
                "events": plan.events,
                "applied": plan.applied,
                "unfinished": plan.unfinished,
            }
        )
        return
    words = "To be delivered again" if dry_run else "Delivered again within seconds"
    output.console.print(
        f"{words} to {plan.subscription}: {output.number(plan.events, 'event')}, "
        f"of which {plan.applied} had their effect before. "
        f"Left alone because they are not done yet: {plan.unfinished}.",
        highlight=False,
    )
