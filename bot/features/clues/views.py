"""How the backpack looks."""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.clues.callbacks import AskWord, Choose, Combine, OpenClues
from bot.i18n import Translator
from bot.ui.items import ClueBook, clue_name, clue_text, item_name
from bot.ui.navigation import Place, back, link
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import number
from domains.admin.market.model import SecretLine
from domains.gamification.clues.model import Backpack, Found
from domains.gamification.inventory.model import Items

PAGE = 8
MOST_CHOSEN_FROM = 60
"""Clues that fit into the bits of a button."""
FEWEST_TOGETHER = 2


def backpack(pack: Backpack, page: int, book: ClueBook, t: Translator) -> Screen:
    """A page of clues with their words; a hint when some of them fit."""
    pages = max(1, -(-len(pack.clues) // PAGE))
    page = min(max(page, 0), pages - 1)
    shown = pack.clues[page * PAGE : (page + 1) * PAGE]
    lines = [
        t(
            "clues.line",
            name=clue_name(t, book, clue.clue_id),
            text=clue_text(t, book, clue.clue_id),
        )
        for clue in shown
    ]
    if pages > 1:
        first, total = page * PAGE + 1, len(pack.clues)
        lines.append(t("clues.page", first=first, last=page * PAGE + len(shown), total=total))
    hint = f"\n\n{t('clues.hint')}" if pack.combinations_open else ""
    text = t("clues.text", lines="\n\n".join(lines), hint=hint) if shown else t("clues.none")
    rows: list[Row] = [[Button(t("clues.say"), AskWord())], [back(t)]]
    if len(pack.clues) >= FEWEST_TOGETHER:
        combine = Choose(mask=0, count=len(pack.clues))
        rows[0] = [Button(t("clues.combine"), combine, style="primary"), *rows[0]]
    if pages > 1:
        rows.insert(0, _turns(page, pages))
    return Screen("clues", text, rows=rows, version=str(page))


def _turns(page: int, pages: int) -> list[Button]:
    return [
        Button(arrow, OpenClues(page=to))
        for arrow, to in (("◀️", page - 1), ("▶️", page + 1))
        if 0 <= to < pages
    ]


def choose(pack: Backpack, mask: int, book: ClueBook, t: Translator) -> Screen:
    """Every clue is a button that lays it on the table, or takes it away again."""
    clues = pack.clues[:MOST_CHOSEN_FROM]
    count = len(pack.clues)
    names = [clue_name(t, book, clue.clue_id) for clue in clues]
    buttons = [
        Button(f"🔹 {name}" if mask >> n & 1 else name, Choose(mask=mask ^ 1 << n, count=count))
        for n, name in enumerate(names)
    ]
    chosen = [name for n, name in enumerate(names) if mask >> n & 1]
    rows: list[Row] = [[button] for button in buttons]
    if len(chosen) >= FEWEST_TOGETHER:
        label = t("clues.together", count=len(chosen))
        rows.append([Button(label, Combine(mask=mask, count=count), style="success")])
    table = "\n".join(f"🔹 {name}" for name in chosen) or t("clues.chosen.none")
    rows.append([back(t, Place.CLUES)])
    return Screen("clues.choose", t("clues.choose", chosen=table), rows=rows, version=str(mask))


def places(mask: int) -> list[int]:
    """The places whose bits are set."""
    return [n for n in range(mask.bit_length()) if mask >> n & 1]


def made(found: Found, items: Items, book: ClueBook, t: Translator) -> Screen:
    """What they are together."""
    clue_id = found.clue_id or ""
    name, words = clue_name(t, book, clue_id), clue_text(t, book, clue_id)
    text = t("clues.made", name=name, text=words)
    if found.item_id is not None:
        icon, thing = items.get(found.item_id).icon, item_name(t, found.item_id)
        text = f"{text}\n\n{t('clues.made.item', icon=icon, name=thing)}"
    rows: list[Row] = [[_to_clues(t)]]
    if found.item_id is not None:
        rows.append([link(t, Place.INVENTORY)])
    return Screen("clues.made", text, rows=rows)


def ask_word(t: Translator) -> Screen:
    """Waiting for a word."""
    return Screen("clues.word", t("clues.ask_word"), rows=[[back(t, Place.CLUES)]])


def opened(found: Found, book: ClueBook, t: Translator) -> Screen:
    """What was behind the word."""
    text = t("clues.word.besitos")
    if found.clue_id is not None:
        name, words = clue_name(t, book, found.clue_id), clue_text(t, book, found.clue_id)
        text = t("clues.word.clue", name=name, text=words)
    return Screen("clues.opened", text, rows=[[_to_clues(t)]])


def refused(words: str, t: Translator) -> Screen:
    """A word that opened nothing."""
    rows = [[Button(t("clues.say"), AskWord()), _to_clues(t)]]
    return Screen("clues.word", words, rows=rows)


def _to_clues(t: Translator) -> Button:
    return Button(t("clues.back"), OpenClues(page=0))


def secrets(lines: Sequence[SecretLine], t: Translator) -> Screen:
    """The newest secret words, as a custodian sees them."""
    shown = [
        t(
            "secret.line",
            number=line.id,
            clue=line.clue_id or "–",
            besitos=number(line.besitos),
            uses=f"{line.uses}/{line.most_uses if line.most_uses is not None else '∞'}",
            state="" if line.is_open else t("secret.line.closed"),
        )
        for line in lines
    ]
    text = t("secret.text", lines="\n".join(shown) or t("secret.none"))
    return Screen("secret", text, rows=[[link(t, Place.ADMIN)]])


def secret_done(text: str, t: Translator) -> Screen:
    """What a custodian has just done."""
    return Screen("secret", text, rows=[[link(t, Place.ADMIN)]])
