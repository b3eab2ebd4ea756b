"""How the name on boards looks."""

from __future__ import annotations

from bot.features.alias.callbacks import DropAlias
from bot.i18n import Translator
from bot.ui.navigation import Place, back
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import escape
from domains.core.days import local_time
from domains.gamification.aliases.errors import AliasRefusedError
from domains.gamification.aliases.model import AliasView


def alias(
    view: AliasView, refused: AliasRefusedError | None, timezone: str, t: Translator
) -> Screen:
    """What others read, and how to change it."""
    text = t("alias.text", name=escape(view.shown) or t("alias.nameless"))
    if refused is not None:
        params = refused.params
        key = f"alias.problem.{params['problem']}"
        why = t(key, shortest=params["shortest"], longest=params["longest"])
        text = f"{text}\n\n{why}"
    elif view.change_at is not None:
        when = local_time(view.change_at, timezone).strftime("%d/%m %H:%M")
        text = f"{text}\n\n{t('alias.later', when=when)}"
    else:
        text = f"{text}\n\n{t('alias.ask')}"
    rows: list[Row] = []
    if view.chosen is not None:
        rows.append([Button(t("alias.drop"), DropAlias())])
    return Screen("alias", text, rows=[*rows, [back(t, Place.LEADERBOARD)]])
