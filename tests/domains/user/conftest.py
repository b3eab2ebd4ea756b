from __future__ import annotations

import pytest

from domains.core import Kernel
from domains.user import module
from domains.user.module import UserModule

OWNER = 1


@pytest.fixture
async def user(kernel: Kernel) -> UserModule:
    user = module.build(kernel, owner_ids=[OWNER])
    kernel.bus.add(user.subscriptions)
    await kernel.bus.initialize()
    return user
