"""Take an entry back by its opposite."""

from __future__ import annotations

from rongqu.events.ledger import EntryReversed
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EntryId
from rongqu.modules.ledger import queries, rules
from rongqu.modules.ledger.actions.post_entries import post_entry
from rongqu.modules.ledger.types import PostedEntry


async def reverse_entry(tx: Tx, entry_id: EntryId) -> EntryId:
    """Internal: whoever calls it has required a permission of its own. Returns the reversal, which
    counts for the same day as the entry did. Money that has been spent since cannot be taken back.
    """
    entry = await check_reversible(tx, entry_id)

    reversal_id = await post_entry(tx, rules.make_reversal(entry))

    await tx.publish(
        EntryReversed(
            subject_id=entry.id,
            parties=rules.find_owners(posting.account for posting in entry.postings),
            reference=entry.reference,
            reversal_id=reversal_id,
        )
    )
    return reversal_id


async def check_reversible(tx: Tx, entry_id: EntryId) -> PostedEntry:
    """Internal: the entry, locked; or why it cannot be taken back."""
    entry = await queries.lock_entry(tx, entry_id)
    rules.check_can_reverse(entry, await queries.find_closed_through(tx))
    return entry
