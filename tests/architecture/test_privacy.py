"""Every table says what happens to a person's rows when that person asks to be forgotten."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import pytest

from domains.core.database import metadata
from domains.core.privacy import Erasure
from tests.support.schema import import_tables

PERSONAL_COLUMNS = frozenset({"user_id", "username", "first_name", "last_name", "chat_id"})


def declarations() -> dict[str, Erasure]:
    """Table name → what its module declared, from every `tables` module."""
    import_tables()
    declared: dict[str, Erasure] = {}
    for name in sorted(sys.modules):
        if name.startswith(("bot.", "domains.")) and name.endswith(".tables"):
            privacy: Mapping[str, Erasure] = getattr(sys.modules[name], "PRIVACY", {})
            declared |= privacy
    return declared


def is_personal(column: str) -> bool:
    return column in PERSONAL_COLUMNS or column.endswith("_user_id")


def test_every_table_declares_its_erasure() -> None:
    declared = declarations()
    missing = sorted(metadata.tables.keys() - declared.keys())
    assert not missing, f"no PRIVACY declaration for: {', '.join(missing)}"
    unknown = sorted(declared.keys() - metadata.tables.keys())
    assert not unknown, f"PRIVACY names tables that do not exist: {', '.join(unknown)}"


def test_a_table_that_names_people_is_personal() -> None:
    wrong = [
        name
        for name, erasure in declarations().items()
        if erasure is Erasure.NOT_PERSONAL
        and any(is_personal(column.name) for column in metadata.tables[name].columns)
    ]
    assert not wrong, f"declared NOT_PERSONAL, yet somebody is named in: {', '.join(wrong)}"


@pytest.mark.parametrize("column", ["user_id", "target_user_id", "username"])
def test_the_check_knows_a_person_when_it_sees_one(column: str) -> None:
    assert is_personal(column)
