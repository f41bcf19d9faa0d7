"""The ledger's API: parse, call, answer. Entries and holds are made by other rooms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query
from fastapi.responses import Response

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, GivenInstant, MoneyBody, PageDep, SliceBody, TxDep, module_router
from rongqu.infra.workbooks import MEDIA_TYPE
from rongqu.kernel.dates import add_months, first_of_month
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import EntryId
from rongqu.modules.identity.public import name_people
from rongqu.modules.ledger import book_queries, permissions, queries, workbooks
from rongqu.modules.ledger.actions.close_period import close_period
from rongqu.modules.ledger.actions.prove_books import prove_books
from rongqu.modules.ledger.errors import AccountNotFound, CannotClose, EntryNotFound
from rongqu.modules.ledger.schemas import (
    AccountBody,
    BooksProofBody,
    ClosingBody,
    EntryBody,
    EntryFilterQuery,
    HeldMoneyBody,
    PastBalanceBody,
    RevenueLineBody,
    StatementLineBody,
    TrialBalanceBody,
    TrialLineBody,
)
from rongqu.modules.ledger.types import Account, AccountCode, AsOf, PostedEntry, RevenueLine

router = module_router("ledger", prefix="/ledger")

CurrencyQuery = Annotated[str, Query(pattern="^(CNY|HKD|USD|EUR|JPY)$")]


def _visible_account(tx: TxDep, code: AccountCode, owner: UUID) -> Account:
    account = Account(code, owner)
    queries.check_visible(tx, account)
    return account


AccountDep = Annotated[Account, Depends(_visible_account, scope="function")]
"""Of the address, if the actor may see it."""


async def _bodies(tx: Tx, entries: Sequence[PostedEntry]) -> list[EntryBody]:
    accounts = [posting.account for entry in entries for posting in entry.postings]
    names = await queries.name_owners(tx, accounts)
    people = await name_people(tx, {entry.posted_by for entry in entries})
    return [EntryBody.of(entry, names, people) for entry in entries]


@router.get("/trial-balance", responses=problems())
async def get_trial_balance_endpoint(
    tx: TxDep, as_of: date | None = None, at: GivenInstant | None = None
) -> TrialBalanceBody:
    """`as_of`: what counts until that day; `at`: what had been posted at that instant."""
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    past = None if as_of is at is None else AsOf(as_of, at)
    lines = await book_queries.compute_trial_balance(tx, past)
    return TrialBalanceBody(
        as_of=as_of,
        at=at,
        closed_through=await queries.find_closed_through(tx),
        lines=[TrialLineBody.of(line) for line in lines],
    )


@router.get("/trial-balance.xlsx", response_class=Response, responses=problems())
async def get_trial_balance_workbook_endpoint(tx: TxDep, as_of: date | None = None) -> Response:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    past = None if as_of is None else AsOf(as_of)
    lines = await book_queries.compute_trial_balance(tx, past)
    return _download(workbooks.write_trial_balance(lines), f"trial-{as_of or tx.business_date}")


@router.post(
    "/closings", status_code=201, dependencies=[ONCE], responses=problems(KeyReused, CannotClose)
)
async def close_period_endpoint(tx: TxDep, body: ClosingBody) -> ClosingBody:
    """Nothing counts for that day or an earlier one any more. It cannot be undone."""
    await close_period(tx, body.through)
    return body


@router.get("/revenue", responses=problems())
async def list_revenue_endpoint(
    tx: TxDep, since: date | None = None, until: date | None = None
) -> SliceBody[RevenueLineBody]:
    """What the platform earned, by month and kind; without days, of the last twelve months."""
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    lines = await _list_revenue(tx, since, until)
    return SliceBody(items=[RevenueLineBody.of(line) for line in lines], next_cursor=None)


@router.get("/revenue.xlsx", response_class=Response, responses=problems())
async def get_revenue_workbook_endpoint(
    tx: TxDep, since: date | None = None, until: date | None = None
) -> Response:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    lines = await _list_revenue(tx, since, until)
    return _download(workbooks.write_revenue(lines), f"revenue-{until or tx.business_date}")


async def _list_revenue(tx: Tx, since: date | None, until: date | None) -> tuple[RevenueLine, ...]:
    last = until or tx.business_date
    first = since or add_months(first_of_month(last), -11)
    return await book_queries.list_revenue(tx, first, last)


def _download(content: bytes, name: str) -> Response:
    return Response(
        content,
        media_type=MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'},
    )


@router.get("/proofs", responses=problems())
async def list_proofs_endpoint(tx: TxDep, page: PageDep) -> SliceBody[BooksProofBody]:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    found = await book_queries.list_proofs(tx, page)
    items = [BooksProofBody.of(proof) for proof in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.post("/proofs", status_code=201, dependencies=[ONCE], responses=problems(KeyReused))
async def prove_books_endpoint(tx: TxDep) -> BooksProofBody:
    return BooksProofBody.of(await prove_books(tx))


@router.get("/accounts/{code}", responses=problems())
async def list_ledger_accounts_endpoint(
    tx: TxDep, code: AccountCode, page: PageDep, currency: CurrencyQuery = "CNY"
) -> SliceBody[AccountBody]:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    found = await queries.list_accounts(tx, code, currency, page)
    names = await queries.name_owners(tx, [balance.account for balance in found.items])
    items = [AccountBody.of(balance, names) for balance in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/accounts/{code}/{owner}", responses=problems(AccountNotFound))
async def get_ledger_account_endpoint(
    tx: TxDep, account: AccountDep, currency: CurrencyQuery = "CNY"
) -> AccountBody:
    balance = await queries.read_account(tx, account, currency)
    return AccountBody.of(balance, await queries.name_owners(tx, [account]))


@router.get("/accounts/{code}/{owner}/statement", responses=problems(AccountNotFound))
async def list_account_postings_endpoint(
    tx: TxDep, account: AccountDep, page: PageDep, currency: CurrencyQuery = "CNY"
) -> SliceBody[StatementLineBody]:
    found = await queries.list_postings(tx, account, page, currency)
    items = [StatementLineBody.of(line) for line in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/accounts/{code}/{owner}/holds", responses=problems(AccountNotFound))
async def list_account_holds_endpoint(
    tx: TxDep, account: AccountDep, page: PageDep, currency: CurrencyQuery = "CNY"
) -> SliceBody[HeldMoneyBody]:
    """Newest first: what is set aside, and what became of it."""
    found = await queries.list_holds(tx, account, page, currency)
    items = [HeldMoneyBody.of(hold) for hold in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/accounts/{code}/{owner}/balance", responses=problems(AccountNotFound))
async def get_past_balance_endpoint(
    tx: TxDep,
    account: AccountDep,
    currency: CurrencyQuery = "CNY",
    as_of: date | None = None,
    at: GivenInstant | None = None,
) -> PastBalanceBody:
    """Proved from the postings: until a day for which they count, or an instant of posting."""
    balance = await book_queries.compute_balance(tx, account, currency, AsOf(as_of, at))
    return PastBalanceBody(as_of=as_of, at=at, balance=MoneyBody.of(balance))


@router.get("/entries", responses=problems())
async def list_entries_endpoint(
    tx: TxDep, page: PageDep, only: Annotated[EntryFilterQuery, Query()]
) -> SliceBody[EntryBody]:
    """The journal, newest first."""
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    found = await queries.list_entries(tx, only.to_filter(), page)
    return SliceBody(items=await _bodies(tx, found.items), next_cursor=found.next_cursor)


@router.get("/entries/{entry_id}", responses=problems(EntryNotFound))
async def get_entry_endpoint(tx: TxDep, entry_id: UUID) -> EntryBody:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    [body] = await _bodies(tx, [await queries.get_entry(tx, EntryId(entry_id))])
    return body
