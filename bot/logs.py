"""Structured logs: what happened, to which ids, because of what. Never what people wrote."""

from __future__ import annotations

import logging
import sys
from typing import TextIO, cast

import structlog

from domains.core.context import current_cause


def configure_logs(level: str, style: str) -> None:
    """Set up structlog and route the standard library's records through it.

    `style` is `console` or `json`. Every line carries the correlation id of its work.
    """
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    shared: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_correlation,
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(cast("TextIO", _StandardError())),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(processor=renderer, foreign_pre_chain=shared)
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for talkative in ("aiogram.event", "aiohttp.access", "matplotlib", "PIL", "alembic"):
        logging.getLogger(talkative).setLevel(logging.WARNING)


class _StandardError:
    """Standard error as it is at the moment: a logger outlives who has redirected it."""

    def write(self, text: str) -> int:
        return sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()


def _add_correlation(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    correlation_id = current_cause().correlation_id
    if correlation_id is not None:
        event.setdefault("correlation_id", correlation_id)
    return event
