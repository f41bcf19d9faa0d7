"""Post an entry."""

from __future__ import annotations

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError

from rongqu.events.ledger import EntryPosted
from rongqu.infra.tx import Tx
from rongqu.modules.ledger import queries, rules, tables
from rongqu.modules.ledger.errors import Overdrawn
from rongqu.modules.ledger.types import Entry, Posting


async def post_entry(tx: Tx, entry: Entry) -> None:
    """Internal: whoever calls it has required a permission of its own. Safe to repeat."""
    postings = rules.check_balanced(entry)

    if not await _insert_entry(tx, entry):
        posted = await queries.list_postings_of(tx, entry.reference)
        rules.check_same_postings(entry.reference, postings, posted)
        return
    await _insert_postings(tx, entry, postings)

    await tx.publish(
        EntryPosted(
            subject_id=entry.id, parties=rules.find_parties(postings), reference=entry.reference
        )
    )


async def _insert_entry(tx: Tx, entry: Entry) -> bool:
    """False when the reference is taken; waits for another transaction that is taking it."""
    inserted = await tx.connection.execute(
        postgresql.insert(tables.entry)
        .values(
            id=entry.id,
            reference=entry.reference,
            effective_on=entry.effective_on or tx.business_date,
            booked_on=tx.business_date,
            posted_at=tx.now,
        )
        .on_conflict_do_nothing(index_elements=[tables.entry.c.reference])
    )
    return inserted.rowcount == 1


async def _insert_postings(tx: Tx, entry: Entry, postings: tuple[Posting, ...]) -> None:
    """One statement: the trigger checks the balance of each, and keeps the accounts' balances."""
    rows = [
        {
            "entry_id": entry.id,
            "number": number,
            "account_code": posting.account.code,
            "account_owner": posting.account.owner,
            "amount_minor": posting.amount.minor,
            "currency": posting.amount.currency,
        }
        for number, posting in enumerate(postings)
    ]
    try:
        await tx.connection.execute(insert(tables.posting).values(rows))
    except IntegrityError as error:
        if "ck_balance_not_overdrawn" in str(error.orig):
            raise Overdrawn(reference=entry.reference) from error
        raise
