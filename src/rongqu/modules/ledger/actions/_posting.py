"""The two calls of the database that post: any number of entries, or one with two postings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Date,
    Integer,
    SmallInteger,
    Text,
    TextClause,
    Uuid,
    bindparam,
    text,
)
from sqlalchemy.types import TypeEngine

from rongqu.infra.tables import Instant
from rongqu.infra.tx import Tx
from rongqu.modules.ledger.types import Account, Entry, Posting

Checked = Sequence[tuple[Posting, ...]]
"""The postings of each entry, without those of nothing."""

Types = Mapping[str, TypeEngine[Any]]


async def post_transfer(tx: Tx, entry: Entry, postings: tuple[Posting, ...]) -> Sequence[UUID]:
    """As below, for an entry of two postings: most are."""
    first, second = postings
    arguments = {
        "entry_id": entry.id,
        "reference": entry.reference,
        "first_code": first.account.code.value,
        "first_owner": first.account.owner,
        "second_code": second.account.code.value,
        "second_owner": second.account.owner,
        "currency": first.amount.currency,
        "amount_minor": first.amount.minor,
        "effective_on": entry.effective_on or tx.business_date,
        "hold_id": entry.hold,
        "keeps_rest": entry.keeps_rest,
        "reverses": entry.reverses,
        **_recorded(tx),
    }
    made = (await tx.connection.execute(_TRANSFER, arguments)).all()
    return [] if made else [entry.id]


async def post_arrays(tx: Tx, entries: Sequence[Entry], checked: Checked) -> Sequence[UUID]:
    """Returns the ids of the entries that are not made, as their reference is taken."""
    arguments = _arrays(entries, checked) | _recorded(tx)
    statement = _POST
    if any(map(_is_particular, entries)):
        arguments |= _particulars(entries)
        statement = _POST_PARTICULAR
    return (await tx.connection.execute(statement, arguments)).scalar_one()


def _recorded(tx: Tx) -> dict[str, Any]:
    return {
        "booked_on": tx.business_date,
        "posted_at": tx.now,
        "posted_by": tx.actor.id,
        "correlation_id": tx.correlation_id,
    }


def _arrays(entries: Sequence[Entry], checked: Checked) -> dict[str, Any]:
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
        "codes": [account.code.value for account, _ in places],
        "owners": [account.owner for account, _ in places],
        "currencies": [currency for _, currency in places],
        "of_entry": of_entry,
        "numbers": numbers,
        "of_account": of_account,
        "amounts": amounts,
    }


def _is_particular(entry: Entry) -> bool:
    """Most entries count for the day on which they are booked and touch no hold."""
    return not (entry.effective_on is entry.hold is entry.reverses is None)


def _particulars(entries: Sequence[Entry]) -> dict[str, Any]:
    has_holds = any(entry.hold for entry in entries)
    return {
        "days": [entry.effective_on for entry in entries],
        "holds": [entry.hold for entry in entries] if has_holds else None,
        "keep_rest": [entry.keeps_rest for entry in entries] if has_holds else None,
        "reversed": [entry.reverses for entry in entries],
    }


def _bound(sql: str, types: Types) -> TextClause:
    return text(sql).bindparams(*(bindparam(name, type_=kind) for name, kind in types.items()))


def _call(types: Types) -> TextClause:
    """Parameters by position, in the order of the function's."""
    names = ", ".join(f":{name}" for name in types)
    return _bound(f"SELECT ledger.post({names})", types)


_RECORDED: Types = {
    "booked_on": Date(),
    "posted_at": Instant,
    "posted_by": Uuid(),
    "correlation_id": Uuid(),
}
_ARRAYS: Types = {
    "entries": ARRAY(Uuid()),
    "refs": ARRAY(Text()),
    "codes": ARRAY(Text()),
    "owners": ARRAY(Uuid()),
    "currencies": ARRAY(Text()),
    "of_entry": ARRAY(Integer()),
    "numbers": ARRAY(SmallInteger()),
    "of_account": ARRAY(Integer()),
    "amounts": ARRAY(BigInteger()),
    **_RECORDED,
}
_PARTICULARS: Types = {
    "days": ARRAY(Date()),
    "holds": ARRAY(Uuid()),
    "keep_rest": ARRAY(Boolean()),
    "reversed": ARRAY(Uuid()),
}
_SCALARS: Types = {
    "entry_id": Uuid(),
    "reference": Text(),
    "first_code": Text(),
    "first_owner": Uuid(),
    "second_code": Text(),
    "second_owner": Uuid(),
    "currency": Text(),
    "amount_minor": BigInteger(),
    "effective_on": Date(),
    **_RECORDED,
    "hold_id": Uuid(),
    "keeps_rest": Boolean(),
    "reverses": Uuid(),
}
_POST = _call(_ARRAYS)
_POST_PARTICULAR = _call({**_ARRAYS, **_PARTICULARS})
_TRANSFER = _bound(
    f"INSERT INTO ledger.transfer ({', '.join(_SCALARS)})"  # nosec B608 # our own names
    f" VALUES ({', '.join(f':{name}' for name in _SCALARS)}) RETURNING 1",
    _SCALARS,
)
