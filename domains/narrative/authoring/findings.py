"""What a check has to say to a writer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One complaint: a stable code, the place in the writer's own files, and what is wrong.

    `choices` are the numbers (from 1) and `path` the words of the decisions that lead there
    from the chapter's beginning, where playing found it.
    """

    code: str
    where: str
    message: str
    path: tuple[str, ...] = ()
    choices: tuple[int, ...] = ()

    def __str__(self) -> str:
        text = f"{self.where}: {self.message} [{self.code}]"
        if not self.path:
            return text
        return f"{text}\n    reached by {' → '.join(self.path)}\n    as numbers: {self.numbers}"

    @property
    def numbers(self) -> str:
        """The decisions as `story play` and `story preview` take them."""
        return " ".join(map(str, self.choices))
