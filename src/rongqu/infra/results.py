"""What a statement answers: rows as SQLAlchemy gives them, made of the driver's records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Generic, TypeVar, TypeVarTuple

from sqlalchemy import Row, RowMapping
from sqlalchemy.exc import MultipleResultsFound, NoResultFound

from rongqu.infra.statements import Shape

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class Found(list[T]):
    """Things in the order in which they came."""

    def all(self) -> list[T]:
        return self

    def first(self) -> T | None:
        return self[0] if self else None

    def one(self) -> T:
        if not self:
            raise NoResultFound("one row was expected, none was found")
        return self._only()

    def one_or_none(self) -> T | None:
        return self._only() if self else None

    def _only(self) -> T:
        if len(self) > 1:
            raise MultipleResultsFound("one row was expected, several were found")
        return self[0]


class Result(Generic[*Ts]):
    """All of it is here: nothing is fetched later, nothing has to be closed."""

    __slots__ = ("_records", "_shape", "_status")

    def __init__(self, records: Sequence[Any], shape: Shape | None, status: str) -> None:
        self._records = records
        self._shape = shape
        self._status = status

    @property
    def rowcount(self) -> int:
        """How many rows were changed, or found."""
        count = self._status.rpartition(" ")[2]
        return int(count) if count.isdecimal() else -1

    def __iter__(self) -> Iterator[Row[*Ts]]:
        return iter(self._rows())

    def all(self) -> list[Row[*Ts]]:
        return self._rows()

    def first(self) -> Row[*Ts] | None:
        return self._rows().first()

    def one(self) -> Row[*Ts]:
        return self._rows().one()

    def one_or_none(self) -> Row[*Ts] | None:
        return self._rows().one_or_none()

    def scalars(self: Result[T, *tuple[Any, ...]]) -> Found[T]:
        """The first column alone."""
        return Found(row[0] for row in self._rows())

    def scalar_one(self: Result[T, *tuple[Any, ...]]) -> T:
        return self.scalars().one()

    def scalar_one_or_none(self: Result[T, *tuple[Any, ...]]) -> T | None:
        return self.scalars().one_or_none()

    def mappings(self) -> Found[RowMapping]:
        return Found(row._mapping for row in self._rows())  # pyright: ignore[reportPrivateUsage]  public by its documentation

    def _rows(self) -> Found[Row[*Ts]]:
        shape = self._shape
        if shape is None:
            return Found()
        make: Any = Row
        metadata, converts, keys = shape.metadata, shape.converts, shape.key_to_index
        return Found(make(metadata, converts, keys, record) for record in self._records)
