"""Updates pushed to the bot's webhook: in order per chat, repeated until accepted."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.sandbox.api import BotApi
from bot.sandbox.errors import ApiError
from bot.sandbox.state import State
from bot.sandbox.updates import Pending, Webhook
from bot.sandbox.wire import WireRequest
from domains.core.tasks import TaskSupervisor

JSON = dict[str, Any]

RETRY_DELAYS = (1.0, 2.0, 4.0)
"""Seconds before a refused update is sent again; the last one repeats for as long as it takes."""
TIMEOUT = 60.0
SUCCESS = 2
"""The first digit of a status that confirms an update."""


class WebhookDelivery:
    """One worker for each chat that has updates waiting; none while nothing waits.

    An update is confirmed by a 2xx answer only. An answer that carries a method is carried out.
    """

    def __init__(
        self, state: State, api: BotApi, delays: tuple[float, ...] = RETRY_DELAYS
    ) -> None:
        self._state = state
        self._api = api
        self._delays = delays
        self._tasks = TaskSupervisor()
        self._lanes: dict[int | None, asyncio.Task[None]] = {}
        self._hook: Webhook | None = None
        self._session: ClientSession | None = None
        self._room = asyncio.Semaphore(1)

    def start(self) -> None:
        """Follow the queue from now on."""
        self._state.updates.on_change = self._follow

    async def close(self) -> None:
        """Stop delivering; what was not accepted stays in the queue."""
        self._state.updates.on_change = None
        await self._tasks.close()
        if self._session is not None:
            await self._session.close()

    def _follow(self) -> None:
        """Bring the workers in line with the webhook and the queue."""
        hook = self._state.updates.webhook
        if hook is not self._hook:
            for lane in self._lanes.values():
                lane.cancel()
            self._lanes.clear()
            self._hook = hook
            self._room = asyncio.Semaphore(hook.max_connections if hook else 1)
        if hook is None:
            return
        for chat in {entry.chat for entry in self._state.updates.pending}:
            if chat not in self._lanes:
                work = self._drain(hook, chat)
                self._lanes[chat] = self._tasks.spawn(f"sandbox.webhook.{chat}", work)

    async def _drain(self, hook: Webhook, chat: int | None) -> None:
        try:
            while entry := self._next(chat):
                await self._until_accepted(hook, entry)
        finally:
            if self._hook is hook:
                del self._lanes[chat]

    def _next(self, chat: int | None) -> Pending | None:
        pending = self._state.updates.pending
        return next((entry for entry in pending if entry.chat == chat), None)

    async def _until_accepted(self, hook: Webhook, entry: Pending) -> None:
        attempt = 0
        # A reset empties the queue: then nobody waits for this update any more.
        while entry in self._state.updates.pending:
            async with self._room:
                problem, answer = await self._post(hook, entry.update)
            if not problem:
                try:
                    await self._carry_out(answer)
                finally:
                    self._state.updates.done(entry)
                return
            hook.last_error = problem
            hook.last_error_date = self._state.timestamp()
            self._state.updates.changed.fire()
            await asyncio.sleep(self._delays[min(attempt, len(self._delays) - 1)])
            attempt += 1

    async def _post(self, hook: Webhook, update: JSON) -> tuple[str, bytes]:
        """One attempt: what went wrong (empty if nothing did), and the answer's body."""
        faults = self._state.faults
        if faults.active and faults.take("drop_webhook"):
            return "Connection timed out", b""
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        try:
            async with self._client().post(
                hook.url, json=update, headers=headers, allow_redirects=False
            ) as response:
                body = await response.read()
                status, reason = response.status, response.reason
        except (ClientError, TimeoutError, OSError) as error:
            return f"Connection failed: {type(error).__name__}", b""
        if status // 100 != SUCCESS:
            return f"Wrong response from the webhook: {status} {reason}", b""
        if faults.active and faults.take("lost_webhook_answer"):
            return "Read timeout expired", b""
        return "", body

    def _client(self) -> ClientSession:
        if self._session is None:
            self._session = ClientSession(timeout=ClientTimeout(total=TIMEOUT))
        return self._session

    async def _carry_out(self, body: bytes) -> None:
        """A bot may answer with a method instead of calling it; nobody reads its result."""
        try:
            params = json.loads(body) if body.strip() else None
        except ValueError:
            return
        if not isinstance(params, dict) or not isinstance(params.get("method"), str):
            return
        name = params.pop("method")
        given = {key: value for key, value in params.items() if value is not None}
        try:
            await self._api.call(name, WireRequest(params=given))
        except ApiError:
            return  # the journal holds the refusal; Telegram drops it as well
