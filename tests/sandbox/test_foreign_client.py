"""python-telegram-bot, unmodified, finds nothing odd here."""

from __future__ import annotations

import asyncio

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Update,
)
from telegram.error import BadRequest, Forbidden, RetryAfter
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.sandbox.files import sample_picture
from tests.sandbox.conftest import ANA, BRUNO, TOKEN, Client

Context = ContextTypes.DEFAULT_TYPE
SUNSET = sample_picture("sunset").data


async def _start(update: Update, context: Context) -> None:
    assert update.message is not None
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Open", callback_data="open")]])
    await update.message.reply_html(f"<b>Hello</b> {context.args}", reply_markup=keys)


async def _press(update: Update, context: Context) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer("Done")
    await query.edit_message_text("opened")


async def _photo(update: Update, context: Context) -> None:
    assert update.message is not None
    file = await update.message.photo[-1].get_file()
    data = bytes(await file.download_as_bytearray())
    await update.message.reply_photo(data, caption="back to you")
    await update.message.reply_media_group([InputMediaPhoto(data), InputMediaPhoto(data)])


def _application(client: Client) -> Application:  # type: ignore[type-arg]
    application = (
        Application.builder()
        .token(TOKEN)
        .base_url(f"{client.sandbox.base_url}/bot")
        .base_file_url(f"{client.sandbox.base_url}/file/bot")
        .build()
    )
    application.add_handler(CommandHandler("start", _start))
    application.add_handler(CallbackQueryHandler(_press))
    application.add_handler(MessageHandler(filters.PHOTO, _photo))
    return application


async def _reacted(client: Client, since: int, count: int = 1) -> None:
    answer = await client.look(f"wait?chat={ANA}&since={since}&count={count}&timeout=5")
    assert answer["settled"], answer


async def test_python_telegram_bot(client: Client) -> None:
    application = _application(client)
    async with application:
        assert application.updater is not None
        await application.updater.start_polling(poll_interval=0, timeout=20)
        await application.start()
        try:
            await client.sim(f"chats/{ANA}/start", payload="x1")
            await _reacted(client, 0)
            pressed = await client.sim(f"chats/{ANA}/press", label="Open", wait=5)
            assert pressed["answer"]["text"] == "Done"
            since = client.sandbox.state.journal.last
            await client.sim(f"chats/{ANA}/photo", sample="sunset")
            await _reacted(client, since, 3)
        finally:
            # Its updater waits for the running poll: an update lets that one return.
            stopping = asyncio.create_task(application.updater.stop())
            await client.sim(f"chats/{ANA}/send", text="bye")
            await stopping
            await application.stop()
    shown = [
        message.get("text", message.get("caption"))
        for message in (await client.look(f"chats/{ANA}"))["messages"]
        if message["from_bot"]
    ]
    assert shown[:2] == ["opened", "back to you"]
    assert len(shown) == 4
    refused = [
        item for item in client.sandbox.state.journal.since(0, 9999) if item.get("ok") is False
    ]
    assert refused == []


async def test_its_errors_are_the_ones_it_knows(
    ana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    async with _application(ana).bot as bot:
        sent = await bot.send_message(ANA, "x")
        with pytest.raises(BadRequest, match="Message is not modified"):
            await bot.edit_message_text("x", ANA, sent.message_id)
        with pytest.raises(BadRequest, match=r"[Cc]hat not found"):
            await bot.send_message(5, "x")
        with pytest.raises(Forbidden):
            await bot.send_message(BRUNO, "x")
        await ana.sim("faults", kind="429", count=1, seconds=2)
        with pytest.raises(RetryAfter):
            await bot.send_message(ANA, "x")
        scope = BotCommandScopeAllPrivateChats()
        assert await bot.set_my_commands([BotCommand("start", "Begin")], scope, "es")
        assert (await bot.get_my_commands(scope, "es"))[0].command == "start"
        assert await bot.delete_message(ANA, sent.message_id)
        assert (await bot.get_chat(ANA)).first_name == "Ana"
        assert (await bot.get_webhook_info()).url == ""
