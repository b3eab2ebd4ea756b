"""The admin module, assembled."""

from __future__ import annotations

from dataclasses import dataclass

from domains.admin.adjustments.service import Adjustments
from domains.admin.grants.model import Bounds, FixedBounds
from domains.admin.grants.service import GrantService
from domains.admin.honours.service import Honours, HonoursDesk
from domains.admin.invitations.service import Cases, InvitationsDesk
from domains.admin.market.service import Market, MarketDesk
from domains.admin.mending.service import Mender, MendingDesk
from domains.admin.model import Directory, Wallets
from domains.admin.naming.service import Names, NamingDesk
from domains.admin.pending.service import Book, SecondOpinions
from domains.admin.reviews.service import Reviews, ReviewsDesk
from domains.admin.rules.service import Rules, RulesDesk
from domains.admin.service import AdminService
from domains.admin.subscribers import subscriptions
from domains.admin.upkeep.service import UpkeepService
from domains.core import (
    AdminActionPerformedEvent,
    BaseEvent,
    ConfigChangedEvent,
    Kernel,
    PointsAdjustmentRequestedEvent,
    PointsAdjustmentSettledEvent,
    PointsAdjustmentWithdrawnEvent,
    Subscription,
)
from domains.core.events import PointsAdjustmentDeferredEvent, PointsAdjustmentDroppedEvent
from domains.core.operations.service import Operations

PUBLISHES: tuple[type[BaseEvent], ...] = (
    AdminActionPerformedEvent,
    PointsAdjustmentRequestedEvent,
    PointsAdjustmentWithdrawnEvent,
    PointsAdjustmentSettledEvent,
    PointsAdjustmentDeferredEvent,
    PointsAdjustmentDroppedEvent,
    ConfigChangedEvent,
)


@dataclass(frozen=True, slots=True)
class AdminModule:
    """Publishes `admin.*`; counts what others publish."""

    admin: AdminService
    grants: GrantService
    upkeep: UpkeepService
    subscriptions: tuple[Subscription, ...]
    publishes: tuple[type[BaseEvent], ...] = PUBLISHES


def build(
    kernel: Kernel,
    directory: Directory,
    wallets: Wallets,
    bounds: Bounds | None = None,
) -> AdminModule:
    """Assemble the module; `bounds` are what custodians may move."""
    adjustments = Adjustments()
    return AdminModule(
        admin=AdminService(kernel.uow, kernel.clock, directory, wallets),
        grants=GrantService(kernel.uow, directory, bounds or FixedBounds(), adjustments),
        upkeep=UpkeepService(kernel.uow, directory, Operations(kernel.database, kernel.clock)),
        subscriptions=(*subscriptions(), *adjustments.subscriptions),
    )


def build_rules_desk(kernel: Kernel, directory: Directory, rules: Rules) -> RulesDesk:
    """Custodians' hand on the numbers that another module keeps."""
    return RulesDesk(kernel.uow, directory, rules)


def build_reviews_desk(kernel: Kernel, directory: Directory, reviews: Reviews) -> ReviewsDesk:
    """Custodians' hand on what another module lets wait."""
    return ReviewsDesk(kernel.uow, directory, reviews)


def market_desk(kernel: Kernel, directory: Directory, market: Market) -> MarketDesk:
    """The custodians' side of shop, auctions and secret words; `market` keeps them."""
    return MarketDesk(kernel.uow, directory, market)


def build_honours_desk(kernel: Kernel, directory: Directory, honours: Honours) -> HonoursDesk:
    """Custodians' hand on achievements that another module keeps."""
    return HonoursDesk(kernel.uow, directory, honours)


def build_mending_desk(kernel: Kernel, directory: Directory, mender: Mender) -> MendingDesk:
    """Custodians' hand on streaks that another module keeps."""
    return MendingDesk(kernel.uow, directory, mender)


def build_naming_desk(kernel: Kernel, directory: Directory, names: Names) -> NamingDesk:
    """Custodians' hand on names that another module keeps."""
    return NamingDesk(kernel.uow, directory, names)


def build_invitations_desk(kernel: Kernel, directory: Directory, cases: Cases) -> InvitationsDesk:
    """Custodians' hand on invitations that another module lets wait."""
    return InvitationsDesk(kernel.uow, directory, cases)


def build_second_opinions(
    kernel: Kernel, directory: Directory, wallets: Wallets, book: Book
) -> SecondOpinions:
    """Adjustments too large for one custodian; `book` keeps the ledger."""
    return SecondOpinions(kernel.uow, directory, wallets, book)
