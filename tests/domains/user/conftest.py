from __future__ import annotations

import pytest

from domains.core.testing import BusHarness
from domains.user import module
from domains.user.module import UserModule

OWNER = 1


@pytest.fixture
async def user(kit: BusHarness) -> UserModule:
    user = module.build(kit.kernel, owner_ids=[OWNER])
    await kit.start(user.subscriptions)
    return user
