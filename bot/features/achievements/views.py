"""How the cabinet looks."""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.achievements.callbacks import OpenShelf, Shelf
from bot.i18n import Translator
from bot.ui.navigation import Place, back
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import bar, escape, number
from domains.gamification.service import AchievementView

PER_PAGE = 6
ONE_PERCENT = 100
"""In basis points."""


def cabinet(gallery: Sequence[AchievementView], shelf: Shelf, page: int, t: Translator) -> Screen:
    """A page of a shelf. What is done stands first, then what is nearest."""
    category = shelf.name.lower()
    shown = [v for v in gallery if shelf is Shelf.ALL or v.category == category]
    shown.sort(key=_order)
    pages = max(1, -(-len(shown) // PER_PAGE))
    page = max(0, min(page, pages - 1))
    lines = [_exhibit(v, t) for v in shown[page * PER_PAGE : (page + 1) * PER_PAGE]]
    text = t(
        "achievements.text",
        unlocked=sum(view.tier > 1 or view.unlocked_at is not None for view in gallery),
        total=len(gallery),
        category=t(f"achievements.category.{category}"),
        page=page + 1,
        pages=pages,
        lines="\n\n".join(lines) or t("achievements.none"),
    )
    rows = [*_shelves(shelf, t), *_paging(shelf, page, pages, t), [back(t, Place.PROFILE)]]
    return Screen("achievements", text, rows=rows)


def _order(view: AchievementView) -> tuple[int, float]:
    if view.is_hidden:
        return 3, 0
    if view.unlocked_at is not None:
        return 0, -view.unlocked_at.timestamp()
    return (1 if view.steps else 2), -view.steps / view.goal


def _exhibit(view: AchievementView, t: Translator) -> str:
    if view.is_hidden:
        return t("achievements.hidden")
    words = view.words.get(t.language) or view.words.get("en")
    name = words.name if words else t(f"achievement.{view.code}.name")
    description = words.description if words else t(f"achievement.{view.code}.description")
    said = {
        "name": escape(name),
        "description": escape(description),
        "tier": t("achievements.tier", tier=view.tier, tiers=view.tiers) if view.tiers > 1 else "",
        "holders": _holders(view.holders_bps, t),
    }
    if view.unlocked_at is not None:
        return t("achievements.done", **said)
    if view.goal == 1:  # a bar of one step tells nothing
        return t("achievements.waiting", reward=number(view.reward), **said)
    return t(
        "achievements.open",
        bar=bar(view.steps, view.goal),
        steps=number(min(view.steps, view.goal)),
        goal=number(view.goal),
        reward=number(view.reward),
        **said,
    )


def _holders(bps: int | None, t: Translator) -> str:
    if not bps:
        return ""
    percent = f"{bps / 100:.2g}" if bps < ONE_PERCENT else f"{bps // ONE_PERCENT}"
    return t("achievements.holders", percent=percent)


def _shelves(shelf: Shelf, t: Translator) -> list[Row]:
    buttons = [
        Button(
            f"● {_label(each, t)}" if each is shelf else _label(each, t),
            OpenShelf(shelf=each, page=0),
        )
        for each in Shelf
    ]
    return [buttons[i : i + 3] for i in range(0, len(buttons), 3)]


def _label(shelf: Shelf, t: Translator) -> str:
    return t(f"achievements.category.{shelf.name.lower()}")


def _paging(shelf: Shelf, page: int, pages: int, t: Translator) -> list[Row]:
    arrows = []
    if page > 0:
        arrows.append(Button(t("achievements.previous"), OpenShelf(shelf=shelf, page=page - 1)))
    if page < pages - 1:
        arrows.append(Button(t("achievements.next"), OpenShelf(shelf=shelf, page=page + 1)))
    return [arrows] if arrows else []
