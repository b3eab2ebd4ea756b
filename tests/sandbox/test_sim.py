"""The person's side: what the page and the end-to-end tests build on."""

from __future__ import annotations

import asyncio
import json
import socket

import aiohttp
import pytest

from bot.sandbox.server import PortInUse, Sandbox, serve
from tests.sandbox.conftest import ANA, BRUNO, JSON, LUCIA, MATEO, TOKEN, Client, running

KEYS = {"inline_keyboard": [[{"text": "One", "callback_data": "1"}]]}


async def test_state_introduces_everyone(client: Client) -> None:
    state = await client.look("state")
    assert [person["id"] for person in state["people"]] == [ANA, BRUNO, LUCIA, MATEO]
    assert [person["language_code"] for person in state["people"]] == ["en", "en", "es", "es"]
    assert [person["is_premium"] for person in state["people"]] == [False, True, False, False]
    assert not any(person["started"] or person["blocked"] for person in state["people"])
    assert state["bot"]["mode"] is None
    assert state["bot"]["online"] is False
    assert state["features"] == {"clock": True, "reset": True, "trace": False}


async def test_new_people(client: Client) -> None:
    person = await client.sim("people", first_name="Zoë <b>", language_code="de")
    assert person["id"] == 2001
    await client.sim(f"chats/{person['id']}/start", payload="ref_1")
    update = (await client.updates())[-1]
    assert update["message"]["from"]["first_name"] == "Zoë <b>"
    assert update["message"]["text"] == "/start ref_1"
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert "error" in await client.sim("people", 400)
    assert "error" in await client.sim("chats/77/send", 404, text="x")
    assert "error" in await client.sim(f"chats/{ANA}/start", 400, payload="no spaces")


async def test_presses_find_the_newest_button(ana: Client) -> None:
    older = await ana.bot("sendMessage", chat_id=ANA, text="a", reply_markup=KEYS)
    newer = await ana.bot("sendMessage", chat_id=ANA, text="b", reply_markup=KEYS)
    await ana.sim(f"chats/{ANA}/press", label="One")
    await ana.sim(f"chats/{ANA}/press", label="One", message_id=older["message_id"])
    pressed = [update["callback_query"] for update in await ana.updates()]
    assert [query["message"]["message_id"] for query in pressed] == [
        newer["message_id"],
        older["message_id"],
    ]
    assert pressed[0]["data"] == "1"
    assert pressed[0]["chat_instance"]
    answer = await ana.sim(f"chats/{ANA}/press", 404, label="Two")
    assert answer["labels"] == ["One", "One"]


async def test_forged_presses(ana: Client) -> None:
    sent = await ana.bot("sendMessage", chat_id=ANA, text="a", reply_markup=KEYS)
    place = {"message_id": sent["message_id"], "data": "admin:1"}
    await ana.sim(f"chats/{BRUNO}/start")
    await ana.sim(f"chats/{ANA}/press", **place, **{"as": BRUNO})
    await ana.bot("deleteMessage", chat_id=ANA, message_id=sent["message_id"])
    await ana.sim(f"chats/{ANA}/press", **place)
    updates = await ana.updates()
    forged = [u["callback_query"] for u in updates if "callback_query" in u]
    assert (forged[0]["from"]["id"], forged[0]["message"]["chat"]["id"]) == (BRUNO, ANA)
    assert forged[0]["data"] == "admin:1"
    assert forged[1]["message"]["date"] == 0


async def test_a_press_waits_for_its_answer(ana: Client) -> None:
    await ana.bot("sendMessage", chat_id=ANA, text="a", reply_markup=KEYS)
    press = asyncio.create_task(ana.sim(f"chats/{ANA}/press", label="One", wait=5))
    (update,) = await ana.updates(timeout=5)
    number = update["callback_query"]["id"]
    await ana.bot("answerCallbackQuery", callback_query_id=number, text="ok")
    assert (await press)["answer"] == {"text": "ok", "show_alert": False}
    assert (await ana.sim(f"chats/{ANA}/press", label="One"))["answer"] is None


async def test_blocking_is_told_and_felt(client: Client) -> None:
    await client.sim(f"chats/{ANA}/start")
    await client.sim(f"chats/{ANA}/block")
    member = (await client.updates())[-1]["my_chat_member"]
    assert member["new_chat_member"]["status"] == "kicked"
    assert "error" in await client.sim(f"chats/{ANA}/send", 409, text="x")
    await client.sim(f"chats/{ANA}/start")
    kinds = [list(update)[1] for update in await client.updates()]
    assert kinds[-2:] == ["my_chat_member", "message"]


async def test_a_chat_shows_both_sides_and_reply_keyboards(ana: Client) -> None:
    keyboard = {"keyboard": [[{"text": "A"}]], "resize_keyboard": True}
    sent = await ana.bot("sendMessage", chat_id=ANA, text="x", reply_markup=keyboard)
    assert "reply_markup" not in sent
    assert (await ana.look("state"))["people"][0]["unread"] == 1
    messages = (await ana.look(f"chats/{ANA}"))["messages"]
    assert [message["from_bot"] for message in messages] == [False, True]
    assert messages[-1]["reply_markup"] == keyboard
    assert (await ana.look("state"))["people"][0]["unread"] == 0
    await ana.bot("deleteMessage", chat_id=ANA, message_id=sent["message_id"])
    assert (await ana.look(f"chats/{ANA}"))["messages"][-1]["deleted"] is True


async def test_pictures_from_people(ana: Client) -> None:
    await ana.sim(f"chats/{ANA}/photo", sample="sunset")
    photo = (await ana.updates())[0]["message"]["photo"][-1]
    url = f"{ana.sandbox.base_url}/sim/files/{photo['file_id']}"
    async with ana.http.get(url) as response:
        assert response.content_type == "image/png"
        assert len(await response.read()) == photo["file_size"]


async def test_time_moves(client: Client) -> None:
    before = client.clock.now()
    answer = await client.sim("clock", advance=3600)
    assert answer["now"] == client.clock.now().isoformat()
    assert (client.clock.now() - before).total_seconds() == 3600
    assert "error" in await client.sim("clock", 400, advance=-1)


async def test_reset_keeps_the_bot_and_its_numbers() -> None:
    calls: list[str] = []

    async def on_reset() -> None:
        calls.append("reset")

    async with running(on_reset=on_reset) as client:
        commands = [{"command": "start", "description": "x"}]
        await client.bot("setMyCommands", commands=commands)
        first = await client.sim(f"chats/{ANA}/start")
        await client.sim("people", first_name="Zoë")
        await client.sim("reset")
        assert calls == ["reset"]
        assert await client.updates() == []
        state = await client.look("state")
        assert [person["id"] for person in state["people"]] == [ANA, BRUNO, LUCIA, MATEO]
        assert (await client.look(f"chats/{ANA}"))["messages"] == []
        assert await client.bot("getMyCommands") == commands
        again = await client.sim(f"chats/{ANA}/start")
        assert again["update_id"] > first["update_id"]
        assert again["message_id"] > first["message_id"]


async def test_wait_settles_when_the_bot_has_reacted(client: Client) -> None:
    number = (await client.sim(f"chats/{ANA}/start"))["update_id"]
    waiting = asyncio.create_task(client.look(f"wait?chat={ANA}&since=0&timeout=5"))
    await client.bot("sendMessage", chat_id=ANA, text="hello")
    unconfirmed = await client.look(f"wait?chat={ANA}&since=0&timeout=0")
    assert unconfirmed["settled"] is False
    assert not waiting.done()
    await client.updates(offset=number + 1)
    answer = await waiting
    assert answer["settled"] is True
    assert [item["message"]["text"] for item in answer["items"]] == ["/start", "hello"]
    since = client.sandbox.state.journal.last
    answer = await client.look(f"wait?chat={ANA}&since={since}&timeout=0")
    assert answer == {"items": [], "settled": False}
    answer = await client.look(f"wait?chat={ANA}&since=0&timeout=0&text=hell")
    assert answer["settled"] is True
    answer = await client.look(f"wait?chat={ANA}&since=0&timeout=0&button=One")
    assert answer["settled"] is False


async def test_the_bot_pushes_its_trace(client: Client) -> None:
    items = [
        {"kind": "event", "event_id": "e1", "event_type": "user.registered", "user_id": ANA},
        {"kind": "handler", "subscription": "welcome", "event_id": "e1", "ms": 2, "ok": True},
    ]
    await client.sim("trace", items=items)
    journal = await client.look("journal?since=0")
    assert [item["kind"] for item in journal["items"]] == ["event", "handler"]
    assert journal["items"][0]["chat"] == ANA
    assert journal["next"] == 2
    assert (await client.look("state"))["features"]["trace"] is True
    assert (await client.look("journal?since=1&limit=1"))["items"][0]["n"] == 2


async def _events(response: aiohttp.ClientResponse, count: int) -> list[tuple[int, JSON]]:
    found: list[tuple[int, JSON]] = []
    number = 0
    async for line in response.content:
        name, _, value = line.decode().strip().partition(": ")
        if name == "id":
            number = int(value)
        elif name == "data":
            found.append((number, json.loads(value)))
            if len(found) == count:
                break
    return found


async def test_the_stream_resumes_where_it_broke(client: Client) -> None:
    url = f"{client.sandbox.base_url}/sim/events"
    await client.sim(f"chats/{ANA}/send", text="one")
    async with client.http.get(f"{url}?since=0") as response:
        assert response.content_type == "text/event-stream"
        items = await _events(response, 3)
        assert [item["kind"] for _, item in items] == ["person", "message", "update"]
        assert [number for number, _ in items] == [item["n"] for _, item in items] == [1, 2, 3]
        await client.sim(f"chats/{ANA}/send", text="two")
        live = await _events(response, 1)
        assert live[0][1]["message"]["text"] == "two"
    async with client.http.get(f"{url}?since=0", headers={"Last-Event-ID": "3"}) as response:
        assert (await _events(response, 1))[0][0] == 4


async def _status(
    client: Client, method: str, path: str, data: str | None = None, **headers: str
) -> int:
    url = f"{client.sandbox.base_url}{path}"
    async with client.http.request(method, url, data=data, headers=headers) as response:
        return response.status


async def test_other_sites_are_kept_out(client: Client) -> None:
    here = client.sandbox.base_url.removeprefix("http://")
    port = here.rpartition(":")[2]
    kind = {"Content-Type": "application/json"}
    body = '{"first_name": "X"}'
    assert await _status(client, "GET", "/sim/state", Host=f"evil.example:{port}") == 403
    assert await _status(client, "GET", "/sim/state", Host=f"localhost:{port}") == 200
    assert await _status(client, "GET", "/", Host="evil.example") == 403
    assert await _status(client, "GET", f"/bot{TOKEN}/getMe", Host="evil.example") == 403
    assert await _status(client, "GET", f"/bot{TOKEN}/getMe", Origin="http://evil.example") == 403
    for origin in ("http://evil.example", "null", f"http://localhost.evil.example:{port}"):
        status = await _status(client, "POST", "/sim/people", body, Origin=origin, **kind)
        assert status == 403
    assert (
        await _status(client, "POST", "/sim/people", body, **{"Content-Type": "text/plain"}) == 415
    )
    assert await _status(client, "POST", "/sim/reset", **{"Content-Type": "text/plain"}) == 415
    own = f"http://{here}"
    assert await _status(client, "POST", "/sim/people", body, Origin=own, **kind) == 200


async def test_bound_elsewhere_a_key_is_needed() -> None:
    async with running("0.0.0.0") as client:  # noqa: S104 - what is tested
        sandbox = client.sandbox
        base = f"http://127.0.0.1:{sandbox.base_url.rpartition(':')[2]}"
        for path, status in (
            ("/sim/state", 403),
            ("/sim/state?key=wrong", 403),
            (f"/bot{TOKEN}/getMe", 200),
            (f"/sim/state?key={sandbox.key}", 200),
            ("/sim/state", 200),
        ):
            async with client.http.get(base + path) as response:
                assert response.status == status, path
        assert sandbox.page_url.endswith(f"/?key={sandbox.key}")


async def test_page_files_stay_inside_their_folder(client: Client) -> None:
    for path in ("/static/../server.py", "/static/%2e%2e/server.py", "/static/none.js"):
        url = client.sandbox.base_url + path
        async with client.http.get(url) as response:
            assert response.status == 404
            assert response.headers["Content-Security-Policy"] == "default-src 'self'"
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert response.headers["Referrer-Policy"] == "no-referrer"


async def test_a_taken_port_is_explained_in_one_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        sandbox = Sandbox()
        with pytest.raises(PortInUse, match=f"Port {port} on 127.0.0.1 is taken"):
            await sandbox.start("127.0.0.1", port)
        await sandbox.close()


async def test_serve_runs_until_it_is_cancelled() -> None:
    started: asyncio.Future[Sandbox] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(serve("127.0.0.1", 0, started.set_result))
    sandbox = await asyncio.wait_for(started, 5)
    async with (
        aiohttp.ClientSession() as http,
        http.get(f"{sandbox.base_url}/sim/state") as response,
    ):
        assert response.status == 200
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


async def test_closing_releases_polls_and_streams() -> None:
    async with running() as client:
        poll = asyncio.create_task(client.raw("getUpdates", json={"timeout": 50}))
        async with client.http.get(f"{client.sandbox.base_url}/sim/events"):
            await client.polled()
            await asyncio.wait_for(client.sandbox.close(), 3)
            await asyncio.gather(poll, return_exceptions=True)
