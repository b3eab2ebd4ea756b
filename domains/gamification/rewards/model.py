"""What is asked for when somebody has earned something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Earning:
    """Something done by playing that is worth besitos.

    `base` is what the rule gives, before everything; `key` names the cause and pays once;
    `at` is when it happened. `target` names what it was done to, where doing the same again
    is worth less.
    """

    base: int
    key: str
    rule_code: str
    at: datetime
    target: str = ""
