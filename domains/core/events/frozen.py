"""A dictionary that cannot change, for the fields of events."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class FrozenDict(dict[K, V]):
    """Equal to the dictionary it was made from; can be hashed when its values can."""

    __slots__ = ()

    def _refuse(self, *_args: Any, **_more: Any) -> NoReturn:
        raise TypeError("an event is a fact: it does not change")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]  # a dict has none
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[FrozenDict[K, V]], tuple[dict[K, V]]]:
        return type(self), (dict(self),)

    def __deepcopy__(self, _memo: Any) -> FrozenDict[K, V]:
        return self
