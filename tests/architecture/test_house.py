"""The code keeps the rules of the house."""

from __future__ import annotations

import pytest

from tests.architecture.rules import RULES, Rule, files_and_functions_are_short
from tests.architecture.source import sources

# Debts: what breaks a rule today, with the first words of its violation. A debt that is paid must
# be removed from here, so the list only shrinks.
DEBTS: dict[tuple[Rule, str], str] = {
    (files_and_functions_are_short, "domains/core/bus/dispatcher.py"): "352 lines",
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule(rule: Rule) -> None:
    found = {
        (source.name, violation)
        for source in sources("bot", "domains")
        for violation in rule(source)
    }
    owed = {
        (name, violation)
        for name, violation in found
        if (debt := DEBTS.get((rule, name))) and violation.startswith(debt)
    }
    unpaid = {name for debtor, name in DEBTS if debtor is rule}

    assert sorted(f"{name}:{violation}" for name, violation in found - owed) == []
    assert unpaid == {name for name, _ in owed}, "a paid debt is still in the list"
