"""Money for many loans at once: what a bank's file of repayments brings.

Most lines of such a file pay the oldest instalment of a loan to the cent, before it is late, with
others to come. Those are found and set against their loans by one statement; every other one goes
through the engine, as a repayment that the borrower orders does. The tests hold the two together.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Date, Row, Text, Uuid, bindparam, insert, text
from sqlalchemy.dialects.postgresql import ARRAY

from rongqu.events.servicing import RepaymentApplied
from rongqu.infra.tables import Instant
from rongqu.infra.tx import Tx
from rongqu.kernel.errors import DomainError
from rongqu.kernel.ids import FactId, LoanId, PaymentOrderId, UserId
from rongqu.kernel.money import Money
from rongqu.modules.ledger.public import (
    Account,
    AccountCode,
    Entry,
    PeriodClosed,
    Posting,
    find_closed_through,
    post_entries,
)
from rongqu.modules.servicing import queries, rules, tables
from rongqu.modules.servicing.actions._history import record_fact
from rongqu.modules.servicing.actions._news import news_of
from rongqu.modules.servicing.days.revaluations import revalue
from rongqu.modules.servicing.settlement import Standing, quote_of
from rongqu.modules.servicing.types import (
    Fact,
    FactContent,
    FactKind,
    Receipt,
    RepaymentKind,
    RepaymentStatus,
)

PAY_PLAIN = text("""
    WITH given AS (
        SELECT * FROM unnest(:ids, :loans, :amounts, :currencies, :days, :late)
            AS given (id, loan_id, amount_minor, currency, paid_on, late_until)
    ), plain AS (
        SELECT given.*, line.number,
               line.principal_minor - line.principal_paid_minor AS principal_minor,
               line.interest_minor - line.interest_cancelled_minor - line.interest_paid_minor
                   AS interest_minor
        FROM given JOIN servicing.loan ON loan.id = given.loan_id
        CROSS JOIN LATERAL (
            SELECT * FROM servicing.instalment
            WHERE loan_id = given.loan_id AND paid_on IS NULL ORDER BY number LIMIT 1
        ) AS line
        JOIN servicing.instalment AS next
            ON next.loan_id = given.loan_id AND next.number = line.number + 1
        WHERE loan.status = 'active' AND loan.late_since IS NULL
          AND loan.currency = given.currency AND given.amount_minor > 0
          AND given.paid_on BETWEEN loan.opened_on AND :today AND line.due_on > given.late_until
          AND line.penalty_exact = 0 AND line.penalty_paid_minor = 0
          AND given.amount_minor = line.principal_minor - line.principal_paid_minor
              + line.interest_minor - line.interest_cancelled_minor - line.interest_paid_minor
          AND next.paid_on IS NULL AND next.due_on > :late_until
          AND next.principal_minor - next.principal_paid_minor
              + next.interest_minor - next.interest_cancelled_minor - next.interest_paid_minor > 0
          AND NOT EXISTS (SELECT FROM servicing.repayment AS other
                          WHERE other.loan_id = given.loan_id AND other.status = 'ordered')
          AND NOT EXISTS (SELECT FROM servicing.fact AS later
                          WHERE later.loan_id = given.loan_id AND later.cancelled_at IS NULL
                            AND (later.counts_on, later.id) > (given.paid_on, given.id))
    ), line AS (
        UPDATE servicing.instalment AS line
        SET principal_paid_minor = line.principal_minor, paid_on = plain.paid_on,
            interest_paid_minor = line.interest_minor - line.interest_cancelled_minor
        FROM plain WHERE line.loan_id = plain.loan_id AND line.number = plain.number
    ), repaid AS (
        INSERT INTO servicing.repayment (id, loan_id, kind, status, amount_minor, currency,
                                         ordered_on, ordered_by, ordered_at, ended_at)
        SELECT id, loan_id, 'instalment', 'applied', amount_minor, currency, paid_on, :by, :now,
               :now
        FROM plain
    ), noted AS (
        INSERT INTO servicing.fact (id, loan_id, kind, counts_on, content, reason, recorded_by,
                                    recorded_at, currency, principal_minor, interest_minor,
                                    penalty_minor, fee_minor, revision)
        SELECT id, loan_id, 'repayment', paid_on,
               jsonb_build_object('amount', jsonb_build_object('minor', amount_minor, 'currency',
                   currency), 'way', 'instalment'),
               '', :by, :now, currency, principal_minor, interest_minor, 0, 0, 0
        FROM plain
    )
    UPDATE servicing.loan SET outstanding_minor = loan.outstanding_minor - plain.principal_minor
    FROM plain WHERE loan.id = plain.loan_id
    RETURNING plain.id, plain.loan_id, plain.paid_on, plain.principal_minor, plain.interest_minor,
              loan.application_id, loan.enterprise_id, loan.institution_id, loan.currency,
              loan.outstanding_minor
""").bindparams(
    *(bindparam(name, type_=ARRAY(Uuid())) for name in ("ids", "loans")),
    *(bindparam(name, type_=ARRAY(Date())) for name in ("days", "late")),
    *(bindparam(name, type_=Date()) for name in ("today", "late_until")),
    bindparam("currencies", type_=ARRAY(Text())),
    bindparam("amounts", type_=ARRAY(BigInteger())),
    bindparam("by", type_=Uuid()),
    bindparam("now", type_=Instant),
)
LOCK = text("SELECT FROM servicing.loan WHERE id = ANY(:loans) ORDER BY id FOR UPDATE").bindparams(
    bindparam("loans", type_=ARRAY(Uuid()))
)


async def receive_all(
    tx: Tx, receipts: Collection[Receipt], by: UserId
) -> dict[PaymentOrderId, DomainError]:
    """Internal: whoever calls it has required a permission of its own, and knows that each receipt
    is given once. They are of different loans. Returns those that are refused, and why: nothing is
    written of them."""
    await tx.connection.execute(LOCK, {"loans": [receipt.loan_id for receipt in receipts]})
    closed = await find_closed_through(tx)
    refused: dict[PaymentOrderId, DomainError] = {
        receipt.id: PeriodClosed(effective_on=receipt.paid_on, closed_through=closed)
        for receipt in receipts
        if closed is not None and receipt.paid_on <= closed
    }
    able = [receipt for receipt in receipts if receipt.id not in refused]

    plain = await _receive_plain(tx, able, by) if able else frozenset[UUID]()
    for receipt in able:
        if receipt.id in plain:
            continue
        try:
            async with tx.connection.begin_nested():
                await _receive(tx, receipt, by)
        except DomainError as refusal:
            refused[receipt.id] = refusal
    return refused


async def _receive_plain(tx: Tx, receipts: Sequence[Receipt], by: UserId) -> frozenset[UUID]:
    """Returns the ids of those that were plain: the others are untouched."""
    paid = await _pay_plain(tx, receipts, by)
    if paid:
        await post_entries(tx, [_entry(row) for row in paid])
        await revalue(tx, [LoanId(row.loan_id) for row in paid])
        await tx.publish_all([_as_event(row) for row in paid])
    return frozenset(row.id for row in paid)


async def _pay_plain(tx: Tx, receipts: Sequence[Receipt], by: UserId) -> Sequence[Row[Any]]:
    days = {receipt.paid_on for receipt in receipts}
    calendar = await queries.read_calendar(tx, min(days), max(*days, tx.business_date))
    late: dict[date, date] = {day: calendar.late_until(day) for day in days}
    paid = await tx.connection.execute(
        PAY_PLAIN,
        {
            "ids": [receipt.id for receipt in receipts],
            "loans": [receipt.loan_id for receipt in receipts],
            "amounts": [receipt.amount.minor for receipt in receipts],
            "currencies": [receipt.amount.currency for receipt in receipts],
            "days": [receipt.paid_on for receipt in receipts],
            "late": [late[receipt.paid_on] for receipt in receipts],
            "today": tx.business_date,
            "late_until": calendar.late_until(tx.business_date),
            "by": by,
            "now": tx.now,
        },
    )
    return paid.all()


async def _receive(tx: Tx, receipt: Receipt, by: UserId) -> None:
    loan = await queries.lock_loan(tx, receipt.loan_id)
    rules.check_day(loan, receipt.paid_on, tx.business_date)
    pending = await queries.find_pending_repayment(tx, loan)
    rules.check_payable(loan, is_pending=pending is not None)
    standing = await queries.get_standing(tx, loan, receipt.paid_on)
    way = way_of(receipt.amount, standing)
    await tx.connection.execute(
        insert(tables.repayment).values(
            id=receipt.id,
            loan_id=loan.id,
            kind=way,
            status=RepaymentStatus.APPLIED,
            amount_minor=receipt.amount.minor,
            currency=receipt.amount.currency,
            ordered_on=receipt.paid_on,
            ordered_by=by,
            ordered_at=tx.now,
            ended_at=tx.now,
        )
    )
    fact = Fact(
        id=FactId(receipt.id),
        loan_id=loan.id,
        kind=FactKind.REPAYMENT,
        counts_on=receipt.paid_on,
        content=FactContent(amount=receipt.amount, way=way),
        reason="",
        recorded_by=by,
        recorded_at=tx.now,
    )
    recorded = await record_fact(tx, loan, fact)
    await tx.publish_all(await news_of(tx, recorded))


def way_of(amount: Money, standing: Standing) -> RepaymentKind:
    """How an amount pays that comes without a word: paying early in part is a wish of its own."""
    quotes = {way: quote_of(way, standing) for way in RepaymentKind}
    if amount == quotes[RepaymentKind.INSTALMENT].amount:
        return RepaymentKind.INSTALMENT
    arrears = quotes[RepaymentKind.ARREARS].amount
    if amount.currency == arrears.currency and 0 < amount.minor <= arrears.minor:
        return RepaymentKind.ARREARS
    rules.check_amount(amount, quotes[RepaymentKind.PAYOFF])
    return RepaymentKind.PAYOFF


def _entry(row: Row[Any]) -> Entry:
    """As `_entries.py` makes it of a repayment that bears neither penalty nor fee."""
    lender, currency = row.institution_id, row.currency
    principal, interest = Money(row.principal_minor, currency), Money(row.interest_minor, currency)
    return Entry(
        reference=f"servicing.repayment_applied:{row.id}",
        postings=(
            Posting(Account(AccountCode.LENDER_FUNDING, lender), principal + interest),
            Posting(Account(AccountCode.LOAN_PRINCIPAL, row.loan_id), -principal),
            Posting(Account(AccountCode.INTEREST_INCOME, lender), -interest),
        ),
        effective_on=row.paid_on,
    )


def _as_event(row: Row[Any]) -> RepaymentApplied:
    zero = Money.zero(row.currency)
    return RepaymentApplied(
        subject_id=row.loan_id,
        parties=(row.enterprise_id, row.institution_id),
        application_id=row.application_id,
        enterprise_id=row.enterprise_id,
        institution_id=row.institution_id,
        repayment_id=row.id,
        principal=Money(row.principal_minor, row.currency),
        interest=Money(row.interest_minor, row.currency),
        penalty=zero,
        fee=zero,
        outstanding=Money(row.outstanding_minor, row.currency),
    )
