"""An update as it arrived: what it is, whose it is, and whether it can be read at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.dispatcher.middlewares.user_context import UserContextMiddleware
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

PRE_CHECKOUT = "pre_checkout_query"
COMMON_LANE = "common"
_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Envelope:
    """A received update. `update` is None when it cannot be read; `error` then says why.

    Updates of one `lane` are handled one after another. An update with `is_express` set has
    a lane of its own, because it is worthless if it waits.
    """

    update_id: int
    lane: str
    user_id: int | None
    kind: str
    raw: Mapping[str, Any]
    update: Update | None
    error: str | None = None

    @property
    def is_express(self) -> bool:
        """May this update overtake everything that waits?"""
        return is_express(self.lane)

    @property
    def text(self) -> str:
        """The update as JSON that every database stores: ASCII, without a NUL byte."""
        return json.dumps(self.raw, separators=(",", ":"))


def is_express(lane: str) -> bool:
    """Does the lane's only update overtake everything that waits?"""
    return lane.startswith("express:")


def update_id_of(raw: object) -> int | None:
    """The id that Telegram numbers its updates with, or None when there is no usable one."""
    if not isinstance(raw, Mapping):
        return None
    number = raw.get("update_id")
    if isinstance(number, bool) or not isinstance(number, int):
        return None
    return number if 0 <= number <= _LARGEST_ID else None


def open_envelope(raw: Mapping[str, Any], bot: Bot | None = None) -> Envelope:
    """Read a raw update that has an update id. Never raises for what is inside.

    With `bot` the shortcuts of aiogram's types work and the dispatcher need not parse again.
    """
    update_id = update_id_of(raw)
    if update_id is None:
        raise ValueError("an update without an id cannot be told apart from any other")
    named = [str(name) for name in raw if name != "update_id"]
    kind = named[0][:64] if named else "none"
    try:
        update = Update.model_validate(raw, context={"bot": bot})
        kind = update.event_type
    except ValidationError as error:
        return _unreadable(update_id, kind, raw, _places(error))
    except UpdateTypeLookupError:
        return _unreadable(update_id, kind, raw, "unknown kind of update")
    except RecursionError:
        return _unreadable(update_id, kind, {"update_id": update_id}, "nested too deeply")
    context = UserContextMiddleware.resolve_event_context(update)
    if kind == PRE_CHECKOUT:
        lane = f"express:{update_id}"
    elif context.user_id is not None:
        lane = f"user:{context.user_id}"
    elif context.chat_id is not None:
        # In a private chat this is the person, whose other updates name a user.
        lane = f"user:{context.chat_id}" if context.chat_id > 0 else f"chat:{context.chat_id}"
    else:
        lane = COMMON_LANE
    return Envelope(update_id, lane, context.user_id, kind, raw, update)


def _unreadable(update_id: int, kind: str, raw: Mapping[str, Any], error: str) -> Envelope:
    return Envelope(update_id, COMMON_LANE, None, kind, raw, None, error)


def _places(error: ValidationError) -> str:
    """Where the update is wrong, without the words somebody may have typed there."""
    places = [f"{'.'.join(map(str, e['loc']))}: {e['type']}" for e in error.errors()[:5]]
    return "; ".join(places)[:500]
