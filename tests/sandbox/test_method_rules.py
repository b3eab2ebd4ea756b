"""One test for each rule of the other methods. Sources: bot/sandbox/rules.py."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.conftest import ANA, TOKEN, Client


async def test_the_bot_cannot_write_first_nor_to_who_blocked_it(client: Client) -> None:
    send = {"chat_id": ANA, "text": "x"}
    reason = "Forbidden: bot can't initiate conversation with a user"
    assert await client.refused("sendMessage", **send) == (403, reason)
    await client.sim(f"chats/{ANA}/start")
    await client.bot("sendMessage", **send)
    await client.sim(f"chats/{ANA}/block")
    reason = "Forbidden: bot was blocked by the user"
    assert await client.refused("sendMessage", **send) == (403, reason)
    await client.sim(f"chats/{ANA}/unblock")
    await client.bot("sendMessage", **send)


@pytest.mark.parametrize("chat", [77, "@nobody", "x"])
async def test_unknown_chats(client: Client, chat: Any) -> None:
    refusal = await client.refused("sendMessage", chat_id=chat, text="x")
    assert refusal == (400, "Bad Request: chat not found")


async def test_wrong_tokens(client: Client) -> None:
    for token in (TOKEN + "x", "1:short", "nonsense"):
        answer = await client.raw("getMe", token)
        assert (answer["error_code"], answer["description"]) == (401, "Unauthorized")


async def test_unknown_methods_are_refused_and_journalled(client: Client) -> None:
    code, description = await client.refused("sendHologram", chat_id=1)
    assert (code, description.split(":")[0]) == (404, "Not Found")
    last = client.sandbox.state.journal.since(0)[-1]
    assert (last["method"], last["ok"], last["error_code"]) == ("sendHologram", False, 404)


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"chat_id": ANA}, "message text is empty"),
        ({"text": "x"}, "chat_id is empty"),
        (
            {"chat_id": ANA, "text": "x", "txt": 1},
            'unknown parameter "txt" of sendMessage (Telegram would ignore it)',
        ),
        (
            {"chat_id": ANA, "text": "x", "message_thread_id": "soon"},
            "wrong value of parameter \"message_thread_id\": 'soon'",
        ),
        ({"chat_id": ANA, "text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        (
            {"chat_id": ANA, "text": "x", "reply_parameters": {"message_id": 1}},
            "message to be replied not found",
        ),
    ],
)
async def test_parameters(ana: Client, params: dict[str, Any], reason: str) -> None:
    assert await ana.refused("sendMessage", **params) == (400, f"Bad Request: {reason}")


async def test_markdown_is_refused_clearly(ana: Client) -> None:
    refusal = await ana.refused("sendMessage", chat_id=ANA, text="*x*", parse_mode="MarkdownV2")
    assert "parse_mode HTML only" in refusal[1]


@pytest.mark.parametrize(
    ("command", "description", "reason"),
    [
        ("Start", "x", "BOT_COMMAND_INVALID"),
        ("a" * 33, "x", "BOT_COMMAND_INVALID"),
        ("start", "", "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("start", "x" * 257, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_commands(client: Client, command: str, description: str, reason: str) -> None:
    items = [{"command": command, "description": description}]
    assert await client.refused("setMyCommands", commands=items) == (400, f"Bad Request: {reason}")


@pytest.mark.parametrize(
    ("method", "field", "limit"),
    [
        ("setMyName", "name", 64),
        ("setMyDescription", "description", 512),
        ("setMyShortDescription", "short_description", 120),
    ],
)
async def test_own_texts(client: Client, method: str, field: str, limit: int) -> None:
    assert await client.bot(method, **{field: "a" * limit}) is True
    assert (await client.refused(method, **{field: "a" * (limit + 1)}))[0] == 400


@pytest.mark.parametrize(
    ("secret", "reason"),
    [
        ("a" * 257, "secret token is too long"),
        ("a b", "secret token contains unallowed characters"),
    ],
)
async def test_webhook_secret(client: Client, secret: str, reason: str) -> None:
    hook = {"url": "http://127.0.0.1:9/x", "secret_token": secret}
    assert await client.refused("setWebhook", **hook) == (400, f"Bad Request: {reason}")


async def test_webhook_url(client: Client) -> None:
    refusal = await client.refused("setWebhook", url="ftp://x")
    assert refusal == (400, "Bad Request: invalid webhook URL specified")


async def test_dice(ana: Client) -> None:
    assert 1 <= (await ana.bot("sendDice", chat_id=ANA))["dice"]["value"] <= 6
    assert (await ana.refused("sendDice", chat_id=ANA, emoji="🐙"))[0] == 400


async def test_drafts(ana: Client) -> None:
    assert await ana.bot("sendMessageDraft", chat_id=ANA, draft_id=7, text="he") is True
    refusal = await ana.refused("sendMessageDraft", chat_id=ANA, draft_id=0, text="he")
    assert refusal == (400, "Bad Request: RANDOM_ID_INVALID")
