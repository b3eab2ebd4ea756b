"""Callbacks of the missions: ids, and the version of what is exchanged."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class ClaimMission(CallbackData, prefix="mc"):
    """Take what a completed one pays."""

    mission: int


class ChooseExchange(CallbackData, prefix="mo"):
    """Show which ones can be exchanged."""


class ExchangeMission(CallbackData, prefix="mx"):
    """Another one instead. An older version than the present one is stale."""

    mission: int
    version: int
