"""Requests checked against aiogram's own method models.

A value leaves here as plain data: scalars with their type, nested objects as dictionaries.
Stricter than Telegram in one way: parameters and fields that do not exist are refused, because
Telegram ignores a misspelt one silently and the bot's author never learns.
"""

from __future__ import annotations

import functools
import json
import operator
import re
import types
import typing
from dataclasses import dataclass
from typing import Any

from aiogram import methods as aiogram_methods
from aiogram import types as aiogram_types
from aiogram.client.default import Default
from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.sandbox.errors import bad_request

JSON = dict[str, Any]

_NESTED = (BaseModel, list, dict)
_INTEGER = re.compile(r"\s*-?\d+\s*$")
_MARKUPS: dict[str, type[BaseModel]] = {
    "inline_keyboard": aiogram_types.InlineKeyboardMarkup,
    "keyboard": aiogram_types.ReplyKeyboardMarkup,
    "remove_keyboard": aiogram_types.ReplyKeyboardRemove,
    "force_reply": aiogram_types.ForceReply,
}
_ACTIONS = {
    name
    for name in aiogram_types.InlineKeyboardButton.model_fields
    if name not in ("text", "icon_custom_emoji_id", "style")
}


@dataclass(frozen=True, slots=True)
class _Field:
    adapter: TypeAdapter[Any]
    nested: bool
    text: bool
    required: bool


def check(method: str, params: dict[str, Any]) -> JSON:
    """Typed parameters of `method` (its exact API name), or a 400 that says what is wrong."""
    fields = _fields(method)
    for name in params:
        if name not in fields:
            raise bad_request(f'unknown parameter "{name}" of {method} (Telegram would ignore it)')
    for name, field in fields.items():
        if field.required and name not in params:
            raise bad_request(_missing(name))
    return {name: _checked(name, fields[name], value) for name, value in params.items()}


def _missing(name: str) -> str:
    wording = {
        "text": "message text is empty",
        "chat_id": "chat_id is empty",
        "photo": "there is no photo in the request",
        "document": "there is no document in the request",
        "message_id": "message identifier is not specified",
        "message_ids": "message identifiers are not specified",
        "action": "wrong parameter action in request",
        "file_id": "file_id not specified",
    }
    return wording.get(name, f'Parameter "{name}" is required')


@functools.cache
def _fields(method: str) -> dict[str, _Field]:
    model = getattr(aiogram_methods, method[0].upper() + method[1:])
    fields = {}
    for name, info in model.model_fields.items():
        extra = info.json_schema_extra
        if isinstance(extra, dict) and extra.get("deprecated"):
            continue  # gone from the Bot API, kept by aiogram for old code
        arms = [arm for arm in _arms(info.annotation) if arm not in _NOT_ON_THE_WIRE] or [str]
        union = functools.reduce(operator.or_, arms)
        fields[name] = _Field(
            adapter=TypeAdapter(union),
            nested=any(_is_nested(arm) for arm in arms),
            text=str in arms,
            required=info.is_required(),
        )
    return fields


_NOT_ON_THE_WIRE = (types.NoneType, Default, aiogram_types.InputFile)


def _arms(annotation: Any) -> list[Any]:
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return [inner for arm in typing.get_args(annotation) for inner in _arms(arm)]
    if typing.get_origin(annotation) is typing.Annotated:
        return _arms(typing.get_args(annotation)[0])
    return [annotation]


def _is_nested(arm: Any) -> bool:
    origin = typing.get_origin(arm) or arm
    return isinstance(origin, type) and issubclass(origin, _NESTED)


def _checked(name: str, field: _Field, value: Any) -> Any:
    if field.nested and not (field.text and isinstance(value, str)):
        return _object(name, field, value)
    if isinstance(value, bool) and field.text:
        value = "true" if value else "false"
    elif isinstance(value, int | float) and field.text:
        value = str(value)
    try:
        checked = field.adapter.validate_python(value)
    except ValidationError:
        raise bad_request(f'wrong value of parameter "{name}": {value!r:.80}') from None
    if name.endswith("chat_id") and isinstance(checked, str) and _INTEGER.match(checked):
        return int(checked)
    return checked


def _object(name: str, field: _Field, value: Any) -> Any:
    decoded = _decoded(name, value)
    if name == "reply_markup":
        return reply_markup(decoded)
    try:
        checked = field.adapter.validate_python(decoded)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise bad_request(f"Can't parse {name}: {first['msg']} at {where}") from None
    _refuse_unknown(name, checked)
    return without_nulls(decoded)


def _decoded(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        what = "reply keyboard markup" if name == "reply_markup" else name.replace("_", " ")
        raise bad_request(f"Can't parse {what} JSON object") from None


def reply_markup(decoded: Any) -> JSON:
    """A checked keyboard. The kind is chosen by its key, never by what happens to fit."""
    if not isinstance(decoded, dict):
        raise bad_request("Object expected as reply markup")
    kind = next((key for key in _MARKUPS if key in decoded), None)
    if kind is None:
        return {}
    if kind in ("keyboard", "inline_keyboard"):
        _check_rows(kind, decoded[kind])
    try:
        checked = _MARKUPS[kind].model_validate(decoded)
    except ValidationError as error:
        first = error.errors()[0]
        button = "inline keyboard button" if kind == "inline_keyboard" else "keyboard button"
        reason = first["msg"]
        if first["type"] == "missing":
            reason = f'Can\'t find field "{first["loc"][-1]}"'
        raise bad_request(f"Can't parse {button}: {reason}") from None
    _refuse_unknown("reply_markup", checked)
    return dict(without_nulls(decoded))


def _check_rows(kind: str, rows: Any) -> None:
    owner = "" if kind == "keyboard" else " of the InlineKeyboardMarkup"
    if not isinstance(rows, list):
        raise bad_request(f'Field "{kind}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'Field "{kind}"{owner} must be an Array of Arrays')
    if kind == "inline_keyboard":
        for button in (button for row in rows for button in row):
            _check_inline_button(button)


def _check_inline_button(button: Any) -> None:
    problem = ""
    if not isinstance(button, dict):
        problem = "InlineKeyboardButton must be an Object"
    else:
        actions = sum(1 for name in _ACTIONS if button.get(name) is not None)
        if "text" in button and actions == 0:
            problem = "Text buttons are unallowed in the inline keyboard"
        elif actions > 1:
            problem = "exactly one action is allowed in an inline button"
    if problem:
        raise bad_request(f"Can't parse inline keyboard button: {problem}")


def _refuse_unknown(path: str, value: Any) -> None:
    """The models of aiogram take any extra field: walk them, or a misspelt key passes."""
    if isinstance(value, BaseModel):
        for name in value.model_extra or {}:
            raise bad_request(f'unknown field "{name}" in {path} (Telegram would ignore it)')
        for name in value.model_fields_set:
            _refuse_unknown(f"{path}.{name}", getattr(value, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _refuse_unknown(f"{path}[{index}]", item)


def without_nulls(value: Any) -> Any:
    """The same data without null fields: on this wire null means absent."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return value
