"""What the bot tells Telegram about itself: names, commands, menu buttons.

Survives a reset, because a bot sets it once, when it starts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

JSON = dict[str, Any]
Scope = tuple[str, int | str | None, int | None]

DEFAULT: Scope = ("default", None, None)
ALL_PRIVATE: Scope = ("all_private_chats", None, None)


@dataclass(slots=True)
class Profile:
    """One bot's own settings, by scope and language."""

    user: JSON
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[Scope, str], list[JSON]] = field(default_factory=dict)
    menu_buttons: dict[int | None, JSON] = field(default_factory=dict)

    def commands_for(self, person: int, language: str | None) -> list[JSON]:
        """What this person's menu shows: the narrowest scope, own language before none."""
        scopes: tuple[Scope, ...] = (("chat", person, None), ALL_PRIVATE, DEFAULT)
        for scope in scopes:
            for code in (language or "", ""):
                if found := self.commands.get((scope, code)):
                    return found
        return []

    def menu_button(self, person: int | None) -> JSON:
        """The button beside the input field; the default one shows the commands."""
        button = self.menu_buttons.get(person) or self.menu_buttons.get(None)
        if button is None or button["type"] == "default":
            button = self.menu_buttons.get(None) or {"type": "commands"}
        return button


def scope_of(value: JSON | None) -> Scope:
    """A BotCommandScope as a dictionary key."""
    if not value:
        return DEFAULT
    return value["type"], value.get("chat_id"), value.get("user_id")
