"""Tells a Bot API server of our own which update a call belongs to."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from aiogram.client.session.aiohttp import AiohttpSession
from aiohttp import ClientSession, TraceConfig, TraceRequestStartParams

from domains.core.context import current_cause

HEADER = "X-Correlation-Id"


class CorrelatedSession(AiohttpSession):
    """aiogram's session; with `correlate` each request names its correlation id in a header."""

    def __init__(self, *, correlate: bool, **options: Any) -> None:
        super().__init__(**options)
        # aiogram builds each request itself; aiohttp lets a trace add headers to it.
        self._trace = TraceConfig()
        if correlate:
            self._trace.on_request_start.append(_name_the_cause)
        self._trace.freeze()

    async def create_session(self) -> ClientSession:
        session = await super().create_session()
        if self._trace not in session.trace_configs:
            session.trace_configs.append(self._trace)
        return session


async def _name_the_cause(
    _session: ClientSession, _context: SimpleNamespace, request: TraceRequestStartParams
) -> None:
    correlation_id = current_cause().correlation_id
    if correlation_id is not None and correlation_id.isascii() and correlation_id.isprintable():
        request.headers[HEADER] = correlation_id
