"""What the bot says about itself: commands, menu button, name and descriptions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox import rules
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.registry import Call, known_chat, method
from bot.sandbox.profile import Profile, Scope, scope_of

JSON = dict[str, Any]


@method("getMe")
def get_me(call: Call) -> JSON:
    """The bot's own user."""
    return {
        **call.state.profile.user,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _place(call: Call) -> tuple[Scope, str]:
    scope = scope_of(call.params.get("scope"))
    kind, chat, _ = scope
    if kind.startswith("chat") and chat not in call.state.world.people:
        raise bad_request("chat not found")
    return scope, call.params.get("language_code", "")


@method("setMyCommands")
def set_my_commands(call: Call) -> bool:
    """The command list of one scope and language."""
    items = call.params["commands"]
    rules.command_count(items)
    for item in items:
        rules.command(item)
    place = _place(call)
    if not items:
        call.state.profile.commands.pop(place, None)
        return True
    call.state.profile.commands[place] = [
        {"command": item["command"].removeprefix("/"), "description": item["description"]}
        for item in items
    ]
    return True


@method("getMyCommands")
def get_my_commands(call: Call) -> list[JSON]:
    """Exactly what was set for this scope and language."""
    return call.state.profile.commands.get(_place(call), [])


@method("deleteMyCommands")
def delete_my_commands(call: Call) -> bool:
    """Falls back to the next wider scope."""
    call.state.profile.commands.pop(_place(call), None)
    return True


@method("setChatMenuButton")
def set_chat_menu_button(call: Call) -> bool:
    """For one chat, or for all without a chat_id."""
    chat = known_chat(call) if "chat_id" in call.params else None
    button = call.params.get("menu_button") or {"type": "default"}
    call.state.profile.menu_buttons[chat] = button
    return True


@method("getChatMenuButton")
def get_chat_menu_button(call: Call) -> JSON:
    """The button in force for a chat, or the default one."""
    chat = known_chat(call) if "chat_id" in call.params else None
    return call.state.profile.menu_button(chat)


def _own_text(
    name: str, field: str, limit: int, texts: Callable[[Profile], dict[str, str]]
) -> None:
    """Declare the setter and the getter of one text the bot has about itself."""

    def setter(call: Call) -> bool:
        value = call.params.get(field, "")
        rules.own_text(field, value, limit)
        texts(call.state.profile)[call.params.get("language_code", "")] = value
        return True

    def getter(call: Call) -> JSON:
        found = texts(call.state.profile)
        default = call.state.profile.user["first_name"] if field == "name" else ""
        value = found.get(call.params.get("language_code", "")) or found.get("") or default
        return {field: value}

    method(f"set{name}")(setter)
    method(f"get{name}")(getter)


_own_text("MyName", "name", 64, lambda profile: profile.names)
_own_text("MyDescription", "description", 512, lambda profile: profile.descriptions)
_own_text(
    "MyShortDescription", "short_description", 120, lambda profile: profile.short_descriptions
)
