"""Callback data: short enough for Telegram in the worst case, and never ambiguous."""

from __future__ import annotations

import importlib
import pkgutil
from enum import Enum
from uuid import UUID

from aiogram.filters.callback_data import CallbackData

import bot
from bot.ui.navigation import Place

LONGEST = 64
"""Bytes that Telegram allows."""

WORST = {int: 2**63 - 1, bool: True, str: "x" * 20, UUID: UUID(int=2**128 - 1)}


def callbacks() -> list[type[CallbackData]]:
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        if module.name.endswith((".callbacks", ".navigation")):
            importlib.import_module(module.name)
    return [c for c in CallbackData.__subclasses__() if c.__module__.startswith("bot.")]


def test_prefixes_are_unique_and_short() -> None:
    prefixes = [callback.__prefix__ for callback in callbacks()]
    assert len(prefixes) == len(set(prefixes)) >= 8
    assert all(len(prefix) <= 3 for prefix in prefixes)


def test_the_worst_case_fits() -> None:
    for callback in callbacks():
        values: dict[str, object] = {}
        for name, field in callback.model_fields.items():
            kind = field.annotation
            assert kind is not None
            if issubclass(kind, Enum):
                values[name] = max(kind, key=lambda member: len(str(member.value)))
            else:
                values[name] = WORST[kind]
        assert len(callback(**values).pack().encode()) <= LONGEST, callback


def test_every_place_has_a_value_of_its_own() -> None:
    # Two members of one value are one member: a button would lead to the other's screen.
    assert len(Place.__members__) == len(list(Place))
