"""What cannot be done is one sentence and code 1; a wrong use has code 2."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner, Result

from bot.cli import cli
from tests.bot.events_cli.conftest import CommandLine


@pytest.fixture(autouse=True)
def loud_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "warning")
    monkeypatch.setenv("LOG_FORMAT", "json")


def events(*words: str, url: str) -> Result:
    return CliRunner().invoke(cli, ["events", *words], env={"DATABASE_URL": url})


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("pause", "nobody", "--reason", "x"), "There is no subscription nobody"),
        (("pause", "user.forget_on_role", "--reason", "x"), "hears on every instance"),
        (("replay", "-s", "nobody", "--dry-run"), "There is no subscription nobody"),
        (("dead", "replay", "--all"), "No dead letter matches."),
        (("trace", "update:1"), "Nothing has happened for update:1."),
        (("show", "00000000-0000-0000-0000-000000000000"), "There is no event 0000"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    prepared_sqlite_url: str, words: tuple[str, ...], sentence: str
) -> None:
    result = events(*words, url=prepared_sqlite_url)
    assert (result.exit_code, result.stdout) == (1, "")
    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) <= 2  # on a narrow terminal


@pytest.mark.parametrize(
    "words",
    [("dead", "replay"), ("list", "--since", "soon"), ("list", "--limit", "0"), ("what",)],
)
def test_a_wrong_use_has_code_two(words: tuple[str, ...]) -> None:
    assert events(*words, url="sqlite://").exit_code == 2


async def test_a_database_that_is_not_there_is_said_and_not_made() -> None:
    for url in ("sqlite:////nowhere/at/all.db", "postgresql://nobody@127.0.0.1:9/nothing"):
        outcome = await CommandLine(url)("status")
        assert outcome.code == 1
        assert outcome.errors.startswith(("There is no database", "The database cannot be read"))
        assert "Traceback" not in outcome.errors
