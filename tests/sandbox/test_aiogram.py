"""An ordinary aiogram bot, unmodified, by polling and by webhook."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Message,
)
from aiogram.utils.chat_action import ChatActionSender
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

from bot.sandbox.files import sample_picture
from tests.sandbox.conftest import ANA, TOKEN, Client

SUNSET = sample_picture("sunset").data


def _bot(client: Client) -> Bot:
    server = TelegramAPIServer.from_base(client.sandbox.base_url)
    properties = DefaultBotProperties(parse_mode="HTML")
    return Bot(TOKEN, session=AiohttpSession(api=server), default=properties)


def _router() -> Router:
    router = Router()

    @router.message(CommandStart())
    async def start(message: Message, command: CommandObject) -> None:
        button = InlineKeyboardButton(text="Open", callback_data="open:1")
        await message.answer(
            f"<b>Hello</b> {message.from_user.first_name if message.from_user else ''} "
            f"&lt;{command.args or '-'}&gt;",
            reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]),
        )

    @router.callback_query(F.data.startswith("open"))
    async def pressed(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.message.edit_text("<i>opened</i>")
        await query.answer("Done", show_alert=True)

    @router.message(F.text == "name")
    async def ask(message: Message, state: FSMContext) -> None:
        await state.set_state("name")
        await message.reply("Your name?")

    @router.message(F.text == "picture")
    async def picture(message: Message) -> None:
        assert message.bot is not None
        async with ChatActionSender.upload_photo(message.chat.id, message.bot):
            sent = await message.answer_photo(
                BufferedInputFile(SUNSET, "a.png"), caption="<b>1</b>"
            )
        assert sent.photo is not None
        await message.answer_media_group(
            [
                InputMediaPhoto(media=BufferedInputFile(SUNSET, "b.png"), caption="two"),
                InputMediaPhoto(media=sent.photo[-1].file_id),
            ]
        )

    @router.message(F.photo)
    async def received(message: Message) -> None:
        assert message.bot is not None
        assert message.photo is not None
        data = await message.bot.download(message.photo[-1])
        assert data is not None
        await message.answer(f"{len(data.read())} bytes")

    @router.message(F.text)
    async def text(message: Message, state: FSMContext) -> None:
        before = await state.get_state()
        await state.clear()
        await message.answer(f"{before}:{message.text}", parse_mode=None)

    return router


@asynccontextmanager
async def _polling(client: Client) -> AsyncIterator[Bot]:
    dispatcher = Dispatcher()
    dispatcher.include_router(_router())
    bot = _bot(client)
    running = asyncio.create_task(
        dispatcher.start_polling(bot, handle_signals=False, polling_timeout=20)
    )
    try:
        yield bot
    finally:
        await dispatcher.stop_polling()
        await running


async def _reaction(client: Client, since: int, **query: str) -> list[str]:
    wanted = "".join(f"&{key}={value}" for key, value in query.items())
    answer = await client.look(f"wait?chat={ANA}&since={since}&timeout=5{wanted}")
    assert answer["settled"], answer
    return [
        item.get("message", item).get("text", "") or item["message"].get("caption", "")
        for item in answer["items"]
        if item.get("message", {}).get("from_bot", True)
    ]


async def _whole_visit(client: Client) -> None:
    await client.sim(f"chats/{ANA}/start", payload="ref_7")
    assert await _reaction(client, 0) == ["Hello Ana <ref_7>"]
    pressed = await client.sim(f"chats/{ANA}/press", label="Open", wait=5)
    assert pressed["answer"] == {"text": "Done", "show_alert": True}
    last = (await client.look(f"chats/{ANA}"))["messages"][-1]
    assert (last["text"], last["entities"][0]["type"]) == ("opened", "italic")
    assert "reply_markup" not in last
    since = client.sandbox.state.journal.last
    for text, expected in (("name", "Your name?"), ("5", "name:5"), ('{"a":1}', 'None:{"a":1}')):
        await client.sim(f"chats/{ANA}/send", text=text)
        assert await _reaction(client, since) == [expected]
        since = client.sandbox.state.journal.last
    await client.sim(f"chats/{ANA}/send", text="picture")
    assert await _reaction(client, since, count="3") == ["1", "two", ""]
    since = client.sandbox.state.journal.last
    sent = await client.sim(f"chats/{ANA}/photo", sample="sunset")
    assert await _reaction(client, since) == [f"{len(SUNSET)} bytes"]
    assert sent["message_id"] > last["message_id"]
    refused = [
        item for item in client.sandbox.state.journal.since(0, 9999) if item.get("ok") is False
    ]
    assert refused == []


async def test_polling(client: Client) -> None:
    async with _polling(client):
        await _whole_visit(client)
        state = await client.look("state")
        assert (state["bot"]["online"], state["bot"]["mode"]) == (True, "polling")


async def test_webhook(client: Client) -> None:
    dispatcher = Dispatcher()
    dispatcher.include_router(_router())
    app = web.Application()
    bot = _bot(client)
    SimpleRequestHandler(
        dispatcher, bot, secret_token="s3cret", handle_in_background=False
    ).register(app, "/hook")
    setup_application(app, dispatcher, bot=bot)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        await bot.set_webhook(f"http://127.0.0.1:{port}/hook", secret_token="s3cret")
        await _whole_visit(client)
        state = await client.look("state")
        assert (state["bot"]["online"], state["bot"]["mode"]) == (True, "webhook")
    finally:
        await runner.cleanup()
        await bot.session.close()
