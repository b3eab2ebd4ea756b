"""Methods beside sending and editing text."""

from __future__ import annotations

from tests.sandbox.conftest import ANA, BRUNO, LUCIA, MATEO, TOKEN, Client

BOT_ID = int(TOKEN.split(":")[0])


async def test_commands_by_scope_and_language(client: Client) -> None:
    def listed(name: str) -> list[dict[str, str]]:
        return [{"command": name, "description": name}]

    private = {"type": "all_private_chats"}
    lucia = {"type": "chat", "chat_id": LUCIA}
    await client.bot("setMyCommands", commands=listed("start"))
    await client.bot("setMyCommands", commands=listed("inicio"), language_code="es")
    await client.bot("setMyCommands", commands=listed("admin"), scope=lucia)
    shown = (await client.look("state"))["commands"]
    assert [shown[str(number)][0]["command"] for number in (ANA, LUCIA, MATEO)] == [
        "start",
        "admin",
        "inicio",
    ]
    await client.bot("setMyCommands", commands=listed("menu"), scope=private)
    shown = (await client.look("state"))["commands"]
    assert shown[str(MATEO)][0]["command"] == "menu"
    assert await client.bot("getMyCommands", scope=lucia) == listed("admin")
    assert await client.bot("getMyCommands", scope=lucia, language_code="es") == []
    await client.bot("deleteMyCommands", scope=lucia)
    assert await client.bot("getMyCommands", scope=lucia) == []
    nobody = {"type": "chat", "chat_id": 5}
    assert (await client.refused("setMyCommands", commands=[], scope=nobody))[0] == 400


async def test_names_and_descriptions(client: Client) -> None:
    assert (await client.bot("getMyName"))["name"] == "Diana"
    await client.bot("setMyName", name="Diana Bot")
    await client.bot("setMyDescription", description="Una historia", language_code="es")
    assert (await client.bot("getMyName"))["name"] == "Diana Bot"
    assert (await client.bot("getMyDescription"))["description"] == ""
    spanish = await client.bot("getMyDescription", language_code="es")
    assert spanish["description"] == "Una historia"
    assert (await client.bot("getMyShortDescription"))["short_description"] == ""
    assert (await client.look("state"))["bot"]["first_name"] == "Diana Bot"


async def test_menu_button(client: Client) -> None:
    assert await client.bot("getChatMenuButton") == {"type": "commands"}
    button = {"type": "web_app", "text": "Open", "web_app": {"url": "https://a.b"}}
    await client.bot("setChatMenuButton", chat_id=ANA, menu_button=button)
    assert await client.bot("getChatMenuButton", chat_id=ANA) == button
    assert await client.bot("getChatMenuButton", chat_id=BRUNO) == {"type": "commands"}


async def test_chats_and_members(client: Client) -> None:
    chat = await client.bot("getChat", chat_id=BRUNO)
    assert (chat["type"], chat["first_name"], chat["username"]) == ("private", "Bruno", "bruno")
    member = await client.bot("getChatMember", chat_id=BRUNO, user_id=BRUNO)
    assert (member["status"], member["user"]["is_premium"]) == ("member", True)
    member = await client.bot("getChatMember", chat_id=BRUNO, user_id=BOT_ID)
    assert member["user"]["is_bot"] is True
    refusal = await client.refused("getChatMember", chat_id=BRUNO, user_id=ANA)
    assert refusal == (400, "Bad Request: PARTICIPANT_ID_INVALID")


async def test_copies_and_forwards(ana: Client) -> None:
    await ana.sim(f"chats/{BRUNO}/start")
    sent = await ana.bot("sendMessage", chat_id=ANA, text="<b>x</b>", parse_mode="HTML")
    source = {"chat_id": BRUNO, "from_chat_id": ANA, "message_id": sent["message_id"]}
    copy = await ana.bot("copyMessage", **source)
    assert list(copy) == ["message_id"]
    shown = (await ana.look(f"chats/{BRUNO}"))["messages"][-1]
    assert (shown["text"], shown["entities"]) == ("x", sent["entities"])
    forward = await ana.bot("forwardMessage", **source)
    assert forward["forward_origin"]["sender_user"]["id"] == BOT_ID
    gone = {**source, "message_id": 1}
    refusal = await ana.refused("copyMessage", **gone)
    assert refusal == (400, "Bad Request: message to copy not found")
    await ana.bot("sendMessage", chat_id=ANA, text="y", protect_content=True)
    protected = (await ana.look(f"chats/{ANA}"))["messages"][-1]["message_id"]
    refusal = await ana.refused("forwardMessage", **{**source, "message_id": protected})
    assert refusal == (400, "Bad Request: message can't be forwarded")


async def test_pins(ana: Client) -> None:
    numbers = [
        (await ana.bot("sendMessage", chat_id=ANA, text=text))["message_id"] for text in "ab"
    ]
    for number in numbers:
        assert await ana.bot("pinChatMessage", chat_id=ANA, message_id=number) is True
    assert (await ana.bot("getChat", chat_id=ANA))["pinned_message"]["text"] == "b"
    assert await ana.bot("unpinChatMessage", chat_id=ANA) is True
    assert (await ana.bot("getChat", chat_id=ANA))["pinned_message"]["text"] == "a"
    refusal = await ana.refused("unpinChatMessage", chat_id=ANA, message_id=numbers[1])
    assert refusal == (400, "Bad Request: message to unpin not found")


async def test_replies(ana: Client) -> None:
    number = (await ana.sim(f"chats/{ANA}/send", text="question"))["message_id"]
    reply = {"message_id": number}
    sent = await ana.bot("sendMessage", chat_id=ANA, text="answer", reply_parameters=reply)
    assert sent["reply_to_message"]["text"] == "question"
    gone = {"message_id": 1, "allow_sending_without_reply": True}
    sent = await ana.bot("sendMessage", chat_id=ANA, text="answer", reply_parameters=gone)
    assert "reply_to_message" not in sent


async def test_dates_come_from_the_given_clock(ana: Client) -> None:
    ana.clock.advance(86_400)
    sent = await ana.bot("sendMessage", chat_id=ANA, text="tomorrow")
    assert sent["date"] == int(ana.clock.now().timestamp())
