"""Pages of a list: a cursor, never an offset, so that rows neither repeat nor vanish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

T = TypeVar("T")
DEFAULT_LIMIT = 20
MAX_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Page:
    """`after` is the id of the last row seen; ids are time-ordered, newest first."""

    limit: int = DEFAULT_LIMIT
    after: UUID | None = None


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    items: tuple[T, ...]
    next_cursor: UUID | None

    @classmethod
    def of(cls, found: list[tuple[UUID, T]], limit: int) -> Slice[T]:
        """From up to `limit + 1` rows with their ids: one more than asked tells of a next page."""
        shown = found[:limit]
        more = len(found) > limit
        return cls(tuple(item for _, item in shown), shown[-1][0] if more else None)
