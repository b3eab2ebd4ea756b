"""Bad days on request."""

from __future__ import annotations

import asyncio

import pytest

from tests.sandbox.conftest import ANA, BRUNO, Client


async def test_429_by_count(ana: Client) -> None:
    await ana.sim("faults", kind="429", count=2, seconds=3)
    send = {"chat_id": ANA, "text": "x"}
    for _ in range(2):
        answer = await ana.raw("sendMessage", json=send)
        assert answer["description"] == "Too Many Requests: retry after 3"
        assert answer["parameters"] == {"retry_after": 3}
    await ana.bot("sendMessage", **send)


async def test_429_for_a_while(ana: Client) -> None:
    await ana.sim("faults", kind="429", seconds=30)
    for _ in range(3):
        answer = await ana.raw("sendMessage", json={"chat_id": ANA, "text": "x"})
        assert answer["parameters"] == {"retry_after": 30}
    assert (await ana.look("state"))["faults"][0]["kind"] == "429"
    assert await ana.updates() == []
    async with ana.http.delete(f"{ana.sandbox.base_url}/sim/faults") as response:
        assert response.status == 200
    await ana.bot("sendMessage", chat_id=ANA, text="x")


async def test_500_does_nothing_and_a_lost_answer_does_it(ana: Client) -> None:
    for kind, sent in (("500", 0), ("lost_answer", 1)):
        before = len((await ana.look(f"chats/{ANA}"))["messages"])
        await ana.sim("faults", kind=kind)
        refusal = await ana.refused("sendMessage", chat_id=ANA, text="x")
        assert refusal == (500, "Internal Server Error")
        assert len((await ana.look(f"chats/{ANA}"))["messages"]) == before + sent


async def test_403_and_narrowing(ana: Client) -> None:
    await ana.sim(f"chats/{BRUNO}/start")
    await ana.sim("faults", kind="403", chat=ANA, method="sendMessage")
    await ana.bot("sendMessage", chat_id=BRUNO, text="x")
    await ana.bot("sendChatAction", chat_id=ANA, action="typing")
    refusal = await ana.refused("sendMessage", chat_id=ANA, text="x")
    assert refusal == (403, "Forbidden: bot was blocked by the user")


async def test_latency_until_set_to_zero(ana: Client) -> None:
    loop = asyncio.get_running_loop()
    await ana.sim("faults", kind="latency", seconds=0.2)
    started = loop.time()
    await ana.bot("sendMessage", chat_id=ANA, text="x")
    assert loop.time() - started >= 0.2
    await ana.sim("faults", kind="latency", seconds=0)
    assert (await ana.look("state"))["faults"] == []


async def test_the_real_limits(ana: Client) -> None:
    await ana.sim("faults", kind="limits")
    await ana.bot("sendMessage", chat_id=ANA, text="x")
    answer = await ana.raw("sendMessage", json={"chat_id": ANA, "text": "y"})
    assert answer["parameters"] == {"retry_after": 1}
    await ana.sim(f"chats/{BRUNO}/start")
    await ana.bot("sendMessage", chat_id=BRUNO, text="x")


async def test_a_duplicate_update_is_delivered_twice_by_polling(client: Client) -> None:
    await client.sim("faults", kind="duplicate_update")
    number = (await client.sim(f"chats/{ANA}/start"))["update_id"]
    assert [update["update_id"] for update in await client.updates()] == [number, number]


@pytest.mark.parametrize("fault", [{"kind": "earthquake"}, {"kind": "429", "seconds": "long"}, {}])
async def test_unknown_faults(client: Client, fault: dict[str, str]) -> None:
    assert (await client.sim("faults", 400, **fault))["error"]
