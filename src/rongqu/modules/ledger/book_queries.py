"""The books as a whole: trial balance, past states, revenue and proof. Every SELECT of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Row, Select, Uuid, bindparam, func, select, text

from rongqu.infra.keyset import read_page
from rongqu.infra.tables import Instant
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ProofId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.ledger import tables
from rongqu.modules.ledger.digests import count_changed_periods
from rongqu.modules.ledger.queries import is_account
from rongqu.modules.ledger.rules import as_seen
from rongqu.modules.ledger.types import (
    REVENUE,
    Account,
    AccountCode,
    AsOf,
    Proof,
    RevenueLine,
    TrialLine,
)


async def compute_trial_balance(tx: Tx, as_of: AsOf | None = None) -> tuple[TrialLine, ...]:
    """From the balances kept; with `as_of`, proved from the postings that made them then."""
    accounts = (_from_balances() if as_of is None else _from_postings(as_of)).subquery()
    debit = accounts.c.debit_minor
    lines = (
        select(
            accounts.c.code,
            accounts.c.currency,
            func.count().label("accounts"),
            func.coalesce(func.sum(debit).filter(debit > 0), 0).label("debit_minor"),
            func.coalesce(func.sum(-debit).filter(debit < 0), 0).label("credit_minor"),
        )
        .group_by(accounts.c.code, accounts.c.currency)
        .order_by(accounts.c.currency, accounts.c.code)
    )
    return _in_chart_order(
        TrialLine(
            code=AccountCode(row.code),
            accounts=row.accounts,
            debit=Money(int(row.debit_minor), row.currency),
            credit=Money(int(row.credit_minor), row.currency),
        )
        for row in await tx.connection.execute(lines)
    )


def _from_balances() -> Select[str, UUID, str, int]:
    columns = tables.account.c
    key = (columns.code, columns.owner, columns.currency)
    return (
        select(*key, func.sum(tables.balance.c.debit_minor).label("debit_minor"))
        .join(tables.balance, tables.balance.c.account_id == columns.id)
        .group_by(*key)
    )


async def compute_balance(tx: Tx, account: Account, currency: str, as_of: AsOf) -> Money:
    """Of a past state, from the postings that made it, on the account's own side."""
    total = (
        select(func.coalesce(func.sum(tables.posting.c.amount_minor), 0))
        .join(tables.account, tables.account.c.id == tables.posting.c.account_id)
        .join(tables.entry, tables.entry.c.id == tables.posting.c.entry_id)
        .where(is_account(account, currency), *_counted(as_of))
    )
    debit = Money(int((await tx.connection.execute(total)).scalar_one()), currency)
    return as_seen(account.code, debit)


def _counted(as_of: AsOf) -> Iterator[ColumnElement[bool]]:
    if as_of.day is not None:
        yield tables.entry.c.effective_on <= as_of.day
    if as_of.instant is not None:
        yield tables.entry.c.posted_at <= as_of.instant


async def prove_books(tx: Tx, proof_id: ProofId) -> Proof:
    """In one statement, so of one instant, whoever posts meanwhile; closed periods stand still."""
    changed = await count_changed_periods(tx)
    of = {"id": proof_id, "proved_at": tx.now, "changed": changed}
    return _to_proof((await tx.connection.execute(_PROVE, of)).one())


def _to_proof(row: Row[Any]) -> Proof:
    return Proof(
        id=ProofId(row.id),
        proved_at=row.proved_at,
        accounts=row.accounts,
        entries=row.entries,
        postings=row.postings,
        wrong_balances=row.wrong_balances,
        wrong_holds=row.wrong_holds,
        unbalanced_entries=row.unbalanced_entries,
        changed_periods=row.changed_periods,
    )


_PROVE = text("""
    WITH posted AS (
        SELECT account_id, sum(amount_minor) AS minor, count(*) AS postings
        FROM ledger.posting GROUP BY account_id
    ), kept AS (
        SELECT account_id, sum(debit_minor) AS minor, sum(held_minor) AS held
        FROM ledger.balance GROUP BY account_id
    ), held AS (
        SELECT account_id, sum(left_minor) AS minor FROM ledger.hold
        WHERE status = 'open' GROUP BY account_id
    ), summed AS (
        SELECT p.entry_id, bool_or(p.minor <> 0) AS is_wrong FROM (
            SELECT entry_id, a.currency, sum(amount_minor) AS minor
            FROM ledger.posting JOIN ledger.account a ON a.id = account_id GROUP BY 1, 2
        ) p GROUP BY 1
    )
    SELECT :id AS id, :proved_at AS proved_at, (SELECT count(*) FROM kept) AS accounts,
        (SELECT count(*) FROM ledger.entry) AS entries,
        (SELECT coalesce(sum(postings), 0)::bigint FROM posted) AS postings,
        (SELECT count(*) FROM kept FULL JOIN posted USING (account_id)
            WHERE kept.minor IS DISTINCT FROM coalesce(posted.minor, 0)) AS wrong_balances,
        (SELECT count(*) FROM kept FULL JOIN held USING (account_id)
            WHERE kept.held IS DISTINCT FROM coalesce(held.minor, 0)) AS wrong_holds,
        (SELECT count(*) FROM ledger.entry LEFT JOIN summed ON entry_id = ledger.entry.id
            WHERE is_wrong IS DISTINCT FROM false) AS unbalanced_entries,
        CAST(:changed AS bigint) AS changed_periods
""").bindparams(bindparam("id", type_=Uuid()), bindparam("proved_at", type_=Instant))


async def list_proofs(tx: Tx, page: Page) -> Slice[Proof]:
    """Newest first."""
    return await read_page(tx, select(tables.proof), tables.proof.c.id, page, _to_proof)


def _from_postings(as_of: AsOf) -> Select[str, UUID, str, int]:
    columns = tables.account.c
    key = (columns.code, columns.owner, columns.currency)
    return (
        select(*key, func.sum(tables.posting.c.amount_minor).label("debit_minor"))
        .join(tables.posting, tables.posting.c.account_id == columns.id)
        .join(tables.entry, tables.entry.c.id == tables.posting.c.entry_id)
        .where(*_counted(as_of))
        .group_by(*key)
    )


def _in_chart_order(lines: Iterable[TrialLine]) -> tuple[TrialLine, ...]:
    chart = list(AccountCode)
    return tuple(sorted(lines, key=lambda line: (line.debit.currency, chart.index(line.code))))


async def list_revenue(tx: Tx, since: date, until: date) -> tuple[RevenueLine, ...]:
    """By month of the day it counts for, newest first, by kind and by product; coupons are
    negative."""
    month = func.date_trunc("month", tables.entry.c.effective_on).cast(Date).label("month")
    lines = (
        select(
            month,
            tables.account.c.code,
            tables.entry_product.c.product,
            tables.account.c.currency,
            func.sum(-tables.posting.c.amount_minor).label("minor"),
            func.count().label("entries"),
        )
        .join(tables.posting, tables.posting.c.account_id == tables.account.c.id)
        .join(tables.entry, tables.entry.c.id == tables.posting.c.entry_id)
        .outerjoin(tables.entry_product, tables.entry_product.c.entry_id == tables.entry.c.id)
        .where(
            tables.account.c.code.in_(REVENUE), tables.entry.c.effective_on.between(since, until)
        )
        .group_by(
            month,
            tables.account.c.code,
            tables.entry_product.c.product,
            tables.account.c.currency,
        )
        .order_by(month.desc(), tables.account.c.code, tables.entry_product.c.product)
    )
    return tuple(
        RevenueLine(
            month=row.month,
            code=AccountCode(row.code),
            product=row.product,
            amount=Money(int(row.minor), row.currency),
            entries=row.entries,
        )
        for row in await tx.connection.execute(lines)
    )
