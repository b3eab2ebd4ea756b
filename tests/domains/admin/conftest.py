from __future__ import annotations

from dataclasses import dataclass

import pytest

from domains.admin import module as admin_module
from domains.admin.grants.model import Cause
from domains.admin.model import Actor, Wallet
from domains.admin.module import AdminModule
from domains.core.testing import BusHarness
from domains.user import module as user_module
from domains.user.model import TelegramIdentity
from domains.user.module import UserModule


class FakeWallets:
    """Gamification's answers, without gamification."""

    async def wallet_of(self, user_id: int) -> Wallet:
        return Wallet(balance=user_id * 10, level=2, streak=3)


@dataclass
class House:
    user: UserModule
    admin: AdminModule


CODE = Cause.CORRECTION
"""Fits whatever is given or taken."""

OWNER, ADMIN, MODERATOR, PLAYER = (
    Actor(1, "owner"),
    Actor(2, "admin"),
    Actor(3, "moderator"),
    Actor(4, "player"),
)


@pytest.fixture
async def house(kit: BusHarness) -> House:
    """An owner, two admins (2 and 5), a moderator, and two players (4 and 7)."""
    user = user_module.build(kit.kernel, owner_ids=[OWNER.id])
    admin = admin_module.build(kit.kernel, user.users, FakeWallets())
    await kit.start([*user.subscriptions, *admin.subscriptions])
    for user_id in (1, 2, 3, 4, 5, 7):
        await user.users.touch(TelegramIdentity(user_id, f"user{user_id}", f"Name {user_id}"))
    for user_id, role in ((2, "admin"), (3, "moderator"), (5, "admin")):
        await user.standing.set_role(user_id, role)
    await kit.settle()
    return House(user, admin)
