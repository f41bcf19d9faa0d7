"""Makes invoice histories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from rongqu.kernel.dates import add_months
from rongqu.kernel.money import Money
from rongqu.modules.risk.features import InvoiceHistory, MonthFigures, PartnerSpread, Side

LAST_MONTH = date(2026, 10, 1)
NOBODY = PartnerSpread(
    partner_count=0,
    total=Money(0, "CNY"),
    largest=Money(0, "CNY"),
    herfindahl=Decimal(0),
)


def given_month(age: int, yuan: int, side: Side = Side.SALES, *, void: int = 0) -> MonthFigures:
    """`age` months before the last one; ten invoices, some of them void."""
    return MonthFigures(
        month=add_months(LAST_MONTH, -age),
        side=side,
        net=Money(yuan * 100, "CNY"),
        count=10,
        void_count=void,
        red_count=0,
    )


def given_history(
    months: Sequence[MonthFigures], *, customers: PartnerSpread = NOBODY
) -> InvoiceHistory:
    return InvoiceHistory(
        as_of=date(2026, 10, 31),
        months=tuple(months),
        customers=customers,
        suppliers=NOBODY,
    )


def given_sales(*yuan: int) -> InvoiceHistory:
    """Sales of each month, the newest last."""
    newest_first = reversed(yuan)
    return given_history([given_month(age, amount) for age, amount in enumerate(newest_first)])
