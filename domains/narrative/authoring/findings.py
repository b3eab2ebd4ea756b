"""What a check has to say to a writer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Params = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Finding:
    """One complaint: a stable code, the place in the writer's own files, and what is wrong.

    What is wrong is `detail`, the name of a sentence, and the `params` that fill its blanks:
    whoever shows a finding words it in the writer's language (`finding.…` in bot/locales).
    `choices` are the numbers (from 1) and `path` the words of the decisions that lead there
    from the chapter's beginning, where playing found it.
    """

    code: str
    where: str
    detail: str
    params: Params = field(default_factory=dict)
    path: tuple[str, ...] = ()
    choices: tuple[int, ...] = ()

    def __str__(self) -> str:
        params = "".join(f" {name}={value}" for name, value in self.params.items())
        text = f"{self.where}: {self.detail}{params} [{self.code}]"
        if not self.path:
            return text
        return f"{text}\n    reached by {' → '.join(self.path)}\n    as numbers: {self.numbers}"

    @property
    def numbers(self) -> str:
        """The decisions as `story play` and `story preview` take them."""
        return " ".join(map(str, self.choices))

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> Finding:
        """A finding from JSON, as `dataclasses.asdict` made it.

        One that was kept before findings had parameters comes back with its sentence.
        """
        detail, params = raw.get("detail", AS_TOLD), raw.get("params", {})
        if "message" in raw:
            params = {"reason": raw["message"]}
        way = tuple(raw["path"]), tuple(raw["choices"])
        return cls(raw["code"], raw["where"], detail, params, *way)


AS_TOLD = "as_told"
"""The sentence that is nothing but its `reason`: what another program said, in its own words."""


def complaint(code: str, where: str, detail: str = "", /, **params: str | int) -> Finding:
    """A finding of the sources. Most codes have one sentence, which is named like them."""
    return Finding(code, where, detail or code, params)
