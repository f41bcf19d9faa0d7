"""Lists are read page by page along the key of their rows, never by an offset."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Column, Row, Select

from rongqu.infra.tx import Tx
from rongqu.kernel.paging import Page, Slice

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Along:
    """The column that a list runs along; it is among what the statement selects."""

    key: Column[Any]
    oldest_first: bool = False

    def page_of(self, wanted: Select[*tuple[Any, ...]], page: Page) -> Select[*tuple[Any, ...]]:
        """One row more than asked: it tells of a next page."""
        order = self.key.asc() if self.oldest_first else self.key.desc()
        if page.after is not None:
            is_next = self.key > page.after if self.oldest_first else self.key < page.after
            wanted = wanted.where(is_next)
        return wanted.order_by(order).limit(page.limit + 1)

    def id_of(self, row: Row[*tuple[Any, ...]]) -> UUID:
        return getattr(row, self.key.key)


async def read_page(
    tx: Tx,
    wanted: Select[*tuple[Any, ...]],
    along: Along | Column[Any],
    page: Page,
    read: Callable[[Row[*tuple[Any, ...]]], T],
) -> Slice[T]:
    """Newest first along a column; `Along(column, oldest_first=True)` turns it round."""
    way = along if isinstance(along, Along) else Along(along)
    rows = await tx.connection.execute(way.page_of(wanted, page))
    return Slice[T].of([(way.id_of(row), read(row)) for row in rows], page.limit)
