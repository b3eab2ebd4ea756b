"""The admin module, assembled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domains.admin.adjustments.service import Adjustments
from domains.admin.authors.service import AuthorDesk
from domains.admin.grants.service import GrantService
from domains.admin.model import DEFAULT_LIMITS, Directory, Limit, Wallets
from domains.admin.service import AdminService
from domains.admin.subscribers import subscriptions
from domains.admin.upkeep.service import UpkeepService
from domains.core import (
    AdminActionPerformedEvent,
    BaseEvent,
    Kernel,
    PointsAdjustmentRequestedEvent,
    PointsAdjustmentSettledEvent,
    PointsAdjustmentWithdrawnEvent,
    Subscription,
)
from domains.core.operations.service import Operations

PUBLISHES: tuple[type[BaseEvent], ...] = (
    AdminActionPerformedEvent,
    PointsAdjustmentRequestedEvent,
    PointsAdjustmentWithdrawnEvent,
    PointsAdjustmentSettledEvent,
)


@dataclass(frozen=True, slots=True)
class AdminModule:
    """Publishes `admin.*`; counts what others publish."""

    admin: AdminService
    grants: GrantService
    upkeep: UpkeepService
    authors: AuthorDesk
    subscriptions: tuple[Subscription, ...]
    publishes: tuple[type[BaseEvent], ...] = PUBLISHES


def build(
    kernel: Kernel,
    directory: Directory,
    wallets: Wallets,
    limits: Mapping[str, Limit] = DEFAULT_LIMITS,
) -> AdminModule:
    """Assemble the module; `limits` are per role, a role without one grants nothing."""
    adjustments = Adjustments()
    return AdminModule(
        admin=AdminService(kernel.uow, kernel.clock, directory, wallets),
        grants=GrantService(kernel.uow, directory, limits, adjustments),
        upkeep=UpkeepService(kernel.uow, directory, Operations(kernel.database, kernel.clock)),
        authors=AuthorDesk(directory),
        subscriptions=(*subscriptions(), *adjustments.subscriptions),
    )
