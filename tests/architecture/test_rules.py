"""Every rule finds what it is there to find, and lets the ordinary pass."""

from __future__ import annotations

import pytest

from tests.architecture import rules
from tests.architecture.rules import RULES, Rule
from tests.architecture.source import Source

LONG_FUNCTION = "def f():\n" + "    x = 1\n" * 40
DOCUMENTED = 'def f():\n    """' + "words\n" * 30 + '    """\n' + "    x = 1\n" * 30

VIOLATIONS: list[tuple[Rule, str, str]] = [
    (rules.libraries_stay_at_home, "domains/user/service.py", "import sqlalchemy as sa"),
    (
        rules.libraries_stay_at_home,
        "domains/user/service.py",
        "from sqlalchemy.orm import Session",
    ),
    (
        rules.libraries_stay_at_home,
        "domains/core/bus/mirror.py",
        "from redis.asyncio import Redis",
    ),
    (rules.libraries_stay_at_home, "bot/features/start/handlers.py", "import redis"),
    (rules.libraries_stay_at_home, "domains/user/model.py", "def f():\n    import aiogram"),
    (rules.libraries_stay_at_home, "bot/intake/store.py", "import asyncpg"),
    (rules.only_the_app_wires_domains, "bot/cli.py", "from domains.user import module"),
    (rules.only_the_app_wires_domains, "bot/cli.py", "from domains.user.repository import X"),
    (rules.only_the_app_wires_domains, "bot/modules.py", "import domains.user.tables"),
    (rules.only_the_app_wires_domains, "domains/admin/service.py", "import domains.user.module"),
    (rules.only_the_app_wires_domains, "domains/admin/service.py", "from ..user import module"),
    (rules.the_test_kit_is_for_tests, "bot/app.py", "from domains.core.testing import harness"),
    (rules.the_test_kit_is_for_tests, "domains/core/kernel.py", "import domains.core.testing"),
    (rules.tasks_are_supervised, "bot/app.py", "import asyncio\nasyncio.create_task(f())"),
    (rules.tasks_are_supervised, "bot/app.py", "from asyncio import create_task as go\ngo(f())"),
    (rules.tasks_are_supervised, "bot/app.py", "import asyncio as a\na.ensure_future(f())"),
    (rules.tasks_are_supervised, "bot/app.py", "loop.create_task(f())"),
    (
        rules.tasks_are_supervised,
        "bot/app.py",
        "import asyncio\nasyncio.get_running_loop().create_task(f())",
    ),
    (
        rules.time_comes_from_the_clock,
        "bot/app.py",
        "from datetime import UTC, datetime as dt\ndt.now(UTC)",
    ),
    (
        rules.time_comes_from_the_clock,
        "bot/app.py",
        "import datetime\ndatetime.datetime.utcnow()",
    ),
    (rules.time_comes_from_the_clock, "bot/app.py", "import datetime\ndatetime.date.today()"),
    (rules.time_comes_from_the_clock, "bot/app.py", "import time\nf = field(factory=time.time)"),
    (rules.time_comes_from_the_clock, "bot/app.py", "from time import time\ntime()"),
    (rules.only_the_unit_of_work_commits, "domains/user/service.py", "await session.commit()"),
    (rules.errors_are_not_swallowed, "bot/app.py", "try:\n    f()\nexcept:\n    log()"),
    (rules.errors_are_not_swallowed, "bot/app.py", "try:\n    f()\nexcept Exception:\n    pass"),
    (
        rules.errors_are_not_swallowed,
        "bot/app.py",
        "for x in y:\n    try:\n        f()\n    except (OSError, Exception):\n        continue",
    ),
    (
        rules.errors_are_not_swallowed,
        "bot/features/start/handlers.py",
        "try:\n    f()\nexcept Exception:\n    log.exception('x')",
    ),
    (
        rules.errors_are_not_swallowed,
        "bot/app.py",
        "import contextlib\nwith contextlib.suppress(Exception):\n    f()",
    ),
    (rules.files_and_functions_are_short, "bot/app.py", "x = 1\n" * 301),
    (rules.files_and_functions_are_short, "bot/app.py", LONG_FUNCTION),
    (rules.files_and_functions_are_short, "bot/app.py", "async " + LONG_FUNCTION),
    (rules.domains_have_one_shape, "domains/user/helpers.py", ""),
    (rules.domains_have_one_shape, "domains/gamification/points/manager.py", ""),
    (rules.features_have_one_shape, "bot/features/start/utils.py", ""),
    (
        rules.features_speak_through_the_catalogue,
        "bot/features/start/handlers.py",
        "await message.answer('Welcome to the house')",
    ),
    (
        rules.features_speak_through_the_catalogue,
        "bot/features/start/views.py",
        "Screen(f'<b>Hello dear {name}</b>')",
    ),
    (
        rules.features_speak_through_the_catalogue,
        "bot/features/start/views.py",
        "Button(text='Continue')",
    ),
    (
        rules.features_speak_through_the_catalogue,
        "bot/features/start/subscribers.py",
        "send(caption=f'Nivel {level}')",
    ),
]

ORDINARY: list[tuple[str, str]] = [
    ("domains/user/tables.py", "import sqlalchemy as sa"),
    ("domains/gamification/points/repository.py", "import sqlalchemy as sa"),
    ("domains/core/store/event_log.py", "import sqlalchemy as sa"),
    ("domains/core/bus/redis_mirror.py", "from redis.asyncio import Redis"),
    ("bot/intake/tables.py", "import sqlalchemy as sa"),
    (
        "bot/modules.py",
        "from domains.user import module\nfrom domains.user.repository import Users",
    ),
    ("bot/features/start/handlers.py", "from domains.user.service import UserService"),
    ("domains/user/service.py", "from domains.user.repository import Users\nfrom . import errors"),
    ("domains/core/tasks.py", "import asyncio\nasyncio.create_task(f())"),
    ("bot/app.py", "import asyncio\nasync with asyncio.TaskGroup() as g:\n    g.create_task(f())"),
    ("domains/core/clock.py", "from datetime import UTC, datetime\ndatetime.now(UTC)"),
    ("bot/app.py", "import time\ntime.perf_counter()\nclock.now()\ntime.monotonic()"),
    ("domains/core/unit_of_work.py", "await session.commit()"),
    ("bot/app.py", "try:\n    f()\nexcept Exception as error:\n    log.exception('failed')"),
    ("bot/app.py", "try:\n    f()\nexcept ValueError:\n    pass"),
    ("bot/app.py", DOCUMENTED),
    ("domains/narrative/engine/ink.py", ""),
    ("domains/core/bus/lanes.py", ""),
    ("domains/core/testing/mirror.py", "from domains.core.testing.record import Record"),
    ("domains/gamification/streaks/model.py", ""),
    (
        "bot/features/start/handlers.py",
        '"""Greets whoever comes."""\nlog.info("someone new came")\nraise ValueError("no key")',
    ),
    (
        "bot/features/start/views.py",
        "Button(text=t('menu.story'))\nScreen(f'<b>{title}</b>\\n{body}')\nBar(text='▮▮▯ 5')",
    ),
]


@pytest.mark.parametrize(("rule", "name", "text"), VIOLATIONS)
def test_a_planted_violation_is_found(rule: Rule, name: str, text: str) -> None:
    assert list(rule(Source(name, text)))


@pytest.mark.parametrize(("name", "text"), ORDINARY)
def test_the_ordinary_passes(name: str, text: str) -> None:
    assert [found for rule in RULES for found in rule(Source(name, text))] == []


def test_every_rule_has_a_planted_violation() -> None:
    assert {rule for rule, _, _ in VIOLATIONS} == set(RULES)
