"""What every test may use: see the named modules."""

from bot.logs import configure_logs

pytest_plugins = ["tests.support.servers", "tests.support.prepared", "tests.support.skips"]

configure_logs("warning", "json")  # rich tracebacks would cost more than the tests
