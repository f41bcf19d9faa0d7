"""Does a record hold today, for this loan? `kinds.toml` says which check applies to what."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from rongqu.kernel.money import Money
from rongqu.modules.collateral.engine.records import Record
from rongqu.modules.collateral.types import (
    Check,
    CheckKind,
    Invoiced,
    KindSpec,
    Surroundings,
)


def find_failing(spec: KindSpec, record: Record, around: Surroundings) -> tuple[str, ...]:
    """Codes of the checks that do not hold, in the order of the record."""
    return tuple(
        check.code for check in spec.checks if not _HOLDS[check.check](check, record, around)
    )


def _not_in_future(check: Check, record: Record, around: Surroundings) -> bool:
    return record.day(check.field) <= around.today


def _not_past(check: Check, record: Record, around: Surroundings) -> bool:
    return record.day(check.field) >= around.today


def _covers_loan(check: Check, record: Record, around: Surroundings) -> bool:
    return record.day(check.field) >= around.loan_ends_on


def _recent(check: Check, record: Record, around: Surroundings) -> bool:
    return (around.today - record.day(check.field)).days <= _limit(check, around)


def _at_most(check: Check, record: Record, around: Surroundings) -> bool:
    return record.decimal(check.field) <= _limit(check, around)


def _at_most_other(check: Check, record: Record, around: Surroundings) -> bool:  # noqa: ARG001
    value, other = record.values[check.field], record.values[_other(check)]
    if isinstance(value, Money) and isinstance(other, Money):
        return value <= other
    return record.decimal(check.field) <= record.decimal(_other(check))


def _counted(check: Check, record: Record, around: Surroundings) -> bool:  # noqa: ARG001
    return len(record.lines(check.field)) == record.decimal(_other(check))


def _not_owner(check: Check, record: Record, around: Surroundings) -> bool:
    return record.text(check.field) != around.owner_uscc


def _adds_up(check: Check, record: Record, around: Surroundings) -> bool:  # noqa: ARG001
    shares = (share for _, share in record.holders(check.field))
    return sum(shares, Decimal(0)) == 1


def _held(check: Check, record: Record, around: Surroundings) -> bool:  # noqa: ARG001
    holder = record.text("holder")
    held = (share for name, share in record.holders(_other(check)) if name == holder)
    return record.decimal(check.field) <= sum(held, Decimal(0))


def _on_record(check: Check, record: Record, around: Surroundings) -> bool:
    """What is not in the tax data contradicts nothing: a person asks for it."""
    known = around.invoices.get(record.text(check.field))
    return known is None or any(_fits(record, invoice) for invoice in known)


def _fits(record: Record, invoice: Invoiced) -> bool:
    same_buyer = invoice.buyer_code in {"", record.text("debtor_uscc")}
    return invoice.is_good and same_buyer and record.money("amount") <= invoice.gross


def _limit(check: Check, around: Surroundings) -> Decimal:
    if check.limit is None:
        raise ValueError(f"{check.code} names no limit")
    return around.limits[check.limit]


def _other(check: Check) -> str:
    if check.other is None:
        raise ValueError(f"{check.code} names no other field")
    return check.other


_HOLDS: dict[CheckKind, Callable[[Check, Record, Surroundings], bool]] = {
    CheckKind.NOT_IN_FUTURE: _not_in_future,
    CheckKind.NOT_PAST: _not_past,
    CheckKind.COVERS_LOAN: _covers_loan,
    CheckKind.RECENT: _recent,
    CheckKind.AT_MOST: _at_most,
    CheckKind.AT_MOST_OTHER: _at_most_other,
    CheckKind.COUNTED: _counted,
    CheckKind.NOT_OWNER: _not_owner,
    CheckKind.ADDS_UP: _adds_up,
    CheckKind.ON_RECORD: _on_record,
    CheckKind.HELD: _held,
}
