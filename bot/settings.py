"""Every setting of the program. Read from the environment (and `.env`) once, in cli.py.

A wrong value stops the program with one sentence; secrets come from the environment only.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AnyHttpUrl, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.redis_url import checked_redis_url
from domains.core.database import sync_url

TELEGRAM_API = "https://api.telegram.org"
TOKEN_SHAPE = r"[0-9]{1,16}:[A-Za-z0-9_-]{30,64}"  # noqa: S105 - what a token looks like
SECRET_ALPHABET = r"^[A-Za-z0-9_-]{16,256}$"  # noqa: S105 - what a secret may look like


class Settings(BaseSettings):
    """Frozen; made once and passed on, never imported as a global."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    bot_token: SecretStr | None = Field(
        default=None, description="From @BotFather; without it the sandbox starts."
    )
    bot_api_url: AnyHttpUrl = Field(
        default=AnyHttpUrl(TELEGRAM_API), description="Any Bot API server."
    )
    database_url: str = Field(
        default="sqlite:///var/diana.db",
        description="sqlite:///file or postgresql://user:password@host/name.",
    )
    redis_url: SecretStr | None = Field(
        default=None,
        description="redis://, rediss:// or unix://; lets instances on one PostgreSQL share work.",
    )
    owner_ids: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(), description="Telegram ids of the owners, comma-separated."
    )
    default_language: Literal["en", "es"] = Field(
        default="en", description="For people whose language we do not speak."
    )
    default_timezone: str = Field(default="UTC", description="IANA zone of people who chose none.")
    webhook_url: AnyHttpUrl | None = Field(
        default=None, description="Public address; set it to receive updates by webhook."
    )
    webhook_secret: SecretStr | None = Field(
        default=None, description="Required with WEBHOOK_URL: 16-256 of A-Z a-z 0-9 _ -."
    )
    webhook_host: str = Field(default="127.0.0.1", description="Where the webhook listens.")
    webhook_port: int = Field(
        default=8081, ge=1, le=65535, description="Where the webhook listens."
    )
    ops_host: str = Field(
        default="127.0.0.1", description="Where /live, /ready and /metrics are answered."
    )
    ops_port: int = Field(
        default=0, ge=0, le=65535, description="Where /live, /ready and /metrics are; 0 is off."
    )
    rate_global: float = Field(
        default=30.0, gt=0, description="Messages a second in all; Telegram allows about 30."
    )
    rate_per_chat: float = Field(
        default=1.0, gt=0, description="Messages a second into one chat; Telegram allows about 1."
    )
    sandbox_host: str = Field(default="127.0.0.1", description="Where the sandbox listens.")
    sandbox_port: int = Field(
        default=8080,
        ge=0,
        le=65535,
        description="Where the sandbox listens; 0 takes any free port.",
    )
    event_retention_days: int = Field(
        default=365,
        ge=0,
        description="How long finished events are kept in the log; 0 is for ever.",
    )
    story_folder: Path | None = Field(
        default=None,
        description="A story that owners work on: read anew as their draft on every change.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="How much is logged."
    )
    log_format: Literal["console", "json"] = Field(
        default="console", description="For people or for machines."
    )

    @field_validator("bot_token")
    @classmethod
    def _looks_like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(TOKEN_SHAPE, value.get_secret_value()):
            raise ValueError("this is not a token as @BotFather gives them, 123456:ABC-…")
        return value

    @field_validator("database_url")
    @classmethod
    def _names_a_database_we_speak(cls, value: str) -> str:
        sync_url(value)
        return value

    @field_validator("redis_url")
    @classmethod
    def _names_a_redis(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            checked_redis_url(value.get_secret_value())
        return value

    @field_validator("owner_ids", mode="before")
    @classmethod
    def _split_ids(cls, value: object) -> object:
        if isinstance(value, str):
            return [int(part) for part in value.split(",") if part.strip()]
        return value

    @model_validator(mode="after")
    def _webhook_needs_its_secret(self) -> Self:
        if self.webhook_url is None:
            return self
        secret = self.webhook_secret.get_secret_value() if self.webhook_secret else ""
        if not re.match(SECRET_ALPHABET, secret):
            raise ValueError(
                "WEBHOOK_URL needs a WEBHOOK_SECRET of 16-256 characters A-Z a-z 0-9 _ -"
            )
        return self
