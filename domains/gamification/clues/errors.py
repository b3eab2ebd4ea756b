"""What the backpack refuses."""

from __future__ import annotations

from typing import ClassVar

from domains.core.errors import DomainError


class CluesDoNotFitError(DomainError):
    """These clues make nothing together."""

    code: ClassVar[str] = "clue.do_not_fit"


class ClueNotOwnedError(DomainError):
    """Somebody puts together what they have not found. Params: `clue`."""

    code: ClassVar[str] = "clue.not_owned"


class AlreadyCombinedError(DomainError):
    """These were put together before; it pays once. Params: `clue`, what they made."""

    code: ClassVar[str] = "clue.already_combined"


class BackpackChangedError(DomainError):
    """The backpack is not as it was when the button was shown."""

    code: ClassVar[str] = "clue.changed"


class WrongWordError(DomainError):
    """No secret word, or not any more. Params: `left`, the tries left in this hour."""

    code: ClassVar[str] = "secret.wrong"


class TooManyGuessesError(DomainError):
    """Enough words for now. Params: `minutes` until the next try."""

    code: ClassVar[str] = "secret.too_many"


class WordAlreadyUsedError(DomainError):
    """Somebody says the same word a second time."""

    code: ClassVar[str] = "secret.used"


class WordSpentError(DomainError):
    """The word was right, but as many people as it was for have said it, or it is over."""

    code: ClassVar[str] = "secret.spent"


class WordUnfitError(DomainError):
    """A word that an admin chose cannot be one. Params: `shortest`, `longest`."""

    code: ClassVar[str] = "secret.unfit"


class WordTakenError(DomainError):
    """There is a secret of this word already."""

    code: ClassVar[str] = "secret.taken"


class UnknownSecretError(DomainError):
    """There is no secret of this number. Params: `secret`."""

    code: ClassVar[str] = "secret.unknown"
