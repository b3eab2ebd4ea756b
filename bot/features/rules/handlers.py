"""/rules: what the game counts with, and changing it while it runs."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.desk import acting
from bot.dialogs.forms import TYPED, held, pressed, wait, worded
from bot.features.rules import views
from bot.features.rules.callbacks import ConfirmRule, EditRule, OpenRule, OpenRules, OpenSection
from bot.features.rules.states import Number, RulesForm, Turning
from bot.middlewares.refusals import or_show
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
    router.callback_query.register(reset, EditRule.filter(F.reset), flags=or_show(show_rule))
    router.callback_query.register(ask_value, EditRule.filter(), flags=or_show(show_rule))
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
    await wait(state, RulesForm.value, Number(name=value.name, version=view.version))
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
    callback_data: OpenRule | EditRule,
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
    await wait(state, RulesForm.value, Number(name=value.name, version=view.version))
    await turn.show(views.ask_value(value, None, turn.t))


async def _unchanged(rules: RuleKeeper, pressed: EditRule) -> tuple[RulesView, RuleValue]:
    """What a button is about. Raises RulesStaleError when the numbers have changed since."""
    view = await rules.view()
    value = views.by_handle(view, pressed.rule)
    if view.version != pressed.version:
        raise RulesStaleError
    return view, value


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
    form = Turning(name=value.name, version=view.version, value=None)
    await wait(state, RulesForm.reason, form)
    await turn.show(views.ask_reason(value, value.shipped, turn.t))


async def take_value(
    message: Message, turn: Turn, state: FSMContext, rules: RuleKeeper, rules_desk: RulesDesk
) -> None:
    """The value, typed; one that does not fit is explained and asked for again."""
    await rules_desk.open(acting(turn))
    form, typed = await held(state, Number), (message.text or "").strip()
    await rules.load()
    value = rules.value(form.name)
    try:
        rules.check(value.name, typed)
    except RuleRefusedError as refused:
        await turn.show(views.ask_value(value, refused, turn.t))
        return
    turning = Turning(name=form.name, version=form.version, value=typed)
    await wait(state, RulesForm.reason, turning)
    await turn.show(views.ask_reason(value, typed, turn.t))


async def take_reason(message: Message, turn: Turn, state: FSMContext, rules: RuleKeeper) -> None:
    """Show what is about to happen; nothing has happened yet."""
    form = await worded(state, Turning, message)
    await rules.load()
    await turn.show(views.confirm(rules.value(form.name), form, turn.t))


async def change(
    _query: CallbackQuery,
    callback_data: ConfirmRule,
    turn: Turn,
    state: FSMContext,
    rules: RuleKeeper,
    rules_desk: RulesDesk,
) -> None:
    """Change it, once: a second press finds no dialog, or another version."""
    form = await pressed(state, Turning, nonce=callback_data.nonce)
    await state.clear()
    await rules_desk.change(acting(turn), form.name, form.value, form.reason, form.version)
    await turn.toast(turn.t("rules.done"))
    view = await rules.view()
    value = rules.value(form.name)
    if value not in view.values:  # a new row is a table of its own
        await turn.show(views.section(view, value.section, turn.t))
        return
    await turn.show(views.rule(view, value, await rules.history(value.name), turn.t))
