"""What a closed period is: SHA-256 over the hashes of its entries, in the order of their ids. An
entry is written as one line with its postings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, bindparam, select, text

from rongqu.infra.tx import Tx
from rongqu.modules.ledger import tables


@dataclass(frozen=True, slots=True)
class Digest:
    entries: int
    sha256: str


async def seal_period(tx: Tx, after: date | None, through: date) -> Digest:
    """Waits for the entries that are under way, and lets none of the period come after them."""
    await tx.connection.execute(_CLOSE_ALONE)
    return await _digest(tx, after, through)


async def count_changed_periods(tx: Tx) -> int:
    """Closed periods whose entries are not what they were."""
    columns = tables.closing.c
    closed = select(columns.through, columns.sha256).order_by(columns.through)
    changed, after = 0, None
    for row in list(await tx.connection.execute(closed)):
        found = await _digest(tx, after, row.through)
        changed += found.sha256 != row.sha256
        after = row.through
    return changed


async def _digest(tx: Tx, after: date | None, through: date) -> Digest:
    row = (await tx.connection.execute(_DIGEST, {"after": after, "until": through})).one()
    return Digest(row.entries, row.sha256)


_CLOSE_ALONE = text("SELECT pg_advisory_xact_lock('ledger.closing'::regclass::oid::bigint)")
_DIGEST = text("""
    WITH line AS (
        SELECT e.id, concat_ws('|', e.id, e.reference, to_char(e.effective_on, 'YYYY-MM-DD'),
            to_char(e.booked_on, 'YYYY-MM-DD'),
            to_char(e.posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24-MI-SS-US'), e.posted_by,
            coalesce(CAST(e.hold_id AS text), '-'), coalesce(CAST(e.reverses AS text), '-'),
            (SELECT string_agg(concat_ws(' ', p.number, a.code, a.owner, a.currency,
                p.amount_minor), ',' ORDER BY p.number)
            FROM ledger.posting p JOIN ledger.account a ON a.id = p.account_id
            WHERE p.entry_id = e.id)) AS words
        FROM ledger.entry e
        WHERE e.effective_on <= :until AND (:after IS NULL OR e.effective_on > :after)
    )
    SELECT count(*) AS entries, encode(sha256(coalesce(string_agg(
        sha256(convert_to(words, 'UTF8')), CAST('' AS bytea) ORDER BY id), CAST('' AS bytea))),
        'hex') AS sha256
    FROM line
""").bindparams(bindparam("after", type_=Date()), bindparam("until", type_=Date()))
