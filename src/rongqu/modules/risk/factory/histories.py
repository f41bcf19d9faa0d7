"""What the platform itself would know of many companies: from lines of invoices to the features
that its scores rest on. A model that learned from these can be adopted: nothing is computed in
another way when it is asked."""

# pyright: reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import cast

import polars as pl

from rongqu.kernel.money import Money
from rongqu.modules.risk.features import (
    FEATURES,
    InvoiceHistory,
    MonthFigures,
    PartnerSpread,
    Side,
    compute_features,
)

COMPANY = "company"
CURRENCY = "CNY"


def served_features(as_of: date, lines: pl.LazyFrame) -> pl.DataFrame:
    """A row a company with the declared features. `lines` as `read_lines` makes them."""
    known = (
        lines.filter(pl.col("known_on") < as_of, pl.col("day") < as_of)
        .select(
            COMPANY,
            "side",
            "partner",
            month=pl.col("day").dt.truncate("1mo"),
            void="is_void",
            minor=(pl.col("net") * 100).round().cast(pl.Int64),
        )
        .collect()
    )
    rows = [
        {COMPANY: company}
        | {name: float(value) for name, value in compute_features(history).items()}
        for company, history in histories(as_of, known)
    ]
    return pl.DataFrame(rows, schema={COMPANY: pl.String} | dict.fromkeys(FEATURES, pl.Float64))


def histories(as_of: date, lines: pl.DataFrame) -> Iterator[tuple[str, InvoiceHistory]]:
    """By company, in their order. Of lines: company, side, month, partner, void, minor (fen)."""
    for (company,), own in lines.sort(COMPANY).group_by(COMPANY, maintain_order=True):
        yield cast(str, company), history_of(as_of, own)


def history_of(as_of: date, lines: pl.DataFrame) -> InvoiceHistory:
    valid = pl.col("minor").filter(~pl.col("void"))
    months = lines.group_by("side", "month").agg(
        valid.sum().alias("net"),
        pl.len().alias("count"),
        pl.col("void").sum().alias("void_count"),
        (valid < 0).sum().alias("red_count"),
    )
    return InvoiceHistory(
        as_of=as_of,
        months=tuple(
            MonthFigures(
                month=row["month"],
                side=Side(row["side"]),
                net=Money(row["net"], CURRENCY),
                count=row["count"],
                void_count=row["void_count"],
                red_count=row["red_count"],
            )
            for row in months.sort("side", "month").iter_rows(named=True)
        ),
        customers=_spread(lines.filter(~pl.col("void"), side=str(Side.SALES))),
        suppliers=_spread(lines.filter(~pl.col("void"), side=str(Side.PURCHASES))),
    )


def _spread(valid: pl.DataFrame) -> PartnerSpread:
    sums: list[int] = [
        total
        for total in valid.group_by("partner").agg(pl.col("minor").sum())["minor"]
        if total > 0
    ]
    total = sum(sums)
    return PartnerSpread(
        partner_count=len(sums),
        total=Money(total, CURRENCY),
        largest=Money(max(sums, default=0), CURRENCY),
        herfindahl=sum(((Decimal(one) / total) ** 2 for one in sums), Decimal(0)),
    )
