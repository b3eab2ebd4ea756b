"""What every test may use: see the named modules."""

pytest_plugins = ["tests.support.servers", "tests.support.prepared", "tests.support.skips"]
