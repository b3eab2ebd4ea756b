"""Statements of the hot path: built and compiled once, run by the driver itself.

SQLAlchemy takes three to five times as long to bring a statement to the driver, and its rows
back, as the driver takes to run it. Where every press of a button does that, a statement is
prepared: SQLAlchemy still writes its SQL and knows its types (docs/decisions/0017).
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.compiler import SQLCompiler

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Bind:
    """A place in the SQL: a parameter by its name, or a constant."""

    name: str | None
    convert: Convert | None
    constant: Any = None


@dataclass(frozen=True, slots=True)
class Ready:
    """A statement as a driver takes it."""

    sql: str
    binds: tuple[Bind, ...]
    row: Callable[[Iterable[Any]], Any]
    converts: tuple[tuple[int, Convert], ...]
    """Columns of a row that the driver gives in another type than ours."""

    def arguments(self, parameters: Mapping[str, Any]) -> list[Any]:
        """Values in the order of the SQL. Raises KeyError for a parameter that is not given."""
        given = []
        for bind in self.binds:
            value = bind.constant if bind.name is None else parameters[bind.name]
            given.append(value if bind.convert is None else bind.convert(value))
        return given

    def rows(self, raw: Iterable[Iterable[Any]]) -> list[Any]:
        """Rows of the driver as named tuples."""
        if not self.converts:
            return [self.row(one) for one in raw]
        return [self._converted(one) for one in raw]

    def _converted(self, one: Iterable[Any]) -> Any:
        values = list(one)
        for index, convert in self.converts:
            values[index] = convert(values[index])
        return self.row(values)


class Prepared:
    """A statement that is compiled once for each database.

    `columns` are those that an INSERT or UPDATE without `values` is given. What only
    SQLAlchemy can do at each run is refused with TypeError: defaults that Python makes, and
    lists of any length in `IN`.
    """

    def __init__(self, statement: sa.ClauseElement, columns: Collection[str] = ()) -> None:
        self.statement = statement
        self._columns = list(columns) or None
        self._ready: dict[str, Ready] = {}

    def on(self, dialect: sa.Dialect) -> Ready:
        """As the driver behind `dialect` takes it."""
        ready = self._ready.get(dialect.name)
        if ready is None:
            ready = self._ready[dialect.name] = self._compiled(dialect)
        return ready

    def _compiled(self, dialect: sa.Dialect) -> Ready:
        compiled = self.statement.compile(dialect=dialect, column_keys=self._columns)
        if not isinstance(compiled, SQLCompiler) or compiled.positiontup is None:
            raise TypeError("only statements with positional parameters can be prepared")
        if compiled.insert_prefetch or compiled.update_prefetch:
            raise TypeError("a default that Python makes needs SQLAlchemy at each run")
        columns = list(getattr(self.statement, "exported_columns", ()))
        converts = [(i, _result(column.type, dialect)) for i, column in enumerate(columns)]
        row = namedtuple("Row", [column.key for column in columns], rename=True)  # type: ignore[misc]  # noqa: PYI024  # its names are known at run time only
        return Ready(
            sql=str(compiled),
            binds=tuple(_bind(compiled, name, dialect) for name in compiled.positiontup),
            row=row._make,
            converts=tuple((i, convert) for i, convert in converts if convert is not None),
        )


def _bind(compiled: SQLCompiler, name: str, dialect: sa.Dialect) -> Bind:
    bind = compiled.binds[name]
    if bind.expanding:
        raise TypeError("a list of any length needs SQLAlchemy at each run")
    convert = bind.type.dialect_impl(dialect).bind_processor(dialect)
    if bind.required:
        return Bind(bind.key, convert)
    return Bind(None, convert, compiled.params[name])


def _result(kind: sa.types.TypeEngine[Any], dialect: sa.Dialect) -> Convert | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
