"""Formatted text: Telegram's HTML to plain text and entities, counted in UTF-16 units.

Refusals are worded as Telegram's own parser words them, byte offsets included.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import bad_request

JSON = dict[str, Any]

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
}
LAST_ONE_UNIT = "\uffff"
"""Characters above it take two UTF-16 units."""
_PLAIN = re.compile(rb"[^<&]+")
_REFERENCE = re.compile(rb"&(?:#x([0-9a-fA-F]{1,8})|#([0-9]{1,8})|(lt|gt|amp|quot)(?![a-zA-Z]));?")
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_TAG_NAME = re.compile(rb"[^\s>]*")
_END_TAG = re.compile(rb"([^\s>]*)\s*")
_SPACE = re.compile(rb"\s*")
_ATTRIBUTE_NAME = re.compile(rb"[^\s=>/\"']*")
_NAME_TOKEN = re.compile(rb"[A-Za-z0-9.\-]*")
_USER_LINK = re.compile(r"tg://user\?id=(\d+)$")
_LINK = re.compile(
    r"(?:[a-z][a-z0-9+.\-]*://)?[^\s/]+\.[^\s]+$|[a-z][a-z0-9+.\-]*://\S+$", re.IGNORECASE
)


def utf16_length(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text) + sum(1 for char in text if char > LAST_ONE_UNIT)


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    start: int


class _HtmlParser:
    """One pass over the UTF-8 bytes, because refusals name byte offsets."""

    def __init__(self, source: str) -> None:
        self._data = source.encode("utf-8", "surrogatepass")
        self._at = 0
        self._out: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[JSON] = []

    def parse(self) -> tuple[str, list[JSON]]:
        while self._at < len(self._data):
            if plain := _PLAIN.match(self._data, self._at):
                self._append(plain[0].decode("utf-8", "surrogatepass"))
                self._at = plain.end()
            elif self._data[self._at : self._at + 1] == b"&":
                self._append(self._reference() or self._literal())
            elif self._data[self._at + 1 : self._at + 2] == b"/":
                self._end_tag()
            else:
                self._start_tag()
        if self._open:
            tag = self._open[-1].tag
            raise _refusal(f'Can\'t find end tag corresponding to start tag "{tag}"')
        return "".join(self._out), sorted(
            self._entities, key=lambda entity: (entity["offset"], -entity["length"])
        )

    def _append(self, text: str) -> None:
        self._out.append(text)
        self._length += utf16_length(text)

    def _literal(self) -> str:
        self._at += 1
        return "&"

    def _reference(self) -> str | None:
        """The character of `&lt;`, `&#8364;` …; None (nothing consumed) when it is none."""
        found = _REFERENCE.match(self._data, self._at)
        if found is None:
            return None
        if found[3]:
            char = _NAMED[found[3]]
        else:
            code = int(found[1], 16) if found[1] else int(found[2])
            if code == 0 or code >= sys.maxunicode:
                return None
            char = chr(code)
        self._at = found.end()
        return char

    def _start_tag(self) -> None:
        begin = self._at
        name = _match(_TAG_NAME, self._data, begin + 1)
        self._at = name.end()
        if self._at >= len(self._data):
            raise _refusal(f"Unclosed start tag at byte offset {begin}")
        tag = name[0].decode().lower()
        if tag not in TAGS:
            raise _refusal(f'Unsupported start tag "{tag}" at byte offset {begin}')
        argument = ""
        while (self._skip_space()) != b">":
            attribute, value = self._attribute(tag, begin)
            argument = _argument(tag, attribute, value) or argument
        self._at += 1
        if tag == "span" and argument != "spoiler":
            raise _refusal(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self._open.append(_Open(tag, argument, self._length, len(self._out)))

    def _skip_space(self) -> bytes:
        self._at = _match(_SPACE, self._data, self._at).end()
        return self._data[self._at : self._at + 1]

    def _attribute(self, tag: str, begin: int) -> tuple[str, str | None]:
        name = _match(_ATTRIBUTE_NAME, self._data, self._at)
        if not name[0]:
            raise _refusal(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._at = name.end()
        following = self._skip_space()
        if not following:
            raise _refusal(f'Unclosed start tag "{tag}" at byte offset {begin}')
        if following != b"=":
            return name[0].decode(), None
        self._at += 1
        quote = self._skip_space()
        if not quote:
            raise _refusal(f'Unclosed start tag "{tag}" at byte offset {begin}')
        value = self._quoted(quote) if quote in b"'\"" else self._name_token()
        if self._at >= len(self._data):
            raise _refusal(f"Unclosed start tag at byte offset {begin}")
        return name[0].decode(), value

    def _name_token(self) -> str:
        begin = self._at
        token = _match(_NAME_TOKEN, self._data, begin)
        self._at = token.end()
        following = self._data[self._at : self._at + 1]
        if following and following != b">" and not following.isspace():
            raise _refusal(f"Unexpected end of name token at byte offset {begin}")
        return token[0].decode().lower()

    def _quoted(self, quote: bytes) -> str:
        self._at += 1
        value: list[bytes] = []
        while self._at < len(self._data):
            char = self._data[self._at : self._at + 1]
            if char == quote:
                self._at += 1
                break
            if char == b"&" and (decoded := self._reference()) is not None:
                value.append(decoded.encode("utf-8", "surrogatepass"))
                continue
            value.append(char)
            self._at += 1
        return b"".join(value).decode("utf-8", "replace")

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise _refusal(f"Unexpected end tag at byte offset {begin}")
        name = _match(_END_TAG, self._data, begin + 2)
        self._at = name.end()
        if self._data[self._at : self._at + 1] != b">":
            raise _refusal(f"Unclosed end tag at byte offset {begin}")
        self._at += 1
        opened = self._open.pop()
        found = name[1].decode().lower()
        if found and found != opened.tag:
            raise _refusal(
                f"Unmatched end tag at byte offset {begin}, "
                f'expected "</{opened.tag}>", found "</{found}>"'
            )
        if self._length > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: JSON = {
            "type": TAGS[opened.tag],
            "offset": opened.offset,
            "length": self._length - opened.offset,
        }
        if opened.tag == "a":
            entity = self._link(entity, opened.argument or "".join(self._out[opened.start :]))
        elif opened.tag == "tg-emoji":
            if not opened.argument.isdigit() or not int(opened.argument):
                raise bad_request("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = opened.argument
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.tag in ("pre", "code"):
            self._merge_code(entity, opened)
            return
        if entity:
            self._entities.append(entity)

    def _link(self, entity: JSON, url: str) -> JSON:
        if user := _USER_LINK.match(url):
            # The receiver's app decides whom it shows; the id is what a test looks at.
            return {
                **entity,
                "type": "text_mention",
                "user": {"id": int(user[1]), "is_bot": False, "first_name": user[1]},
            }
        if not _LINK.match(url):
            return {}
        return {**entity, "url": url if "://" in url else f"http://{url}"}

    def _merge_code(self, entity: JSON, opened: _Open) -> None:
        """`<pre><code class="language-x">` is one entity of type pre with a language."""
        last = self._entities[-1] if self._entities else None
        nested = (
            last is not None
            and (last["offset"], last["length"]) == (entity["offset"], entity["length"])
            and {last["type"], entity["type"]} == {"code", "pre"}
        )
        if nested and last is not None:
            language = last.pop("_language", "") or opened.argument
            if language:
                last.update(type="pre", language=language)
                return
        if opened.tag == "code" and opened.argument:
            entity["_language"] = opened.argument
        self._entities.append(entity)


def parse_html(source: str) -> tuple[str, list[JSON]]:
    """Plain text and entities, or the refusal that Telegram would word."""
    text, entities = _HtmlParser(source).parse()
    for entity in entities:
        entity.pop("_language", None)
    try:
        # Two numeric references may make one character: join halves, refuse a lone one.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        raise _refusal(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        ) from None
    return text, entities


def _argument(tag: str, attribute: str, value: str | None) -> str:
    match tag, attribute:
        case "a", "href":
            return value or ""
        case "code", "class" if value and value.startswith("language-"):
            return value.removeprefix("language-")
        case "span", "class" if value and value.startswith("tg-"):
            return value.removeprefix("tg-")
        case "tg-emoji", "emoji-id":
            return value or ""
        case "blockquote", "expandable":
            return "1"
    return ""


def _match(pattern: re.Pattern[bytes], data: bytes, at: int) -> re.Match[bytes]:
    found = pattern.match(data, at)
    if found is None:
        raise RuntimeError(f"{pattern} must also match nothing")
    return found


def _refusal(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")
