"""/rules: what the game counts with, and changing it while it runs."""

from __future__ import annotations

import secrets

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.desk import TYPED, acting
from bot.dialogs.errors import OldButtonError
from bot.features.rules import views
from bot.features.rules.callbacks import ConfirmRule, EditRule, OpenRule, OpenRules, OpenSection
from bot.features.rules.states import RulesForm
from bot.turn import Turn
from domains.admin.rules.service import RulesDesk
from domains.gamification.rules.changes.errors import RuleRefusedError, RulesStaleError
from domains.gamification.rules.changes.model import RulesView, RuleValue
from domains.gamification.rules.changes.service import RuleKeeper


def build_router() -> Router:
    """The routes of this feature. Rights are the service's business, on every call."""
    router = Router(name=__name__)
    router.message.register(show_named, Command("rules"))
    router.callback_query.register(show_sections, OpenRules.filter())
    router.callback_query.register(show_section, OpenSection.filter())
    router.callback_query.register(show_rule, OpenRule.filter())
    router.callback_query.register(reset, EditRule.filter(F.reset))
    router.callback_query.register(ask_value, EditRule.filter())
    router.message.register(take_value, StateFilter(RulesForm.value), TYPED)
    router.message.register(take_reason, StateFilter(RulesForm.reason), TYPED)
    router.callback_query.register(change, ConfirmRule.filter())
    return router


async def show_named(
    _message: Message,
    command: CommandObject,
    turn: Turn,
    state: FSMContext,
    rules: RuleKeeper,
    rules_desk: RulesDesk,
) -> None:
    """`/rules` lists the sections, `/rules <name>` shows a number; a table gets a new row."""
    await rules_desk.open(acting(turn))
    await state.clear()
    view = await rules.view()
    if not command.args:
        await turn.show(views.sections(view, await rules.history(), turn.t))
        return
    value = rules.value(command.args.strip())
    if value in view.values:
        await turn.show(views.rule(view, value, await rules.history(value.name), turn.t))
        return
    await _wait_for_value(state, value.name, view.version)
    await turn.show(views.ask_value(value, None, turn.t))


async def show_sections(
    _query: CallbackQuery, turn: Turn, state: FSMContext, rules: RuleKeeper, rules_desk: RulesDesk
) -> None:
    """The sections, and what was changed last."""
    await rules_desk.open(acting(turn))
    await state.clear()
    await turn.show(views.sections(await rules.view(), await rules.history(), turn.t))


async def show_section(
    _query: CallbackQuery,
    callback_data: OpenSection,
    turn: Turn,
    rules: RuleKeeper,
    rules_desk: RulesDesk,
) -> None:
    """A section's numbers."""
    await rules_desk.open(acting(turn))
    await turn.show(views.section(await rules.view(), callback_data.section, turn.t))


async def show_rule(
    _query: CallbackQuery,
    callback_data: OpenRule,
    turn: Turn,
    state: FSMContext,
    rules: RuleKeeper,
    rules_desk: RulesDesk,
) -> None:
    """One number, and its history."""
    await rules_desk.open(acting(turn))
    await state.clear()
    view = await rules.view()
    value = views.by_handle(view, callback_data.rule)
    await turn.show(views.rule(view, value, await rules.history(value.name), turn.t))


async def ask_value(
    _query: CallbackQuery,
    callback_data: EditRule,
    turn: Turn,
    state: FSMContext,
    rules: RuleKeeper,
    rules_desk: RulesDesk,
) -> None:
    """Wait for the new value."""
    await rules_desk.open(acting(turn))
    view, value = await _unchanged(rules, callback_data)
    await _wait_for_value(state, value.name, view.version)
    await turn.show(views.ask_value(value, None, turn.t))


async def _unchanged(rules: RuleKeeper, pressed: EditRule) -> tuple[RulesView, RuleValue]:
    """What a button is about. Raises RulesStaleError when the numbers have changed since."""
    view = await rules.view()
    value = views.by_handle(view, pressed.rule)
    if view.version != pressed.version:
        raise RulesStaleError
    return view, value


async def _wait_for_value(state: FSMContext, name: str, version: int) -> None:
    await state.set_state(RulesForm.value)
    await state.set_data({"name": name, "version": version})


async def reset(
    _query: CallbackQuery,
    callback_data: EditRule,
    turn: Turn,
    state: FSMContext,
    rules: RuleKeeper,
    rules_desk: RulesDesk,
) -> None:
    """The shipped value again: only the reason is wanted."""
    await rules_desk.open(acting(turn))
    view, value = await _unchanged(rules, callback_data)
    rules.check(value.name, None)
    await state.set_state(RulesForm.reason)
    await state.set_data({"name": value.name, "version": view.version, "value": None})
    await turn.show(views.ask_reason(value, value.shipped, turn.t))


async def take_value(
    message: Message, turn: Turn, state: FSMContext, rules: RuleKeeper, rules_desk: RulesDesk
) -> None:
    """The value, typed; one that does not fit is explained and asked for again."""
    await rules_desk.open(acting(turn))
    form, typed = await state.get_data(), (message.text or "").strip()
    await rules.load()
    value = rules.value(form["name"])
    try:
        rules.check(value.name, typed)
    except RuleRefusedError as refused:
        await turn.show(views.ask_value(value, refused, turn.t))
        return
    await state.update_data(value=typed)
    await state.set_state(RulesForm.reason)
    await turn.show(views.ask_reason(value, typed, turn.t))


async def take_reason(message: Message, turn: Turn, state: FSMContext, rules: RuleKeeper) -> None:
    """Show what is about to happen; nothing has happened yet."""
    nonce = secrets.token_hex(4)
    form = await state.update_data(reason=(message.text or "").strip(), nonce=nonce)
    await state.set_state(RulesForm.confirm)
    await rules.load()
    value = rules.value(form["name"])
    wanted = value.shipped if form["value"] is None else form["value"]
    await turn.show(views.confirm(value, wanted, form["reason"], nonce, turn.t))


async def change(
    _query: CallbackQuery,
    callback_data: ConfirmRule,
    turn: Turn,
    state: FSMContext,
    rules: RuleKeeper,
    rules_desk: RulesDesk,
) -> None:
    """Change it, once: a second press finds no dialog, or another version."""
    form = await state.get_data()
    if form.get("nonce") != callback_data.nonce:
        raise OldButtonError
    name = form["name"]
    await state.clear()
    await rules_desk.change(acting(turn), name, form["value"], form["reason"], form["version"])
    await turn.toast(turn.t("rules.done"))
    view = await rules.view()
    value = rules.value(name)
    if value not in view.values:  # a new row is a table of its own
        await turn.show(views.section(view, value.section, turn.t))
        return
    await turn.show(views.rule(view, value, await rules.history(name), turn.t))
