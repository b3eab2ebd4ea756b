"""What a reservation refuses. Only a mistake in another module can cause these."""

from __future__ import annotations

from typing import ClassVar

from domains.core.errors import DomainError


class UnknownReservationError(DomainError):
    """Nothing was ever set aside under this id. Params: `reservation_id`."""

    code: ClassVar[str] = "reservation.unknown"


class ReservationConflictError(DomainError):
    """The reservation has ended in another way. Params: `reservation_id`, `state`, `wanted`."""

    code: ClassVar[str] = "reservation.conflict"
