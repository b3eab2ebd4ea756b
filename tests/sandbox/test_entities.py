"""Telegram's HTML: text, entities in UTF-16 units, refusals in its words."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.entities import parse_html, utf16_length
from bot.sandbox.errors import ApiError
from bot.sandbox.formatting import formatted


def _entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>a</b>b<I>c</I>", "abc", [_entity("bold", 0, 1), _entity("italic", 2, 1)]),
        (
            "<b>a<i>b</i></b>",
            "ab",
            [_entity("bold", 0, 2), _entity("italic", 1, 1)],
        ),
        ("😀<b>😀é</b>", "😀😀é", [_entity("bold", 2, 3)]),
        ("👨‍👩‍👧<u>x</u>", "👨‍👩‍👧x", [_entity("underline", 8, 1)]),
        ("a &lt; b &amp;&amp; c &gt; &quot;d&quot;", 'a < b && c > "d"', []),
        ("&#8364;&#x20AC;&#128512;<s>x</s>", "€€😀x", [_entity("strikethrough", 4, 1)]),
        ("&nbsp; &copy; & &", "&nbsp; &copy; & &", []),
        ("<b></b>x", "x", []),
        (
            '<a href="https://t.me/?a=1&amp;b=2">link</a>',
            "link",
            [_entity("text_link", 0, 4, url="https://t.me/?a=1&b=2")],
        ),
        ('<a href="nowhere">x</a>', "x", []),
        (
            '<a href="tg://user?id=7">x</a>',
            "x",
            [_entity("text_mention", 0, 1, user={"id": 7, "is_bot": False, "first_name": "7"})],
        ),
        ("<tg-spoiler>x</tg-spoiler>", "x", [_entity("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [_entity("spoiler", 0, 1)]),
        ("<blockquote>x</blockquote>", "x", [_entity("blockquote", 0, 1)]),
        (
            "<blockquote expandable>x</blockquote>",
            "x",
            [_entity("expandable_blockquote", 0, 1)],
        ),
        ("<code>x</code>", "x", [_entity("code", 0, 1)]),
        ('<code class="language-py">x</code>', "x", [_entity("code", 0, 1)]),
        (
            '<pre><code class="language-py">x</code></pre>',
            "x",
            [_entity("pre", 0, 1, language="py")],
        ),
        (
            '<tg-emoji emoji-id="5">😀</tg-emoji>',
            "😀",
            [_entity("custom_emoji", 0, 2, custom_emoji_id="5")],
        ),
        ("<b>x</>", "x", [_entity("bold", 0, 1)]),
    ],
)
def test_html(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert parse_html(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        (
            "é<b>x</i>",
            'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"',
        ),
        ("<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("a <3", "Unclosed start tag at byte offset 2"),
        ("a < b > c", 'Unsupported start tag "" at byte offset 2'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<a href='x", "Unclosed start tag at byte offset 0"),
        ("<a  =x>z</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        (
            "&#xd83d;",
            (
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            ),
        ),
    ],
)
def test_html_refusals(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


def test_two_surrogate_references_make_one_character() -> None:
    assert parse_html("&#xd83d;&#xde00;")[0] == "😀"


def test_blank_edges_go_and_entities_follow() -> None:
    text, entities = formatted("\n <b> x </b> ", "HTML", None)
    assert (text, entities) == ("x", [_entity("bold", 0, 1)])


@pytest.mark.parametrize(
    ("text", "kind", "offset", "length"),
    [
        ("/start now", "bot_command", 0, 6),
        ("😀 /help@some_bot", "bot_command", 3, 14),
        ("see https://t.me/x.", "url", 4, 14),
        ("hi @someone", "mention", 3, 8),
        ("so #fine", "hashtag", 3, 5),
        ("me@example.org", "email", 0, 14),
    ],
)
def test_telegram_finds_some_entities_itself(
    text: str, kind: str, offset: int, length: int
) -> None:
    assert formatted(text, None, None)[1] == [_entity(kind, offset, length)]


def test_nothing_is_found_inside_given_entities() -> None:
    assert formatted("<code>/start</code> 1/2", "HTML", None)[1] == [_entity("code", 0, 6)]


def test_length_counts_utf16_units() -> None:
    assert [utf16_length(text) for text in ("", "é", "😀", "👍🏽")] == [0, 1, 2, 4]
