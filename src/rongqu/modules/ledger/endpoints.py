"""The ledger's API: parse, call, answer. It only shows: entries are made by other rooms."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query

from rongqu.infra.problems import problems
from rongqu.infra.web import PageDep, SliceBody, TxDep, module_router
from rongqu.kernel.ids import EntryId
from rongqu.modules.ledger import permissions, queries
from rongqu.modules.ledger.errors import AccountNotFound, EntryNotFound
from rongqu.modules.ledger.schemas import (
    AccountBody,
    EntryBody,
    HeldMoneyBody,
    StatementLineBody,
    TrialBalanceBody,
    TrialLineBody,
)
from rongqu.modules.ledger.types import Account, AccountCode

router = module_router("ledger", prefix="/ledger")

CurrencyQuery = Annotated[str, Query(pattern="^(CNY|HKD|USD|EUR|JPY)$")]


@router.get("/trial-balance", responses=problems())
async def get_trial_balance_endpoint(tx: TxDep, as_of: date | None = None) -> TrialBalanceBody:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    lines = await queries.compute_trial_balance(tx, as_of)
    return TrialBalanceBody(as_of=as_of, lines=[TrialLineBody.of(line) for line in lines])


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
    tx: TxDep, code: AccountCode, owner: UUID, currency: CurrencyQuery = "CNY"
) -> AccountBody:
    account = Account(code, owner)
    queries.check_visible(tx, account)
    balance = await queries.read_account(tx, account, currency)
    return AccountBody.of(balance, await queries.name_owners(tx, [account]))


@router.get("/accounts/{code}/{owner}/statement", responses=problems(AccountNotFound))
async def list_account_postings_endpoint(
    tx: TxDep,
    code: AccountCode,
    owner: UUID,
    page: PageDep,
    currency: CurrencyQuery = "CNY",
) -> SliceBody[StatementLineBody]:
    account = Account(code, owner)
    queries.check_visible(tx, account)
    found = await queries.list_postings(tx, account, page, currency)
    items = [StatementLineBody.of(line) for line in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/accounts/{code}/{owner}/holds", responses=problems(AccountNotFound))
async def list_account_holds_endpoint(
    tx: TxDep,
    code: AccountCode,
    owner: UUID,
    page: PageDep,
    currency: CurrencyQuery = "CNY",
) -> SliceBody[HeldMoneyBody]:
    """Newest first: what is set aside, and what became of it."""
    account = Account(code, owner)
    queries.check_visible(tx, account)
    found = await queries.list_holds(tx, account, page, currency)
    items = [HeldMoneyBody.of(hold) for hold in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/entries/{entry_id}", responses=problems(EntryNotFound))
async def get_entry_endpoint(tx: TxDep, entry_id: UUID) -> EntryBody:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    entry = await queries.get_entry(tx, EntryId(entry_id))
    names = await queries.name_owners(tx, [posting.account for posting in entry.postings])
    return EntryBody.of(entry, names)
