"""/invite for everybody; /referrals for those who may give besitos."""

from __future__ import annotations

from aiogram import Bot, F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.desk import acting
from bot.features.referrals import views
from bot.features.referrals.callbacks import DecideCase
from bot.middlewares.refusals import or_show
from bot.turn import Turn
from bot.ui.navigation import GoTo, Place
from domains.admin.invitations.service import InvitationsDesk
from domains.gamification.referrals.service import ReferralService


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.message.register(show_invitation, Command("invite"))
    router.callback_query.register(show_invitation, GoTo.filter(F.to == Place.INVITE))
    router.message.register(show_cases, Command("referrals"))
    router.callback_query.register(decide, DecideCase.filter(), flags=or_show(show_cases))
    return router


async def show_invitation(
    _event: Message | CallbackQuery, turn: Turn, referrals: ReferralService, bot: Bot
) -> None:
    """One's link, and how many came by it."""
    invitation = await referrals.invitation(turn.user.id)
    await turn.show(views.invitation(invitation, (await bot.me()).username or "", turn.t))


async def show_cases(
    _event: Message | CallbackQuery, turn: Turn, invitations_desk: InvitationsDesk
) -> None:
    """What waits for a decision."""
    waiting = await invitations_desk.waiting(acting(turn))
    await turn.show(views.cases(waiting, turn.t))


async def decide(
    query: CallbackQuery,
    callback_data: DecideCase,
    turn: Turn,
    invitations_desk: InvitationsDesk,
) -> None:
    """Once; what is decided already is told over a fresh list."""
    many = await invitations_desk.decide(
        acting(turn), callback_data.case, approve=callback_data.approve
    )
    await turn.toast(turn.t("referrals.decided", count=many))
    await show_cases(query, turn, invitations_desk)
