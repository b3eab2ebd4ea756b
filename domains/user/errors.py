"""What the user module refuses."""

from __future__ import annotations

from typing import ClassVar

from domains.core.errors import DomainError


class UnknownUserError(DomainError):
    """Nobody with this id has spoken to the bot. Params: `user_id`."""

    code: ClassVar[str] = "user.unknown"


class UnknownLanguageError(DomainError):
    """We do not speak it. Params: `language`, `languages` (the ones we do)."""

    code: ClassVar[str] = "user.language.unknown"


class UnknownTimezoneError(DomainError):
    """Not an IANA zone. Params: `timezone`."""

    code: ClassVar[str] = "user.timezone.unknown"


class TimezoneTooSoonError(DomainError):
    """Changed less than a week ago. Params: `retry_at` (aware UTC datetime)."""

    code: ClassVar[str] = "user.timezone.too_soon"


class UnknownRoleError(DomainError):
    """There is no such role. Params: `role`."""

    code: ClassVar[str] = "user.role.unknown"


class RoleForbiddenError(DomainError):
    """Not theirs to give or take. Params: `user_id`, `role`."""

    code: ClassVar[str] = "user.role.forbidden"


class UnknownPlanError(DomainError):
    """There is no such plan. Params: `plan`."""

    code: ClassVar[str] = "user.plan.unknown"
