"""One test for each rule of messages and buttons. Sources: bot/sandbox/rules.py."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.sandbox.files import sample_picture
from tests.sandbox.conftest import ANA, BRUNO, Client

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def _inline(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


def _key(data: str = "x", text: str = "Key") -> dict[str, Any]:
    return {"text": text, "callback_data": data}


async def _sent(client: Client, text: str = "hello", **more: Any) -> int:
    message = await client.bot("sendMessage", chat_id=ANA, text=text, **more)
    return int(message["message_id"])


async def _picture(client: Client, method: str = "sendPhoto", **fields: str) -> Any:
    form = aiohttp.FormData({"chat_id": str(ANA), **fields})
    form.add_field("photo", sample_picture("a").data, filename="a.png")
    return await client.raw(method, data=form)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "message text is empty"),
        (" \n ", "text must be non-empty"),
        ("a" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
    ],
)
async def test_text_is_1_to_4096_utf16_units(ana: Client, text: str, reason: str) -> None:
    refusal = await ana.refused("sendMessage", chat_id=ANA, text=text)
    assert refusal == (400, f"Bad Request: {reason}")


async def test_text_is_measured_after_parsing(ana: Client) -> None:
    await _sent(ana, "<b>" + "a" * 4096 + "</b>", parse_mode="HTML")
    await _sent(ana, "😀" * 2048)


async def test_caption_is_up_to_1024(ana: Client) -> None:
    assert (await _picture(ana, caption="c" * 1024))["ok"]
    refused = await _picture(ana, caption="c" * 1025)
    assert refused["description"] == "Bad Request: message caption is too long"


@pytest.mark.parametrize(("data", "fine"), [("é" * 32, True), ("é" * 33, False), ("", False)])
async def test_callback_data_is_1_to_64_bytes(ana: Client, data: str, fine: bool) -> None:
    send = {"chat_id": ANA, "text": "x", "reply_markup": _inline(_key(data))}
    if fine:
        await ana.bot("sendMessage", **send)
    else:
        refusal = await ana.refused("sendMessage", **send)
        assert refusal == (400, "Bad Request: BUTTON_DATA_INVALID")


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ({"inline_keyboard": "no"}, 'field "inline_keyboard" must be of type Array'),
        (
            {"inline_keyboard": [_key()]},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        (
            _inline({"text": "x"}),
            (
                "can't parse inline keyboard button: "
                "Text buttons are unallowed in the inline keyboard"
            ),
        ),
        (
            _inline({"text": "x", "callback_data": "1", "url": "https://t.me"}),
            (
                "can't parse inline keyboard button: "
                "exactly one action is allowed in an inline button"
            ),
        ),
        (
            _inline({"callback_data": "x"}),
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (_inline(_key(text=" ")), "inline keyboard button text must be non-empty"),
        (
            _inline({"text": "x", "url": "javascript:1"}),
            "inline keyboard button URL 'javascript:1' is invalid: Unsupported URL protocol",
        ),
        (
            _inline({"text": "x", "web_app": {"url": "http://a.b"}}),
            (
                "inline keyboard button Web App URL 'http://a.b' is invalid: "
                "Only HTTPS links are allowed"
            ),
        ),
        ({"inline_keyboard": [[_key()]] * 101}, "reply markup is too long"),
        ("[]", "object expected as reply markup"),
        ("{", "can't parse reply keyboard markup JSON object"),
        (
            _inline({**_key(), "calback": "x"}),
            (
                'unknown field "calback" in reply_markup.inline_keyboard[0][0] '
                "(Telegram would ignore it)"
            ),
        ),
    ],
)
async def test_keyboards_are_checked(ana: Client, markup: Any, reason: str) -> None:
    refusal = await ana.refused("sendMessage", chat_id=ANA, text="x", reply_markup=markup)
    assert refusal == (400, f"Bad Request: {reason}")


async def test_an_edit_must_change_something(ana: Client) -> None:
    sent = await _sent(ana, reply_markup=_inline(_key()))
    edit = {"chat_id": ANA, "message_id": sent, "text": "hello", "reply_markup": _inline(_key())}
    assert await ana.refused("editMessageText", **edit) == (400, NOT_MODIFIED)
    assert "edit_date" in await ana.bot("editMessageText", **{**edit, "text": "hello!"})


async def test_the_same_picture_again_is_no_change(ana: Client) -> None:
    sent = (await _picture(ana))["result"]
    media = {"type": "photo", "media": sent["photo"][-1]["file_id"]}
    edit = {"chat_id": ANA, "message_id": sent["message_id"], "media": media}
    assert await ana.refused("editMessageMedia", **edit) == (400, NOT_MODIFIED)


async def test_an_edit_without_markup_removes_the_keyboard(ana: Client) -> None:
    sent = await _sent(ana, reply_markup=_inline(_key()))
    edited = await ana.bot("editMessageText", chat_id=ANA, message_id=sent, text="other")
    assert "reply_markup" not in edited
    markup = _inline(_key("2"))
    place = {"chat_id": ANA, "message_id": sent}
    edited = await ana.bot("editMessageReplyMarkup", **place, reply_markup=markup)
    assert edited["reply_markup"] == markup
    assert "reply_markup" not in await ana.bot("editMessageReplyMarkup", **place)
    assert await ana.refused("editMessageReplyMarkup", **place) == (400, NOT_MODIFIED)


async def test_unknown_messages_cannot_be_edited_or_deleted(ana: Client) -> None:
    place = {"chat_id": ANA, "message_id": 999_999_999}
    refusal = await ana.refused("editMessageText", **place, text="x")
    assert refusal == (400, "Bad Request: message to edit not found")
    refusal = await ana.refused("deleteMessage", **place)
    assert refusal == (400, "Bad Request: message to delete not found")
    assert await ana.bot("deleteMessages", chat_id=ANA, message_ids=[999_999_999]) is True


async def test_another_persons_message_is_unknown_here(ana: Client) -> None:
    sent = await _sent(ana)
    await ana.sim(f"chats/{BRUNO}/start")
    refusal = await ana.refused("editMessageText", chat_id=BRUNO, message_id=sent, text="x")
    assert refusal == (400, "Bad Request: message to edit not found")


async def test_a_persons_message_cannot_be_edited(ana: Client) -> None:
    number = (await ana.sim(f"chats/{ANA}/send", text="mine"))["message_id"]
    refusal = await ana.refused("editMessageText", chat_id=ANA, message_id=number, text="x")
    assert refusal == (400, "Bad Request: message can't be edited")


async def test_a_message_with_a_reply_keyboard_cannot_be_edited(ana: Client) -> None:
    sent = await _sent(ana, reply_markup={"keyboard": [[{"text": "A"}]]})
    refusal = await ana.refused("editMessageText", chat_id=ANA, message_id=sent, text="x")
    assert refusal == (400, "Bad Request: message can't be edited")


async def test_text_and_caption_edits_need_their_kind(ana: Client) -> None:
    picture = (await _picture(ana, caption="one"))["result"]["message_id"]
    refusal = await ana.refused("editMessageText", chat_id=ANA, message_id=picture, text="x")
    assert refusal == (400, "Bad Request: there is no text in the message to edit")
    edited = await ana.bot("editMessageCaption", chat_id=ANA, message_id=picture, caption="two")
    assert edited["caption"] == "two"
    text = await _sent(ana)
    refusal = await ana.refused("editMessageCaption", chat_id=ANA, message_id=text, caption="x")
    assert refusal == (400, "Bad Request: there is no caption in the message to edit")


async def test_a_message_can_be_deleted_for_48_hours(ana: Client) -> None:
    young, old = await _sent(ana), await _sent(ana)
    ana.clock.advance(48 * 3600)
    assert await ana.bot("deleteMessage", chat_id=ANA, message_id=young) is True
    ana.clock.advance(1)
    refusal = await ana.refused("deleteMessage", chat_id=ANA, message_id=old)
    assert refusal == (400, "Bad Request: message can't be deleted")


async def test_a_callback_is_answered_once_and_in_time(ana: Client) -> None:
    await _sent(ana, reply_markup=_inline(_key()))
    first = (await ana.sim(f"chats/{ANA}/press", label="Key"))["callback_query_id"]
    assert await ana.bot("answerCallbackQuery", callback_query_id=first) is True
    for number in (first, "12345"):
        refusal = await ana.refused("answerCallbackQuery", callback_query_id=number)
        assert refusal == (400, TOO_OLD)
    late = (await ana.sim(f"chats/{ANA}/press", label="Key"))["callback_query_id"]
    ana.clock.advance(31)
    assert await ana.refused("answerCallbackQuery", callback_query_id=late) == (400, TOO_OLD)


async def test_a_callback_answer_is_up_to_200(ana: Client) -> None:
    await _sent(ana, reply_markup=_inline(_key()))
    number = (await ana.sim(f"chats/{ANA}/press", label="Key"))["callback_query_id"]
    answer = {"callback_query_id": number}
    refusal = await ana.refused("answerCallbackQuery", **answer, text="a" * 201)
    assert refusal == (400, "Bad Request: MESSAGE_TOO_LONG")
    assert await ana.bot("answerCallbackQuery", **answer, text="a" * 200) is True


async def test_chat_actions(ana: Client) -> None:
    refusal = await ana.refused("sendChatAction", chat_id=ANA, action="juggling")
    assert refusal == (400, "Bad Request: wrong parameter action in request")
    assert await ana.bot("sendChatAction", chat_id=ANA, action="typing") is True
    assert (await ana.look("state"))["people"][0]["typing"] is True
    await _sent(ana)
    assert (await ana.look("state"))["people"][0]["typing"] is False


async def test_albums(ana: Client) -> None:
    photo = (await _picture(ana))["result"]["photo"][-1]["file_id"]
    items = [{"type": "photo", "media": photo}]
    for media, reason in (
        ([], "there are no messages to send"),
        (items * 11, "too many messages to send as an album"),
        (
            [*items, {"type": "document", "media": photo}],
            "can't use the media of the specified type in the album",
        ),
        (
            [{"type": "photo", "media": "nothing"}],
            "wrong file identifier/HTTP URL specified",
        ),
    ):
        refusal = await ana.refused("sendMediaGroup", chat_id=ANA, media=media)
        assert refusal == (400, f"Bad Request: {reason}")
    before = len((await ana.look(f"chats/{ANA}"))["messages"])
    sent = await ana.bot("sendMediaGroup", chat_id=ANA, media=items * 2)
    assert len({message["media_group_id"] for message in sent}) == 1
    assert len((await ana.look(f"chats/{ANA}"))["messages"]) == before + 2


async def test_pictures_must_be_pictures(ana: Client) -> None:
    form = aiohttp.FormData({"chat_id": str(ANA)})
    form.add_field("photo", b"not a picture", filename="a.png")
    refused = await ana.raw("sendPhoto", data=form)
    assert refused["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    refusal = await ana.refused("sendPhoto", chat_id=ANA)
    assert refusal == (400, "Bad Request: there is no photo in the request")


async def test_reactions(ana: Client) -> None:
    place = {"chat_id": ANA, "message_id": await _sent(ana)}
    heart = {"type": "emoji", "emoji": "❤"}
    assert await ana.bot("setMessageReaction", **place, reaction=[heart]) is True
    assert (await ana.look(f"chats/{ANA}"))["messages"][-1]["reactions"] == [heart]
    for reaction, reason in (
        ([heart, heart], "REACTIONS_TOO_MANY"),
        ([{"type": "emoji", "emoji": "🐙"}], "REACTION_INVALID"),
    ):
        refusal = await ana.refused("setMessageReaction", **place, reaction=reaction)
        assert refusal == (400, f"Bad Request: {reason}")


async def test_files_are_known(client: Client) -> None:
    refusal = await client.refused("getFile", file_id="x")
    assert refusal == (400, "Bad Request: invalid file_id")
