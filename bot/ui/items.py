"""How things and clues are called, in every language."""

from __future__ import annotations

from typing import Protocol

from bot.i18n import Translator
from bot.ui.text import escape
from domains.gamification.inventory.model import Item


class ClueBook(Protocol):
    """Who knows what the story calls its clues; the narrative module's service answers."""

    def clue_name(self, clue_id: str, language: str) -> str | None: ...

    def clue_description(self, clue_id: str, language: str) -> str | None: ...


def item_name(t: Translator, item_id: str) -> str:
    """What a thing is called; its code for one that left the house."""
    key = f"item.{item_id}.name"
    return t(key) if t.has(key) else escape(item_id)


def item_words(t: Translator, item: Item) -> dict[str, object]:
    """Icon, name, description and rarity, as screens want them."""
    return {
        "icon": item.icon,
        "name": item_name(t, item.code),
        "text": t(f"item.{item.code}.text"),
        "rarity": t(f"item.rarity.{item.rarity}"),
    }


def clue_name(t: Translator, book: ClueBook, clue_id: str) -> str:
    """What a clue is called, by the house or by the story; its code for one that is gone."""
    key = f"clue.{clue_id}.name"
    if t.has(key):
        return t(key)
    return escape(book.clue_name(clue_id, t.language) or clue_id)


def clue_text(t: Translator, book: ClueBook, clue_id: str) -> str:
    """What a clue says."""
    key = f"clue.{clue_id}.text"
    if t.has(key):
        return t(key)
    return escape(book.clue_description(clue_id, t.language) or "")


def is_clue(t: Translator, book: ClueBook, clue_id: str) -> bool:
    """Does anybody know this clue?"""
    return t.has(f"clue.{clue_id}.name") or book.clue_name(clue_id, t.language) is not None
