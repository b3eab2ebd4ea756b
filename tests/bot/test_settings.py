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


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, BOT_TOKEN=f"42:very-secret{'x' * 24}", WEBHOOK_SECRET="s" * 20)
    assert "very-secret" not in repr(settings)
    assert "s" * 20 not in repr(settings)
