"""How the custodian's desk looks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter

from bot.features.admin.callbacks import (
    ConfirmGrant,
    Desk,
    OpenCard,
    OpenDesk,
    PickCause,
    StartGrant,
)
from bot.features.admin.states import Granting
from bot.i18n import Translator
from bot.ui.charts import Charts, Series
from bot.ui.navigation import GoToPerson, Place, back, link
from bot.ui.screen import Button, Picture, Row, Screen
from bot.ui.text import escape, number, signed
from domains.admin.grants.model import Cause, Grant, causes_of
from domains.admin.model import AuditLine, Numbers, PersonView, Statistics, UserCard

GRANTS = (10, 50, 100)
"""Amounts offered by button."""

_SUBJECTS = ("subscription", "rule", "item", "story", "version", "achievement", "ground")
"""Details of an audit line that say what it was about."""

_PANELS = (
    ("active", attrgetter("active")),
    ("new", attrgetter("registrations")),
    ("decisions", attrgetter("decisions")),
    ("earned", attrgetter("besitos_earned")),
)


def desk(statistics: Statistics, t: Translator) -> Screen:
    """The custodian's hall."""
    today = statistics.today or Numbers()
    week = statistics.week or Numbers()
    rows: list[Row] = [
        [Button(t("admin.numbers.button"), OpenDesk(desk=Desk.NUMBERS))],
        [
            Button(t("admin.find.button"), OpenDesk(desk=Desk.FIND), style="primary"),
            Button(t("admin.audit.button"), OpenDesk(desk=Desk.AUDIT)),
        ],
        [link(t, Place.PENDING)],
        [back(t)],
    ]
    text = t(
        "admin.desk",
        active=number(today.active),
        new=number(today.registrations),
        week_active=number(week.active),
    )
    return Screen("admin", text, rows=rows)


async def numbers_picture(statistics: Statistics, charts: Charts, t: Translator) -> Picture:
    """Four panels of daily bars; a day before anything was counted stays empty."""
    days = statistics.days
    panels = [
        Series(
            t(f"admin.numbers.{label}"),
            [count(day.numbers) if day.numbers is not None else None for day in days],
        )
        for label, count in _PANELS
    ]
    title = t("admin.numbers.title", count=len(days))
    data = await charts.days(title, [day.day for day in days], panels)
    return Picture(data, "numbers.png", t("admin.numbers.alt"))


def numbers(statistics: Statistics, picture: Picture, t: Translator) -> Screen:
    """The picture, and the two rows of it that matter in words."""
    today = statistics.today or Numbers()
    week = statistics.week or Numbers()
    text = t(
        "admin.numbers.text",
        active=number(today.active),
        new=number(today.registrations),
        decisions=number(today.decisions),
        earned=number(today.besitos_earned),
        week_active=number(week.active),
        week_new=number(week.registrations),
        week_decisions=number(week.decisions),
        week_earned=number(week.besitos_earned),
    )
    return Screen("numbers", text, rows=[[_to_desk(t)]], picture=picture)


def ask_whom(t: Translator) -> Screen:
    """Waiting for a name."""
    return Screen("admin.find", t("admin.find.ask"), rows=[[_to_desk(t)]])


def found(people: Sequence[PersonView], t: Translator) -> Screen:
    """Who matches, a button each."""
    rows: list[Row] = [
        [Button(f"{person.display_name} · {person.id}", OpenCard(target=person.id))]
        for person in people
    ]
    text = t("admin.find.found") if people else t("admin.find.none")
    return Screen("admin.found", text, rows=[*rows, [_to_desk(t)]])


def card(card: UserCard, t: Translator) -> Screen:
    """A person at a glance, and what can be done."""
    person = card.person
    text = t(
        "admin.card",
        name=escape(person.display_name),
        username=f"@{escape(person.username)}" if person.username else "",
        id=person.id,
        role=t(f"admin.role.{person.role}"),
        plan=t(f"admin.plan.{person.plan}"),
        language=person.language or t("admin.card.app_language"),
        since=_day(person.registered_at),
        last=_moment(person.last_seen_at, t),
        level=card.wallet.level,
        balance=number(card.wallet.balance),
        streak=t("days.count", count=card.wallet.streak),
        audit="\n".join(_line(line, t) for line in card.audit) or t("admin.card.no_audit"),
    )
    offers = [
        Button(t("admin.grant.button", amount=amount), StartGrant(target=person.id, amount=amount))
        for amount in GRANTS
    ]
    other = Button(t("admin.grant.other"), StartGrant(target=person.id, amount=0))
    care = [
        Button(t(f"place.{place.name.lower()}"), GoToPerson(to=place, person=person.id))
        for place in (Place.HONOURS, Place.MENDING, Place.NAMING)
    ]
    return Screen("admin.card", text, rows=[offers, [other], care[:2], care[2:], [_to_desk(t)]])


def ask_amount(card: UserCard, t: Translator) -> Screen:
    """Waiting for a number, with a way out."""
    text = t("admin.grant.ask_amount", name=escape(card.person.display_name))
    return Screen("admin.amount", text, rows=[[_to_card(card, t)]])


def bad_amount(card: UserCard, limit: int, t: Translator) -> Screen:
    """That was no number to work with."""
    text = t("admin.grant.bad_amount", limit=number(limit))
    return Screen("admin.amount", text, rows=[[_to_card(card, t)]])


def nothing_to_take(card: UserCard, t: Translator) -> Screen:
    """An empty purse cannot be made emptier."""
    text = t("admin.grant.nothing_to_take", name=escape(card.person.display_name))
    return Screen("admin.amount", text, rows=[[_to_card(card, t)]])


def ask_cause(card: UserCard, amount: int, pick: str, t: Translator) -> Screen:
    """A button for each code that fits the amount."""
    name = escape(card.person.display_name)
    text = t("admin.grant.ask_cause", name=name, amount=signed(amount))
    codes = [
        Button(t(f"admin.cause.{cause.value}"), PickCause(pick=pick, cause=cause))
        for cause in causes_of(amount)
    ]
    return Screen("admin.cause", text, rows=[codes[:2], codes[2:], [_to_card(card, t)]])


def ask_reason(card: UserCard, amount: int, cause: Cause, t: Translator) -> Screen:
    """Waiting for the words that the player will read."""
    text = t(
        "admin.grant.ask_reason",
        name=escape(card.person.display_name),
        amount=signed(amount),
        cause=t(f"admin.cause.{cause.value}"),
    )
    return Screen("admin.reason", text, rows=[[_to_card(card, t)]])


def read_amount(text: str, limit: int) -> int | None:
    """A whole number from -limit to limit, other than 0; or None."""
    try:
        amount = int("".join(text.replace("\N{MINUS SIGN}", "-").split()))
    except ValueError:
        return None
    return amount if 0 < abs(amount) <= limit else None


def confirm_grant(card: UserCard, form: Granting, t: Translator, *, needs_second: bool) -> Screen:
    """Before and after, and the words the player will read."""
    amount = form.amount
    values = {
        "name": escape(card.person.display_name),
        "balance": number(card.wallet.balance),
        "amount": number(abs(amount)),
        "after": number(max(0, card.wallet.balance + amount)),
        "cause": t(f"admin.cause.{form.cause.value}"),
        "reason": escape(form.reason),
    }
    done = ConfirmGrant(nonce=form.nonce)
    if amount < 0:
        text = t("admin.grant.confirm_take", **values)
        yes = Button(t("admin.grant.yes_take"), done, style="danger")
    else:
        text = t("admin.grant.confirm", **values)
        yes = Button(t("admin.grant.yes"), done, style="success")
    if needs_second:
        text = f"{text}\n\n{t('admin.grant.second')}"
    return Screen("admin.confirm", text, rows=[[yes, _to_card(card, t)]])


def granted(card: UserCard, grant: Grant, t: Translator) -> Screen:
    """The request is on record; a notification below, or later, tells what became of it."""
    name = escape(card.person.display_name)
    key = "admin.grant.asked" if grant.is_pending else "admin.grant.done"
    text = t(key, name=name, amount=signed(grant.amount))
    to_card = Button(card.person.display_name, OpenCard(target=card.person.id))
    return Screen("admin.granted", text, rows=[[to_card], [_to_desk(t)]])


def audit(lines: Sequence[AuditLine], t: Translator) -> Screen:
    """The newest lines of the log."""
    rows = [[_to_desk(t)]]
    if not lines:
        return Screen("admin.audit", t("admin.audit.none"), rows=rows)
    text = t("admin.audit.text", lines="\n\n".join(_line(line, t) for line in lines))
    return Screen("admin.audit", text, rows=rows)


def _line(line: AuditLine, t: Translator) -> str:
    return t(
        "admin.audit.line",
        date=_moment(line.at, t),
        actor=line.actor_id or "–",
        target=line.target_user_id or "–",
        action=_action(line, t),
        details=_details(line, t),
        reason=escape(line.reason or "–"),
    )


def _details(line: AuditLine, t: Translator) -> str:
    amount, cause = line.details.get("amount"), line.details.get("cause")
    if isinstance(amount, int):
        return f"{signed(amount)} · {t(f'admin.cause.{cause}')}" if cause else signed(amount)
    told = (line.details.get(name) for name in _SUBJECTS)
    return " ".join(_worded(str(detail), t) for detail in told if detail)


def _worded(detail: str, t: Translator) -> str:
    """A code that has words is said in them."""
    for key in (f"mending.ground.{detail}", f"achievement.{detail}.name"):
        if t.has(key):
            return f"· {t(key)}"
    return escape(detail)


def _action(line: AuditLine, t: Translator) -> str:
    if "outcome" in line.details:
        return t(f"admin.outcome.{line.details['outcome']}")
    key = f"admin.action.{line.action}"
    action = t(key) if t.has(key) else escape(line.action)
    return action if line.result == "done" else t("admin.audit.denied", action=action)


def _to_card(card: UserCard, t: Translator) -> Button:
    return Button(t("button.cancel"), OpenCard(target=card.person.id))


def _to_desk(t: Translator) -> Button:
    return Button(t("button.back"), OpenDesk(desk=Desk.HOME))


def _day(at: datetime) -> str:
    return at.strftime("%d/%m/%Y")


def _moment(at: datetime, t: Translator) -> str:
    return t("admin.moment", day=_day(at), time=at.strftime("%H:%M"))
