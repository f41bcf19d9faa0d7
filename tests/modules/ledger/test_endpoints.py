"""What the ledger shows, and to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import fastexcel
import pytest
from httpx2 import AsyncClient

from rongqu.infra.database import Engine
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.ids import new_id
from rongqu.modules.identity.tables import organisation
from rongqu.modules.ledger.public import PLATFORM, Account, AccountCode, Entry, Posting
from tests.builders.actors import signed_in
from tests.builders.ledger import cny, pay_in, post

OWNER, OTHER = UUID(int=101), UUID(int=102)
STAFF = signed_in("ledger:view_everywhere", portal=Portal.OPERATIONS)
MEMBER = signed_in("ledger:view", organisation=OWNER)


def freeze(owner: UUID, minor: int, effective_on: date | None = None) -> Entry:
    postings = (
        Posting(Account(AccountCode.CUSTODY, owner), cny(minor)),
        Posting(Account(AccountCode.FROZEN, owner), cny(-minor)),
    )
    return Entry(
        reference=f"tests.freeze:{new_id()}",
        postings=postings,
        effective_on=effective_on,
    )


def amounts(lines: list[dict[str, Any]], key: str) -> list[str]:
    return [line[key]["amount"] for line in lines]


async def test_the_trial_balance_has_the_same_sum_on_both_sides(
    client: AsyncClient, engine: Engine
) -> None:
    await post(engine, pay_in(OWNER, 1000))
    await post(engine, pay_in(OTHER, 500))
    await post(engine, freeze(OWNER, 300))

    body = (await client.get("/ledger/trial-balance", headers=STAFF)).json()

    assert body["as_of"] is None
    assert [(line["code"], line["accounts"]) for line in body["lines"]] == [
        ("bank_settlement", 1),
        ("custody", 2),
        ("frozen", 1),
    ]
    assert amounts(body["lines"], "debit") == ["15.00", "0.00", "0.00"]
    assert amounts(body["lines"], "credit") == ["0.00", "12.00", "3.00"]


async def test_the_trial_balance_and_revenue_can_be_taken_away(
    client: AsyncClient, engine: Engine
) -> None:
    fee = Posting(Account(AccountCode.FEE_INCOME), cny(-1250))
    custody = Posting(Account(AccountCode.CUSTODY, OWNER), cny(1250))
    await post(engine, pay_in(OWNER, 2000))
    earned = Entry(reference=f"tests.fee:{new_id()}", postings=(custody, fee))
    await post(engine, replace(earned, effective_on=date(2026, 3, 5), product="credit_loan"))

    trial = await client.get("/ledger/trial-balance.xlsx", headers=STAFF)
    path = "/ledger/revenue.xlsx?since=2026-03-01&until=2026-03-31"
    revenue = await client.get(path, headers=STAFF)
    refused = await client.get("/ledger/trial-balance.xlsx", headers=MEMBER)

    read: Any = fastexcel.read_excel(trial.content)
    balances = read.load_sheet("试算平衡表").to_polars()
    assert balances["科目"].to_list() == ["存管银行存款", "存管资金", "融资服务费收入"]
    assert balances["借方余额"].to_list() == [20.0, 0.0, 0.0]
    assert balances["贷方余额"].to_list() == [0.0, 7.5, 12.5]
    read = fastexcel.read_excel(revenue.content)
    assert read.load_sheet("平台收入").to_polars().rows() == [
        ("2026-03", "融资服务费收入", "信用贷", "CNY", 12.5, "1")
    ]
    assert refused.status_code == 403


async def test_the_trial_balance_of_an_earlier_day_comes_from_the_postings(
    client: AsyncClient, engine: Engine
) -> None:
    await post(engine, replace(pay_in(OWNER, 1000), effective_on=date(2026, 1, 31)))
    await post(engine, freeze(OWNER, 300, effective_on=date(2026, 2, 1)))

    path = "/ledger/trial-balance?as_of=2026-01-31"
    body = (await client.get(path, headers=STAFF)).json()

    assert [line["code"] for line in body["lines"]] == ["bank_settlement", "custody"]
    assert amounts(body["lines"], "credit") == ["0.00", "10.00"]


async def test_a_statement_runs_backwards_with_the_balance_after_each_line(
    client: AsyncClient, engine: Engine
) -> None:
    await post(engine, pay_in(OWNER, 1000))
    await post(engine, freeze(OWNER, 300))
    await post(engine, pay_in(OWNER, 50))
    path = f"/ledger/accounts/custody/{OWNER}"

    first = (await client.get(f"{path}/statement?limit=2", headers=MEMBER)).json()
    rest = (
        await client.get(f"{path}/statement?cursor={first['next_cursor']}", headers=MEMBER)
    ).json()
    account = (await client.get(path, headers=MEMBER)).json()

    assert amounts(first["items"], "change") == ["0.50", "-3.00"]
    assert amounts(first["items"], "balance") == ["7.50", "7.00"]
    assert amounts(rest["items"], "balance") == ["10.00"]
    assert rest["next_cursor"] is None
    assert account["balance"] == {"amount": "7.50", "currency": "CNY"}
    assert account["side"] == "credit"


async def test_an_unused_account_is_at_zero(client: AsyncClient) -> None:
    path = f"/ledger/accounts/custody/{OWNER}"

    account = await client.get(path, headers=MEMBER)
    statement = await client.get(f"{path}/statement", headers=MEMBER)

    assert account.json()["balance"]["amount"] == "0.00"
    assert statement.json() == {"items": [], "next_cursor": None}


@pytest.mark.parametrize(
    "path",
    [
        f"custody/{OTHER}",
        f"custody/{OTHER}/statement",
        f"loan_principal/{OWNER}",
        f"fee_income/{PLATFORM}",
    ],
)
async def test_an_organisation_sees_only_its_own_accounts(client: AsyncClient, path: str) -> None:
    mine = await client.get(f"/ledger/accounts/{path}", headers=MEMBER)
    theirs = await client.get(f"/ledger/accounts/{path}", headers=STAFF)

    assert (mine.status_code, mine.json()["code"]) == (404, "ledger.account_not_found")
    assert theirs.status_code == 200


@pytest.mark.parametrize("path", ["trial-balance", "accounts/custody", f"entries/{OWNER}"])
async def test_the_whole_ledger_is_for_staff(client: AsyncClient, path: str) -> None:
    response = await client.get(f"/ledger/{path}", headers=MEMBER)

    assert response.status_code == 403
    assert response.json()["params"] == {"permission": "ledger:view_everywhere"}


async def test_every_figure_opens_the_rows_behind_it(client: AsyncClient, engine: Engine) -> None:
    await post(engine, pay_in(OWNER, 1000))
    await post(engine, pay_in(OTHER, 500))

    accounts = (await client.get("/ledger/accounts/custody?limit=1", headers=STAFF)).json()
    more = f"/ledger/accounts/custody?cursor={accounts['next_cursor']}"
    others = (await client.get(more, headers=STAFF)).json()
    account = accounts["items"][0]
    path = f"/ledger/accounts/custody/{account['owner']}/statement"
    line = (await client.get(path, headers=STAFF)).json()["items"][0]
    entry = (await client.get(f"/ledger/entries/{line['entry_id']}", headers=STAFF)).json()

    assert amounts([account, *others["items"]], "balance") == ["5.00", "10.00"]
    assert [(posting["code"], posting["amount"]["amount"]) for posting in entry["postings"]] == [
        ("bank_settlement", "5.00"),
        ("custody", "-5.00"),
    ]


async def test_accounts_of_organisations_carry_their_names(
    client: AsyncClient, engine: Engine
) -> None:
    async with open_tx(engine, SYSTEM) as tx:
        await tx.connection.execute(
            organisation.insert().values(
                id=OWNER, name="甲公司", kind="enterprise", created_at=tx.now
            )
        )
    entry = pay_in(OWNER, 1000)
    await post(engine, entry)

    account = (await client.get(f"/ledger/accounts/custody/{OWNER}", headers=MEMBER)).json()
    listed = (await client.get("/ledger/accounts/custody", headers=STAFF)).json()
    shown = (await client.get(f"/ledger/entries/{entry.id}", headers=STAFF)).json()

    assert account["owner_name"] == listed["items"][0]["owner_name"] == "甲公司"
    assert [posting["owner_name"] for posting in shown["postings"]] == [None, "甲公司"]


async def test_an_entry_that_is_not_there(client: AsyncClient) -> None:
    response = await client.get(f"/ledger/entries/{new_id()}", headers=STAFF)

    assert (response.status_code, response.json()["code"]) == (404, "ledger.entry_not_found")
