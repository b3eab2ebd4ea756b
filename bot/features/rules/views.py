"""How the numbers of the game look."""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.rules.callbacks import ConfirmRule, EditRule, OpenRule, OpenRules, OpenSection
from bot.features.rules.states import Turning
from bot.i18n import Translator
from bot.ui.navigation import Place, back
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import escape
from domains.gamification.rules.changes.errors import RuleRefusedError, UnknownRuleError
from domains.gamification.rules.changes.model import RuleChange, RulesView, RuleValue

LONGEST_SHOWN = 60
"""Characters of a value in a list; alone it is shown in full."""
MOST_LINES = 60
NO_ROW = "null"
"""The value of a row that a table does not have."""


def by_handle(view: RulesView, handle: str) -> RuleValue:
    """The number behind a button. Raises UnknownRuleError."""
    for value in view.values:
        if value.handle == handle:
            return value
    raise UnknownRuleError(name=handle)


def sections(view: RulesView, changes: Sequence[RuleChange], t: Translator) -> Screen:
    """Every section as a button, and what was changed last."""
    buttons = [
        Button(_section(section, t), OpenSection(section=section)) for section in view.sections
    ]
    rows: list[Row] = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    history = "\n".join(_change(change, t, with_name=True) for change in changes)
    text = t("rules.sections", version=view.version, history=history or t("rules.history.none"))
    return Screen("rules", text, rows=[*rows, [back(t, Place.ADMIN)]])


def section(view: RulesView, name: str, t: Translator) -> Screen:
    """A section's numbers: each is a line and a button. Raises UnknownRuleError."""
    values = [value for value in view.values if value.section == name][:MOST_LINES]
    if not values:
        raise UnknownRuleError(name=name)
    lines = [f"<code>{escape(v.name)}</code> = {_mark(v)}{_short(v.value)}" for v in values]
    buttons = [Button(_leaf(value), OpenRule(rule=value.handle)) for value in values]
    rows: list[Row] = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    text = t("rules.section", section=_section(name, t), lines="\n".join(lines))
    return Screen("rules.section", text, rows=[*rows, [_to_rules(t)]])


def rule(
    view: RulesView, value: RuleValue, changes: Sequence[RuleChange], t: Translator
) -> Screen:
    """One number, what it was shipped as, and who turned it into what."""
    text = t(
        "rules.rule",
        name=escape(value.name),
        value=escape(value.value),
        shipped=escape(value.shipped),
        history="\n".join(_change(change, t) for change in changes) or t("rules.history.none"),
    )
    version = view.version
    change = EditRule(rule=value.handle, version=version, reset=False)
    rows: list[Row] = [[Button(t("rules.change"), change, style="primary")]]
    if value.shipped not in (value.value, NO_ROW):
        again = EditRule(rule=value.handle, version=version, reset=True)
        rows.append([Button(t("rules.reset"), again)])
    to_section = Button(t("button.back"), OpenSection(section=value.section))
    return Screen("rules.rule", text, rows=[*rows, [to_section]])


def ask_value(value: RuleValue, refused: RuleRefusedError | None, t: Translator) -> Screen:
    """Waiting for a value, perhaps because the last one did not fit."""
    problem = _problem(refused, t) if refused is not None else ""
    text = t("rules.ask_value", name=escape(value.name), value=escape(value.value))
    return Screen("rules.value", f"{problem}{text}", rows=[[_to_rule(value, t)]])


def ask_reason(value: RuleValue, wanted: str, t: Translator) -> Screen:
    """Waiting for a reason."""
    text = t(
        "rules.ask_reason",
        name=escape(value.name),
        value=escape(value.value),
        wanted=escape(wanted),
    )
    return Screen("rules.reason", text, rows=[[_to_rule(value, t)]])


def confirm(value: RuleValue, form: Turning, t: Translator) -> Screen:
    """What is about to happen."""
    text = t(
        "rules.confirm",
        name=escape(value.name),
        value=escape(value.value),
        wanted=escape(value.shipped if form.value is None else form.value),
        reason=escape(form.reason),
    )
    yes = Button(t("rules.confirm.yes"), ConfirmRule(nonce=form.nonce), style="primary")
    return Screen("rules.confirm", text, rows=[[yes], [_to_rule(value, t)]])


def _problem(refused: RuleRefusedError, t: Translator) -> str:
    key, bound = f"rules.problem.{refused.params['problem']}", refused.params["bound"]
    return t(key, name=escape(str(refused.params["name"])), bound=bound) + "\n\n"


def _change(change: RuleChange, t: Translator, *, with_name: bool = False) -> str:
    return t(
        "rules.history.line",
        version=change.version,
        date=change.at.strftime("%d/%m %H:%M"),
        name=f"<code>{escape(change.name)}</code> " if with_name else "",
        previous=_short(change.previous),
        value=_short(change.value) if change.value is not None else t("rules.as_shipped"),
        reason=escape(change.reason),
    )


def _section(name: str, t: Translator) -> str:
    key = f"rules.section.{name}"
    return t(key) if t.has(key) else name


def _leaf(value: RuleValue) -> str:
    return value.name.partition(".")[2] or value.name


def _mark(value: RuleValue) -> str:
    return "● " if value.value != value.shipped else ""


def _short(text: str) -> str:
    shown = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
    return f"<code>{escape(shown)}</code>"


def _to_rules(t: Translator) -> Button:
    return Button(t("button.back"), OpenRules())


def _to_rule(value: RuleValue, t: Translator) -> Button:
    listed = OpenRule(rule=value.handle) if value.value != NO_ROW else OpenRules()
    return Button(t("button.cancel"), listed)
