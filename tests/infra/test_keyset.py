"""A list is read page by page: nothing repeats, nothing is left out, in either direction."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Select, select

from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_log
from rongqu.infra.keyset import Along, read_page
from rongqu.infra.tx import Tx, open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import new_id
from rongqu.kernel.paging import Page
from tests.infra.noted import Noted

TEXTS = [f"line {number}" for number in range(5)]


@pytest.mark.parametrize("oldest_first", [False, True])
async def test_pages_in_a_row_are_the_list(engine: Engine, *, oldest_first: bool) -> None:
    along = Along(event_log.c.id, oldest_first=oldest_first)
    wanted = TEXTS if oldest_first else TEXTS[::-1]
    async with open_tx(engine, SYSTEM) as tx:
        subject_id = new_id()
        for said in TEXTS:
            await tx.publish(Noted(subject_id=subject_id, text=said))
        notes = select(event_log).where(event_log.c.subject_id == subject_id)
        for limit in (1, 2, 3, 5, 6):
            pages = [page async for page in _read(tx, notes, along, limit)]
            assert pages == [tuple(wanted[first : first + limit]) for first in range(0, 5, limit)]


async def _read(
    tx: Tx, notes: Select[*tuple[Any, ...]], along: Along, limit: int
) -> AsyncGenerator[tuple[str, ...]]:
    after: UUID | None = None
    while True:
        found = await read_page(
            tx, notes, along, Page(limit, after), lambda row: str(row.payload["text"])
        )
        yield found.items
        after = found.next_cursor
        if after is None:
            return
