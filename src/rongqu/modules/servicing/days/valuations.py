"""What each lender's loans are worth at a day's end, booked to the ledger by difference.

A stock is computed anew every day from the loans as they are, so whatever was changed backdated
since yesterday comes into the books today as part of the difference: nothing booked is touched.
What a change of a loan has booked in the meantime (`revaluations.py`) is part of what was booked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EntryId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.ledger.public import Account, AccountCode, Entry, Posting, post_entries
from rongqu.modules.servicing.days.statements import closing_statement, days_of
from rongqu.modules.servicing.days.types import Closing, Stock
from rongqu.modules.servicing.queries import CURRENCY

ACCOUNTS = {
    Stock.INTEREST: (AccountCode.ACCRUED_INTEREST, AccountCode.INTEREST_INCOME),
    Stock.PENALTY: (AccountCode.ACCRUED_INTEREST, AccountCode.PENALTY_INCOME),
    Stock.ALLOWANCE: (AccountCode.LOSS_EXPENSE, AccountCode.LOSS_ALLOWANCE),
}
"""What a growing stock debits, and what it credits; both belong to the lender."""

VALUE = """
    WITH today AS (
        SELECT institution_id, currency, count(*) AS loans, sum(stock)::bigint AS stock
        FROM ({stocks}) AS loan WHERE stock <> 0 GROUP BY institution_id, currency
    ), since AS (
        UPDATE servicing.revaluation SET valued_on = :day
        WHERE kind = CAST(:kind AS text) AND valued_on IS NULL
        RETURNING institution_id, currency, change_minor
    ), yesterday AS (
        SELECT institution_id, currency, sum(minor)::bigint AS stock_minor FROM (
            SELECT institution_id, currency, stock_minor AS minor FROM servicing.valuation
            WHERE kind = CAST(:kind AS text) AND business_date = :before AND stock_minor <> 0
            UNION ALL SELECT institution_id, currency, change_minor FROM since
        ) AS booked GROUP BY institution_id, currency
    ), valued AS (
        SELECT institution_id, currency, coalesce(today.loans, 0) AS loans,
               coalesce(today.stock, 0) AS stock,
               coalesce(today.stock, 0) - coalesce(yesterday.stock_minor, 0) AS change
        FROM today FULL JOIN yesterday USING (institution_id, currency)
    )
    INSERT INTO servicing.valuation (business_date, kind, institution_id, currency, loans,
                                     stock_minor, change_minor, reference)
    SELECT :day, CAST(:kind AS text), institution_id, currency, loans, stock, change,
           CASE WHEN change <> 0 THEN format('servicing.%s_valued:%s.%s.%s',
               CAST(:kind AS text), :day, institution_id, currency) END
    FROM valued ORDER BY institution_id, currency
    RETURNING *
"""


async def value(tx: Tx, closing: Closing, kind: Stock, stocks: str) -> Money:
    """`stocks` is a SELECT of institution_id, currency and stock, a row a loan. Returns by how
    much the stock of all lenders grew."""
    statement = closing_statement(VALUE.format(stocks=stocks))
    given = days_of(closing) | {"kind": kind.value}
    valued = await tx.connection.execute(statement, given)
    rows = valued.all()
    await post_entries(tx, [_entry(kind, row, closing) for row in rows if row.change_minor])
    return sum_of(rows)


def sum_of(rows: Sequence[Row[Any]]) -> Money:
    """In the currency of reports."""
    return Money(sum(row.change_minor for row in rows if row.currency == CURRENCY), CURRENCY)


def _entry(kind: Stock, row: Row[Any], closing: Closing) -> Entry:
    return Entry(
        id=EntryId(new_id()),
        reference=row.reference,
        postings=postings_of(kind, row.institution_id, Money(row.change_minor, row.currency)),
        effective_on=closing.day,
    )


def postings_of(kind: Stock, lender: UUID, change: Money) -> tuple[Posting, Posting]:
    grows, against = ACCOUNTS[kind]
    return Posting(Account(grows, lender), change), Posting(Account(against, lender), -change)
