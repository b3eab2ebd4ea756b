"""Dead letters on the command line."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from bot.events_cli import output
from bot.events_cli.session import operate, progress
from bot.events_cli.times import instant
from domains.core.operations.dead_letters import MOST_LETTERS
from domains.core.operations.model import Letters
from domains.core.store.dead_letters import LetterFilter
from domains.core.store.inspection import EventFilter

dead = typer.Typer(
    name="dead",
    help="Deliveries that were given up, and what waits behind them.",
    no_args_is_help=True,
)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Subscription = Annotated[str | None, typer.Option("--subscription", "-s")]
Type = Annotated[list[str] | None, typer.Option(help="Event type or pattern.")]
Key = Annotated[str | None, typer.Option("--key", "--user", help="The user, mostly.")]
Since = Annotated[
    datetime | None, typer.Option(parser=instant, help="2026-03-02T12:00 (UTC), or 2h ago.")
]
Until = Annotated[datetime | None, typer.Option(parser=instant, help="As --since; exclusive.")]
Limit = Annotated[int, typer.Option(min=1, max=MOST_LETTERS)]


@dead.command("list")
def list_letters(
    *,
    subscription: Subscription = None,
    type: Type = None,  # noqa: A002 - the option's name
    key: Key = None,
    discarded: Annotated[bool, typer.Option("--discarded", help="What was given up.")] = False,
    limit: Limit = 100,
    json: Json = False,
) -> None:
    """Dead letters in the order of the log. Each stops its user for its subscription."""
    chosen = LetterFilter(subscription, EventFilter(tuple(type or ()), key), discarded)
    letters = operate(lambda operations: operations.dead_letters.find(chosen, limit))
    if json:
        output.print_json({"letters": letters})
    else:
        output.print_letters(letters)


@dead.command()
def show(event: UUID, *, subscription: Subscription = None, json: Json = False) -> None:
    """One dead letter, with its error and where that was raised."""
    letter = operate(lambda operations: operations.dead_letters.show(event, subscription))
    if json:
        output.print_json(letter)
    else:
        output.print_letter(letter)


@dead.command()
def replay(
    event: Annotated[UUID | None, typer.Argument(help="This one.")] = None,
    *,
    subscription: Subscription = None,
    type: Type = None,  # noqa: A002 - the option's name
    key: Key = None,
    since: Since = None,
    until: Until = None,
    everything: Annotated[bool, typer.Option("--all", help="Every dead letter.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen; do nothing.")
    ] = False,
    json: Json = False,
) -> None:
    """Deliver dead letters again, each followed by what waits behind it.

    Only the subscription that failed hears them. Running instances begin within five seconds.
    At most 10,000 at a time: repeat the command for more.
    """
    narrow = EventFilter(tuple(type or ()), key, None, event, since, until)
    chosen = LetterFilter(subscription, narrow)
    if chosen == LetterFilter() and not everything:
        raise typer.BadParameter("say which, or --all")
    plan = operate(lambda operations: operations.dead_letters.plan(chosen))
    if not plan.letters:
        output.errors.print("No dead letter matches.", highlight=False)
        raise typer.Exit(1)
    if not dry_run:
        with progress("released", len(plan.letters), is_shown=not json) as advance:
            plan = operate(
                lambda operations: operations.dead_letters.replay(chosen, progress=advance)
            )
    _tell_replay(plan, dry_run=dry_run, json=json)


@dead.command()
def discard(
    event: UUID,
    reason: Annotated[str, typer.Option(prompt=True, help="Kept with it for ever.")],
    *,
    subscription: Subscription = None,
    json: Json = False,
) -> None:
    """Give a dead letter up: its effect never happens, what waits behind it flows again."""
    letter = operate(
        lambda operations: operations.dead_letters.discard(event, subscription, reason)
    )
    if json:
        output.print_json(letter)
    else:
        output.console.print(
            f"{letter.subscription} will never handle {letter.event_id}; "
            f"what waits behind it goes on: {output.number(letter.waiting, 'delivery')}.",
            highlight=False,
        )


def _tell_replay(plan: Letters, *, dry_run: bool, json: bool) -> None:
    if json:
        output.print_json(
            {
                "dry_run": dry_run,
                "letters": plan.letters,
                "waiting": plan.waiting,
                "still_blocked": plan.still_blocked,
            }
        )
        return
    output.print_letters(plan.letters)
    words = "To be delivered again" if dry_run else "Delivered again within seconds"
    output.console.print(
        f"{words}: {output.number(len(plan.letters), 'dead letter')}, "
        f"and behind that {output.number(plan.waiting, 'delivery')}.",
        highlight=False,
    )
    if plan.still_blocked:
        output.console.print(
            f"Held up by another dead letter: {output.number(plan.still_blocked, 'sequence')}.",
            highlight=False,
        )
