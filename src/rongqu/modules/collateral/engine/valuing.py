"""What a thing is worth today, and how much may be lent on it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rongqu.kernel.money import Money, Rounding
from rongqu.modules.collateral.engine.checks import find_failing
from rongqu.modules.collateral.engine.kinds import kinds
from rongqu.modules.collateral.engine.records import Record, read_record
from rongqu.modules.collateral.types import (
    CURRENCY,
    Item,
    KindSpec,
    Surroundings,
    Valued,
    Worth,
)

NOTHING = Money.zero(CURRENCY)
ONE = Decimal(1)


def value_item(item: Item, around: Surroundings) -> Valued:
    """A failing check makes it worth nothing; what a person has judged can only lower the value.
    Always rounded down: a lender never counts a fen that may not be there."""
    spec = kinds()[item.kind]
    record = values_of(item)
    failing = find_failing(spec, record, around)
    value = compute_worth(spec, record, around.today)
    judged = None if item.judgement is None else item.judgement.value
    value = value if judged is None else min(value, judged)
    lending = NOTHING if failing else value.times(item.lending_share, Rounding.DOWN)
    return Valued(item=item, failing=failing, value=value, lending_value=lending)


def values_of(item: Item) -> Record:
    """What was written of it, as values."""
    return read_record(kinds()[item.kind], item.record)


def compute_worth(spec: KindSpec, record: Record, today: date) -> Money:
    """Never below nothing."""
    worth = spec.worth
    if worth is None:
        return NOTHING
    factor = _written_down(worth, record, today)
    factor *= record.decimal(worth.times) if worth.times else ONE
    factor *= record.decimal(worth.share) if worth.share else ONE
    factor *= ONE - record.decimal(worth.loss) if worth.loss else ONE
    value = record.money(worth.amount).times(factor, Rounding.DOWN)
    if worth.less:
        value -= record.money(worth.less)
    return max(value, NOTHING)


def _written_down(worth: Worth, record: Record, today: date) -> Decimal:
    """Straight line 年限平均法: evenly by full months, down to what is left at the end."""
    if worth.life_months is None or worth.residual is None or worth.since is None:
        return ONE
    since, residual = record.day(worth.since), record.decimal(worth.residual)
    months = max(0, (today.year - since.year) * 12 + today.month - since.month)
    used = min(ONE, months / record.decimal(worth.life_months))
    return ONE - (ONE - residual) * used


def reduction_share(valued: Valued) -> Decimal:
    """Of carbon data: verified tonnes over the baseline; nothing where a check fails."""
    record = read_record(kinds()[valued.item.kind], valued.item.record)
    if not valued.is_sound:
        return Decimal(0)
    return record.decimal("verified_tonnes") / record.decimal("baseline_tonnes")
