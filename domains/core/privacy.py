"""What happens to a person's rows when that person asks to be forgotten."""

from __future__ import annotations

from enum import Enum


class Erasure(Enum):
    """Declared for every table, in the `PRIVACY` mapping of the module that defines it."""

    DELETE = "rows of the person are deleted"
    PSEUDONYMISE = "rows stay, for sums and audits, without anything that names the person"
    NOT_PERSONAL = "the table holds nothing about a person"
    EXPIRES = "rows are deleted by age, within days"
