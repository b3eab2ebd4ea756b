"""The two roots that every typed error of the product grows from."""

from __future__ import annotations

from typing import ClassVar


class DomainError(Exception):
    """A rule said no. Carries a stable code and parameters, never wording.

    The Telegram side words it in the player's language from one table keyed by `code`.
    Inside an event handler a `DomainError` is permanent: retrying cannot change a rule.
    """

    code: ClassVar[str] = "domain.error"

    def __init__(self, **params: object) -> None:
        super().__init__(self.code)
        self.params = params

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in sorted(self.params.items()))
        return f"{self.code}({details})"


class RetryAfterError(Exception):
    """The far end asked us to wait. The bus retries not before `seconds` have passed."""

    def __init__(self, seconds: float, reason: str = "") -> None:
        super().__init__(reason or f"retry after {seconds} s")
        self.seconds = seconds
