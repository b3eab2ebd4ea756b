"""getUpdates: blocking, confirming, filtering, and who wins."""

from __future__ import annotations

import asyncio

from tests.sandbox.conftest import ANA, JSON, MATEO, Client


def _texts(updates: list[JSON]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def _say(client: Client, *texts: str) -> list[int]:
    return [(await client.sim(f"chats/{ANA}/send", text=text))["update_id"] for text in texts]


async def test_a_poll_blocks_until_something_happens(client: Client) -> None:
    poll = asyncio.create_task(client.updates(timeout=20))
    await client.polled()
    assert not poll.done()
    await _say(client, "one")
    assert _texts(await poll) == ["one"]


async def test_a_poll_ends_empty_after_its_timeout(client: Client) -> None:
    loop = asyncio.get_running_loop()
    started = loop.time()
    assert await client.updates(timeout=1) == []
    assert loop.time() - started >= 0.9


async def test_unconfirmed_updates_come_again(client: Client) -> None:
    first, second = await _say(client, "one", "two")
    assert second == first + 1
    assert _texts(await client.updates()) == ["one", "two"]
    assert _texts(await client.updates(offset=0)) == ["one", "two"]
    assert _texts(await client.updates(limit=1)) == ["one"]
    assert _texts(await client.updates(offset=second)) == ["two"]
    assert _texts(await client.updates()) == ["two"]
    assert await client.updates(offset=second + 1) == []


async def test_a_negative_offset_keeps_only_the_last_ones(client: Client) -> None:
    await _say(client, "one", "two", "three")
    assert _texts(await client.updates(offset=-2)) == ["two", "three"]
    assert _texts(await client.updates()) == ["two", "three"]


async def test_allowed_updates(client: Client) -> None:
    assert await client.updates(allowed_updates=["message"]) == []
    await client.sim(f"chats/{ANA}/start")
    await client.sim(f"chats/{ANA}/block")
    assert [list(update)[1] for update in await client.updates()] == ["message"]
    assert await client.updates(offset=-1, allowed_updates=[])
    await client.sim(f"chats/{ANA}/unblock")
    kinds = [list(update)[1] for update in await client.updates()]
    assert kinds == ["message", "my_chat_member"]
    skipped = [item for item in client.sandbox.state.journal.since(0) if item.get("skipped")]
    assert [item["type"] for item in skipped] == ["my_chat_member"]


async def test_a_newer_poll_ends_the_older_one(client: Client) -> None:
    older = asyncio.create_task(client.raw("getUpdates", json={"timeout": 20}))
    await client.polled()
    assert await client.updates() == []
    answer = await older
    assert (answer["error_code"], answer["description"]) == (
        409,
        (
            "Conflict: terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        ),
    )


async def test_no_polling_beside_a_webhook(client: Client) -> None:
    older = asyncio.create_task(client.raw("getUpdates", json={"timeout": 20}))
    await client.polled()
    await client.bot("setWebhook", url="http://127.0.0.1:9/")
    assert (await older)["description"] == "Conflict: terminated by setWebhook request"
    code, description = await client.refused("getUpdates")
    assert (code, description) == (
        409,
        (
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        ),
    )
    await client.bot("deleteWebhook")
    assert await client.updates() == []


async def test_a_bot_that_vanishes_loses_nothing(client: Client) -> None:
    poll = asyncio.create_task(client.updates(timeout=20))
    await client.polled()
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)
    await _say(client, "still here")
    assert _texts(await client.updates()) == ["still here"]


async def test_an_update_repeated_after_its_confirmation_arrives_again(client: Client) -> None:
    (number,) = await _say(client, "one")
    (update,) = await client.updates()
    assert await client.updates(offset=number + 1) == []
    assert (await client.sim("updates", update=update))["update_id"] == number
    assert await client.updates(offset=number + 1) == [update]
    assert await client.updates(offset=number + 1) == []


async def test_odd_updates_pass_as_they_are(client: Client) -> None:
    odd = {"something_new": {"from": {"id": MATEO}, "x": [1, None]}}
    number = (await client.sim("updates", update=odd))["update_id"]
    assert await client.updates() == [{"update_id": number, **odd}]


async def test_the_first_valid_token_becomes_the_bots(client: Client) -> None:
    client.sandbox.state.token = None
    assert (await client.raw("getMe", "77:short"))["error_code"] == 401
    token = "77:" + "a" * 35
    assert (await client.raw("getMe", token))["result"]["id"] == 77
    assert (await client.raw("getMe", token[:-1] + "b"))["error_code"] == 401
