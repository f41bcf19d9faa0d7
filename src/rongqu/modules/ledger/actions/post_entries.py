"""Post entries: one, or as many as belong together, in one call of the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Date,
    Integer,
    SmallInteger,
    Text,
    Uuid,
    bindparam,
    text,
)
from sqlalchemy.types import TypeEngine

from rongqu.infra.tables import Instant
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EntryId
from rongqu.modules.ledger import queries, rules
from rongqu.modules.ledger.actions._refusals import refusals
from rongqu.modules.ledger.types import Account, Entry, Posting


async def post_entries(tx: Tx, entries: Sequence[Entry]) -> list[EntryId]:
    """Internal: whoever calls it has required a permission of its own. Safe to repeat: an entry
    whose reference is there already is not made again, and answered with the first one's id.

    All of them are posted, or none. A hundred thousand at a time are well bearable.
    """
    if not entries:
        return []
    checked = [rules.check_balanced(entry) for entry in entries]

    with refusals(entries[0].reference):
        known = (await tx.connection.execute(_POST, _arrays(tx, entries, checked))).scalar_one()
    if not known:
        return [entry.id for entry in entries]
    return await _answer_again(tx, entries, set(known))


async def post_entry(tx: Tx, entry: Entry) -> EntryId:
    """Internal: `post_entries` of one."""
    [entry_id] = await post_entries(tx, [entry])
    return entry_id


async def _answer_again(tx: Tx, entries: Sequence[Entry], known: set[Any]) -> list[EntryId]:
    repeated = [entry.reference for entry in entries if entry.id in known]
    first = await queries.find_entries(tx, repeated)
    for entry in entries:
        if entry.id in known:
            rules.check_same_entry(entry, first.get(entry.reference))
    return [first[entry.reference].id if entry.id in known else entry.id for entry in entries]


def _arrays(
    tx: Tx, entries: Sequence[Entry], checked: Sequence[tuple[Posting, ...]]
) -> dict[str, Any]:
    """Postings name their entry and their account by its place, counted from one."""
    places: dict[tuple[Account, str], int] = {}
    of_entry: list[int] = []
    numbers: list[int] = []
    of_account: list[int] = []
    amounts: list[int] = []
    for place, postings in enumerate(checked, start=1):
        for number, posting in enumerate(postings):
            amount = posting.amount
            of_entry.append(place)
            numbers.append(number)
            key = (posting.account, amount.currency)
            of_account.append(places.setdefault(key, len(places) + 1))
            amounts.append(amount.minor)
    return {
        "entries": [entry.id for entry in entries],
        "refs": [entry.reference for entry in entries],
        "days": [entry.effective_on for entry in entries],
        "reversed": [entry.reverses for entry in entries],
        "holds": [entry.hold for entry in entries],
        "keep_rest": [entry.keeps_rest for entry in entries],
        "codes": [account.code.value for account, _ in places],
        "owners": [account.owner for account, _ in places],
        "currencies": [currency for _, currency in places],
        "of_entry": of_entry,
        "numbers": numbers,
        "of_account": of_account,
        "amounts": amounts,
        "booked": tx.business_date,
        "at": tx.now,
        "by": tx.actor.id,
        "correlation": tx.correlation_id,
    }


_TYPES: dict[str, TypeEngine[Any]] = {
    "entries": ARRAY(Uuid()),
    "refs": ARRAY(Text()),
    "days": ARRAY(Date()),
    "reversed": ARRAY(Uuid()),
    "holds": ARRAY(Uuid()),
    "keep_rest": ARRAY(Boolean()),
    "codes": ARRAY(Text()),
    "owners": ARRAY(Uuid()),
    "currencies": ARRAY(Text()),
    "of_entry": ARRAY(Integer()),
    "numbers": ARRAY(SmallInteger()),
    "of_account": ARRAY(Integer()),
    "amounts": ARRAY(BigInteger()),
    "booked": Date(),
    "at": Instant,
    "by": Uuid(),
    "correlation": Uuid(),
}
_POST = text(f"SELECT ledger.post({', '.join(f':{name}' for name in _TYPES)})").bindparams(
    *(bindparam(name, type_=kind) for name, kind in _TYPES.items())
)
