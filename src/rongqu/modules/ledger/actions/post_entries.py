"""Post entries: one, or as many as belong together, in one call of the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import insert

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EntryId
from rongqu.modules.ledger import queries, rules, tables
from rongqu.modules.ledger.actions._posting import post_arrays, post_transfer
from rongqu.modules.ledger.actions._refusals import refusals
from rongqu.modules.ledger.types import Entry


async def post_entries(tx: Tx, entries: Sequence[Entry]) -> list[EntryId]:
    """Internal: whoever calls it has required a permission of its own. Safe to repeat: an entry
    whose reference is there already is not made again, and answered with the first one's id.

    All of them are posted, or none. A hundred thousand at a time are well bearable.
    """
    if not entries:
        return []
    checked = [rules.check_balanced(entry) for entry in entries]

    with refusals(entries[0].reference):
        if len(entries) == 1 and len(checked[0]) == 2:
            known = await post_transfer(tx, entries[0], checked[0])
        else:
            known = await post_arrays(tx, entries, checked)
    await _note_products(tx, entries, set(known))
    if not known:
        return [entry.id for entry in entries]
    return await _answer_again(tx, entries, set(known))


async def post_entry(tx: Tx, entry: Entry) -> EntryId:
    """Internal: `post_entries` of one."""
    [entry_id] = await post_entries(tx, [entry])
    return entry_id


async def _note_products(tx: Tx, entries: Sequence[Entry], known: Collection[UUID]) -> None:
    """Only entries with revenue name one: the others are spared a second statement."""
    rows = [
        {"entry_id": entry.id, "product": entry.product}
        for entry in entries
        if entry.product is not None and entry.id not in known
    ]
    if rows:
        await tx.connection.execute(insert(tables.entry_product).values(rows))


async def _answer_again(tx: Tx, entries: Sequence[Entry], known: Collection[UUID]) -> list[EntryId]:
    repeated = [entry.reference for entry in entries if entry.id in known]
    first = await queries.find_entries(tx, repeated)
    for entry in entries:
        if entry.id in known:
            rules.check_same_entry(entry, first.get(entry.reference))
    return [first[entry.reference].id if entry.id in known else entry.id for entry in entries]
