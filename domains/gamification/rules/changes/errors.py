"""What is refused of a change."""

from __future__ import annotations

from typing import ClassVar

from domains.core.errors import DomainError


class UnknownRuleError(DomainError):
    """There is no number of this name. Params: `name`."""

    code: ClassVar[str] = "rules.unknown"


class RuleRefusedError(DomainError):
    """The value does not fit, by itself or with the others. Params: `name`, `problem`, `bound`.

    `problem`: `not_json`, `wrong_type`, `too_small`, `too_large`, `unknown_field`,
    `out_of_order` or `same`; `bound` is what a number must keep to, else empty.
    """

    code: ClassVar[str] = "rules.refused"


class RulesStaleError(DomainError):
    """Somebody has changed the numbers since they were shown."""

    code: ClassVar[str] = "rules.stale"
