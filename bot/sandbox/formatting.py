"""From a request's text, parse_mode and entities to what a message shows."""

from __future__ import annotations

import re
from typing import Any

from bot.sandbox.entities import parse_html, utf16_length
from bot.sandbox.errors import bad_request

JSON = dict[str, Any]

_BLANK = " \t\n\r\x0b\x0c"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_AUTOMATIC = re.compile(
    r"(?P<email>\b[\w.+\-]+@[\w\-]+\.[a-z]{2,}\b)"
    r"|(?P<url>\bhttps?://[^\s<>\"]+[^\s<>\".,!?;:)])"
    r"|(?P<bot_command>(?<![\w/<>])/[a-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/]))"
    r"|(?P<mention>(?<!\w)@[a-z]\w{3,31}\b)"
    r"|(?P<hashtag>(?<!\w)#\w*[^\W\d]\w*)",
    re.IGNORECASE,
)


def formatted(
    text: str, parse_mode: str | None, entities: list[JSON] | None
) -> tuple[str, list[JSON]]:
    """The text as shown, its entities, and those that Telegram finds by itself."""
    mode = (parse_mode or "").lower()
    if mode == "html":
        text, found = parse_html(text)
    elif mode in ("markdown", "markdownv2"):
        # Better a clear refusal than a bot that looks right here and wrong elsewhere.
        raise bad_request(
            f"can't parse entities: the sandbox reads parse_mode HTML only, not {parse_mode}"
        )
    elif mode and mode != "none":
        raise bad_request("Unsupported parse_mode")
    else:
        found = [dict(entity) for entity in entities or []]
    text, found = _tidy(_CONTROL.sub(" ", text.replace("\r", "")), found)
    return text, _with_automatic(text, found)


def _tidy(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    """Blank edges go, and entities shrink to what is left."""
    cut = len(text) - len(text.lstrip(_BLANK))
    tidy = text.strip(_BLANK)
    if tidy == text:
        end = utf16_length(text)
        fits = [e for e in entities if e["offset"] >= 0 and e["offset"] + e["length"] <= end]
        return text, fits
    end = utf16_length(tidy)
    kept = []
    for entity in entities:
        first = max(entity["offset"] - cut, 0)
        last = min(entity["offset"] - cut + entity["length"], end)
        if last > first:
            kept.append({**entity, "offset": first, "length": last - first})
    return tidy, kept


def _with_automatic(text: str, entities: list[JSON]) -> list[JSON]:
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities]
    added: list[JSON] = []
    for match in _AUTOMATIC.finditer(text):
        start = utf16_length(text[: match.start()])
        end = start + utf16_length(match[0])
        if all(end <= first or start >= last for first, last in taken):
            added.append({"type": match.lastgroup, "offset": start, "length": end - start})
    if not added:
        return entities
    return sorted([*entities, *added], key=lambda e: (e["offset"], -e["length"]))
