"""A request's form does not change its meaning."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.sandbox.files import sample_picture
from tests.sandbox.conftest import ANA, TOKEN, Client

PICTURE = sample_picture("wire").data


@pytest.mark.parametrize("text", ["5", "true", "null", '{"a":1}', "[1]", '"x"', "a+b & c=ü"])
async def test_form_values_stay_text(ana: Client, text: str) -> None:
    answer = await ana.raw("sendMessage", data={"chat_id": str(ANA), "text": text})
    assert answer["result"]["text"] == text


async def test_json_values_become_text_where_text_is_asked(ana: Client) -> None:
    assert (await ana.bot("sendMessage", chat_id=str(ANA), text=5))["text"] == "5"
    assert (await ana.bot("sendMessage", chat_id=ANA, text=True))["text"] == "true"
    assert (await ana.bot("sendMessage", chat_id=ANA, text="x", parse_mode=None))["text"] == "x"


async def test_nested_values_as_text_and_as_objects(ana: Client) -> None:
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    form = {"chat_id": str(ANA), "text": "x", "reply_markup": json.dumps(markup)}
    assert (await ana.raw("sendMessage", data=form))["result"]["reply_markup"] == markup
    sent = await ana.bot("sendMessage", chat_id=ANA, text="x", reply_markup=markup)
    assert sent["reply_markup"] == markup
    sent = await ana.bot("sendMessage", **form)
    assert sent["reply_markup"] == markup


async def test_get_with_a_query(ana: Client) -> None:
    url = f"{ana.sandbox.base_url}/bot{TOKEN}/sendmessage"
    async with ana.http.get(url, params={"chat_id": ANA, "text": "q"}) as response:
        assert (await response.json())["result"]["text"] == "q"


async def test_a_method_in_any_case_and_an_escaped_token(client: Client) -> None:
    assert (await client.bot("GETME"))["is_bot"] is True
    answer = await client.raw("getMe", TOKEN.replace(":", "%3A"))
    assert answer["result"]["id"] == int(TOKEN.split(":")[0])


async def test_bodies_that_are_no_json(client: Client) -> None:
    for body in (b"{", b"[1]", b"\xff"):
        answer = await client.raw("getMe", data=body, headers={"Content-Type": "application/json"})
        assert answer["error_code"] == 400


@pytest.mark.parametrize("place", ["own field", "attach"])
async def test_uploads(ana: Client, place: str) -> None:
    form = aiohttp.FormData({"chat_id": str(ANA), "caption": "<b>5</b>", "parse_mode": "HTML"})
    if place == "attach":
        form.add_field("photo", "attach://abc")
    name = "abc" if place == "attach" else "photo"
    form.add_field(name, PICTURE, filename="a.png", content_type="image/png")
    sent = (await ana.raw("sendPhoto", data=form))["result"]
    assert (sent["caption"], sent["caption_entities"][0]["type"]) == ("5", "bold")
    assert (sent["photo"][-1]["width"], sent["photo"][-1]["height"]) == (320, 240)
    file = await ana.bot("getFile", file_id=sent["photo"][-1]["file_id"])
    url = f"{ana.sandbox.base_url}/file/bot{TOKEN}/{file['file_path']}"
    async with ana.http.get(url) as response:
        assert await response.read() == PICTURE
    async with ana.http.get(url.replace(TOKEN, TOKEN + "x")) as response:
        assert response.status == 401


async def test_chunked_multipart(ana: Client) -> None:
    """As aiogram sends it: no Content-Length, text parts with a Content-Type."""

    async def picture() -> AsyncIterator[bytes]:
        yield PICTURE[:100]
        yield PICTURE[100:]

    form = aiohttp.FormData(quote_fields=False)
    form.add_field("chat_id", str(ANA))
    form.add_field("document", "attach://abc")
    form.add_field("abc", picture(), filename="ü.png")
    sent = (await ana.raw("sendDocument", data=form))["result"]
    assert (sent["document"]["file_name"], sent["document"]["file_size"]) == (
        "ü.png",
        len(PICTURE),
    )
    calls = [item for item in ana.sandbox.state.journal.since(0) if item["kind"] == "call"]
    assert calls[-1]["params"]["abc"] == f"<file {len(PICTURE)} bytes>"


async def test_a_missing_attachment(ana: Client) -> None:
    refusal = await ana.refused("sendPhoto", chat_id=ANA, photo="attach://gone")
    assert refusal == (400, 'Bad Request: file "gone" not found in request')


async def test_paths_that_name_no_method(client: Client) -> None:
    for path in (f"/bot{TOKEN}", f"/bot{TOKEN}/", f"/bot{TOKEN}/a/b"):
        async with client.http.get(client.sandbox.base_url + path) as response:
            assert (await response.json())["error_code"] == 404


async def test_correlation_is_recorded(client: Client) -> None:
    await client.raw("getMe", headers={"X-Correlation-Id": "c-1"})
    assert client.sandbox.state.journal.since(0)[-1]["correlation_id"] == "c-1"
