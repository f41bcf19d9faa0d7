"""Money for many loans at once does exactly what one repayment after the other does."""

from __future__ import annotations

from datetime import date
from typing import Any

from httpx2 import AsyncClient
from sqlalchemy import text

from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import LoanId, PaymentOrderId, UserId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.servicing.public import Receipt, receive_all
from tests.builders.events import published
from tests.builders.servicing import Book

# What is left of a loan, but for ids and instants.
STATE = """
    SELECT jsonb_build_object(
        'loan', to_jsonb(loan) - '{id,number,application_id}'::text[],
        'lines', (SELECT jsonb_agg(to_jsonb(line) - 'loan_id' ORDER BY number)
                  FROM servicing.instalment AS line WHERE loan_id = loan.id),
        'repayments', (SELECT jsonb_agg(jsonb_build_array(kind, status, amount_minor, ordered_on)
                       ORDER BY id) FROM servicing.repayment WHERE loan_id = loan.id),
        'facts', (SELECT jsonb_agg(to_jsonb(fact) - '{id,loan_id,recorded_by,recorded_at}'::text[]
                  ORDER BY id) FROM servicing.fact WHERE loan_id = loan.id),
        'revalued', (SELECT jsonb_agg(jsonb_build_array(kind, change_minor) ORDER BY kind)
                     FROM servicing.revaluation WHERE loan_id = loan.id),
        'entries', (SELECT jsonb_agg(jsonb_build_array(
                        entry.effective_on, account.code, posting.amount_minor)
                        ORDER BY entry.effective_on, account.code)
                    FROM servicing.fact JOIN ledger.entry
                        ON entry.reference = 'servicing.repayment_applied:' || fact.id
                    JOIN ledger.posting ON posting.entry_id = entry.id
                    JOIN ledger.account ON account.id = posting.account_id
                    WHERE fact.loan_id = loan.id)
    ) FROM servicing.loan WHERE loan.id = :loan
"""
BALANCES = """
    SELECT account.code, sum(balance.debit_minor)::bigint FROM ledger.account
    JOIN ledger.balance ON balance.account_id = account.id
    WHERE account.code NOT IN ('custody', 'frozen', 'in_transit', 'bank_settlement')
    GROUP BY account.code ORDER BY account.code
"""


async def state_of(book: Book, loan_id: LoanId) -> dict[str, Any]:
    async with book.engine.begin(PLATFORM) as connection:
        return (await connection.execute(text(STATE), {"loan": loan_id})).scalar_one()


async def balances(book: Book) -> list[tuple[str, int]]:
    async with book.engine.begin(PLATFORM) as connection:
        found = (await connection.execute(text(BALANCES))).all()
    return [(row[0], row[1]) for row in found]


async def receive(book: Book, *paid: tuple[LoanId, str, date]) -> dict[LoanId, str]:
    """Returns the codes of what was refused."""
    receipts = [
        Receipt(
            id=PaymentOrderId(new_id()),
            loan_id=loan_id,
            amount=Money.parse(amount, "CNY"),
            paid_on=day,
        )
        for loan_id, amount, day in paid
    ]
    async with open_tx(book.engine, SYSTEM, book.clock) as tx:
        refused = await receive_all(tx, receipts, UserId(new_id()))
    return {each.loan_id: refused[each.id].code for each in receipts if each.id in refused}


async def test_in_bulk_a_loan_ends_as_one_by_one(client: AsyncClient, book: Book) -> None:
    """On the due day after a day's end, late with penalty, a part of what is late, before its day,
    in full, and the last instalment: the same rows, entries and receivables."""
    cases: list[tuple[date, str, str | None, dict[str, Any]]] = [
        (date(2026, 2, 15), "instalment", None, {}),
        (date(2026, 3, 2), "instalment", None, {}),
        (date(2026, 3, 2), "arrears", "5000.00", {}),
        (date(2026, 2, 3), "instalment", None, {}),
        (date(2026, 2, 3), "payoff", None, {"prepayment_fee_rate": "0.01"}),
        (date(2026, 2, 15), "instalment", None, {"term_months": 1}),
        (date(2026, 3, 20), "arrears", None, {}),
    ]
    singles = [await book.given_loan(**terms) for *_, terms in cases]
    bulks = [await book.given_loan(**terms) for *_, terms in cases]
    grown = dict[str, int]()
    for day in sorted({day for day, *_ in cases}):
        await book.run_day(day)
        before = dict(await balances(book))
        due = [each for each in zip(cases, singles, bulks, strict=True) if each[0][0] == day]
        paid = list[tuple[LoanId, str, date]]()
        for (_, kind, part, _), single, bulk in due:
            amount = part or (await book.quotes(client, single))[kind]["amount"]["amount"]
            await book.pay(client, single, kind, amount)
            paid.append((bulk, amount, day))
        between = dict(await balances(book))
        assert await receive(book, *paid) == {}
        after = dict(await balances(book))
        for code in after:
            one = between[code] - before.get(code, 0)
            assert after[code] - between[code] == one, (day, code)
            grown[code] = grown.get(code, 0) + one

    for case, single, bulk in zip(cases, singles, bulks, strict=True):
        assert await state_of(book, bulk) == await state_of(book, single), case
    told = await published(book.engine)
    assert told.count("servicing.repayment_applied.v1") == 2 * len(cases)
    assert told.count("servicing.loan_closed.v1") == 4
    assert grown["loan_principal"] < 0 < grown["lender_funding"]


async def test_what_does_not_fit_is_refused_alone(client: AsyncClient, book: Book) -> None:
    day = date(2026, 2, 3)
    good, much, odd, early, future, ended, pending = [await book.given_loan() for _ in range(7)]
    await book.run_day(day)
    await book.pay(client, ended, "payoff")
    await book.order(client, pending, "instalment")
    untouched = (much, odd, early, future, ended, pending)
    before = [await state_of(book, each) for each in untouched]

    refused = await receive(
        book,
        (good, "10264.65", day),
        (much, "999999.00", day),
        (odd, "10264.64", day),
        (early, "10264.65", date(2026, 1, 14)),
        (future, "10264.65", date(2026, 2, 4)),
        (ended, "10264.65", day),
        (pending, "10264.65", day),
    )

    assert refused == {
        much: "servicing.overpayment",
        odd: "servicing.amount_changed",
        early: "servicing.before_opening",
        future: "servicing.after_today",
        ended: "servicing.loan_closed",
        pending: "servicing.repayment_pending",
    }
    assert [await state_of(book, each) for each in untouched] == before
    assert (await book.plan(good))[0].paid_on == day
