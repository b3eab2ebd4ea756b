"""Settings: what the example file promises, and what a wrong value answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"


def load(monkeypatch: pytest.MonkeyPatch, **environment: str) -> Settings:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return Settings(_env_file=None)


def test_the_example_shows_every_setting_once_with_its_description() -> None:
    pairs = re.findall(r"^# (.+)\n([A-Z_]+)=", EXAMPLE.read_text(), flags=re.MULTILINE)
    assert [name for _, name in pairs] == [name.upper() for name in Settings.model_fields]
    assert [text for text, _ in pairs] == [
        field.description for field in Settings.model_fields.values()
    ]


def test_the_example_is_a_valid_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    load(monkeypatch)
    example = Settings(_env_file=EXAMPLE)
    assert example == load(monkeypatch)


def test_owners_are_a_list_of_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch, OWNER_IDS="12, 34,").owner_ids == {12, 34}
    with pytest.raises(ValidationError):
        load(monkeypatch, OWNER_IDS="twelve")


@pytest.mark.parametrize("secret", ["", "short", "with spaces and so on", "ñ" * 20])
def test_a_webhook_without_a_good_secret_is_refused(
    monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    with pytest.raises(ValidationError, match="WEBHOOK_SECRET"):
        load(monkeypatch, WEBHOOK_URL="https://example.org/hook", WEBHOOK_SECRET=secret)


@pytest.mark.parametrize(
    "url", ["redis://localhost", "rediss://u:p@host:6380/1", "unix:///run/redis.sock"]
)
def test_every_way_to_a_redis_is_taken(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    found = load(monkeypatch, REDIS_URL=url).redis_url
    assert found is not None
    assert found.get_secret_value() == url


@pytest.mark.parametrize(
    "url",
    [
        "localhost:6379",
        "http://hidden@host",
        "redis://",
        "unix://",
        "redis://:hidden@host:port/0",
        "redis://:hidden@host?socket_timeout=soon",
    ],
)
def test_what_is_no_address_of_a_redis_is_refused_without_repeating_it(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    with pytest.raises(ValidationError, match="address of a Redis") as refused:
        load(monkeypatch, REDIS_URL=url)
    assert "hidden" not in str(refused.value.errors()[0]["msg"])


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(
        monkeypatch,
        BOT_TOKEN=f"42:very-secret{'x' * 24}",
        WEBHOOK_SECRET="s" * 20,
        REDIS_URL="redis://:hidden@host",
    )
    assert "hidden" not in repr(settings)
    assert "very-secret" not in repr(settings)
    assert "s" * 20 not in repr(settings)
