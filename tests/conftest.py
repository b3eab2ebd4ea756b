"""What every test may use: see the named modules."""

from bot.logs import configure_logs
from tests.support.dialects import share_dialects

pytest_plugins = [
    "tests.support.servers",
    "tests.support.prepared",
    "tests.support.skips",
    "tests.support.garbage",
    "tests.support.order",
]

configure_logs("warning", "json")  # rich tracebacks would cost more than the tests
share_dialects()
