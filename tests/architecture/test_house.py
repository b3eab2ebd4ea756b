"""The code keeps the rules of the house."""

from __future__ import annotations

import pytest

from tests.architecture.rules import RULES, Rule
from tests.architecture.source import sources


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule(rule: Rule) -> None:
    found = [
        f"{source.name}:{violation}"
        for source in sources("bot", "domains")
        for violation in rule(source)
    ]
    assert sorted(found) == []
