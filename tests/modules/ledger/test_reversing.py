"""Taking entries back, closing periods, and proving the books of any past moment."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from httpx2 import AsyncClient
from sqlalchemy import text

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx, utc_now
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.dates import business_date_at
from rongqu.kernel.errors import DomainError
from rongqu.kernel.ids import EntryId, new_id
from rongqu.modules.ledger.actions.close_period import close_period
from rongqu.modules.ledger.errors import (
    AlreadyReversed,
    CannotClose,
    EntryNotFound,
    IsReversal,
    Overdrawn,
    PeriodClosed,
    ReferenceTaken,
)
from rongqu.modules.ledger.jobs import prove_books_daily
from rongqu.modules.ledger.public import (
    Account,
    AccountCode,
    AsOf,
    Entry,
    compute_balance,
    post_entries,
    reverse_entry,
)
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published, told
from tests.builders.ledger import balance_of, count_entries, move, pay_in, post, unproved_balances
from tests.database import as_owner

OWNER, OTHER = UUID(int=101), UUID(int=102)
JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 28)
STAFF = signed_in("ledger:view_everywhere", "ledger:close", portal=Portal.OPERATIONS)


async def reverse(engine: Engine, entry_id: EntryId) -> EntryId:
    async with open_tx(engine, SYSTEM) as tx:
        return await reverse_entry(tx, entry_id)


async def close(engine: Engine, through: date) -> None:
    async with open_tx(engine, SYSTEM) as tx:
        await close_period(tx, through)


async def test_a_reversal_takes_everything_back_for_the_same_day(
    client: AsyncClient, engine: Engine
) -> None:
    entry = replace(pay_in(OWNER, 500), effective_on=JANUARY)
    await post(engine, entry)

    reversal_id = await reverse(engine, entry.id)

    assert await balance_of(engine, AccountCode.CUSTODY, OWNER) == 0
    path = f"/ledger/entries/{entry.id}"
    shown = (await client.get(path, headers=STAFF)).json()
    opposite = (await client.get(f"/ledger/entries/{reversal_id}", headers=STAFF)).json()
    assert (shown["reversed_by"], opposite["reverses"]) == (str(reversal_id), str(entry.id))
    assert opposite["effective_on"] == "2026-01-31"
    assert [each["amount"]["amount"] for each in opposite["postings"]] == ["-5.00", "5.00"]
    assert await published(engine) == ["ledger.entry_reversed.v1"]


async def test_an_entry_is_reversed_once_and_a_reversal_never(engine: Engine) -> None:
    entry = pay_in(OWNER, 500)
    await post(engine, entry)
    reversal_id = await reverse(engine, entry.id)

    for wished, kind in (
        (entry.id, AlreadyReversed),
        (reversal_id, IsReversal),
        (EntryId(new_id()), EntryNotFound),
    ):
        with pytest.raises(kind):
            await reverse(engine, wished)

    assert await count_entries(engine) == 2


async def test_of_two_reversals_at_once_one_is_made(engine: Engine) -> None:
    entry = pay_in(OWNER, 500)
    await post(engine, entry)

    outcomes = await asyncio.gather(
        *(reverse(engine, entry.id) for _ in range(3)), return_exceptions=True
    )

    assert sum(isinstance(outcome, AlreadyReversed) for outcome in outcomes) == 2
    assert await balance_of(engine, AccountCode.CUSTODY, OWNER) == 0


async def test_money_that_is_gone_is_not_taken_back(engine: Engine) -> None:
    entry = pay_in(OWNER, 500)
    await post(engine, entry)
    await post(engine, move(OWNER, OTHER, 1))

    with pytest.raises(Overdrawn):
        await reverse(engine, entry.id)

    assert await balance_of(engine, AccountCode.CUSTODY, OWNER) == 499


async def test_a_closed_period_takes_no_entry_and_no_reversal(engine: Engine) -> None:
    early = replace(pay_in(OWNER, 500), effective_on=JANUARY)
    await post(engine, early)
    await close(engine, JANUARY)
    three = replace(early, id=EntryId(new_id()), reference="three", postings=early.postings * 2)

    for refused in (replace(pay_in(OTHER, 1), effective_on=JANUARY), three):
        with pytest.raises(PeriodClosed):
            await post(engine, refused)
    with pytest.raises(PeriodClosed):
        await reverse(engine, early.id)
    await post(engine, early)  # what is there already is answered, not refused
    await post(engine, replace(pay_in(OTHER, 1), effective_on=JANUARY + timedelta(days=1)))

    assert await balance_of(engine, AccountCode.CUSTODY, OWNER) == 500
    assert await count_entries(engine) == 2


async def test_periods_are_closed_one_after_the_other_and_only_when_over(engine: Engine) -> None:
    await close(engine, FEBRUARY)

    refused: list[type[DomainError]] = []
    for day in (JANUARY, FEBRUARY, business_date_at(utc_now())):
        with pytest.raises(CannotClose) as raised:
            await close(engine, day)
        refused.append(raised.type)

    assert len(refused) == 3
    assert await published(engine) == ["ledger.period_closed.v1"]


async def test_closing_waits_for_what_is_under_way(engine: Engine) -> None:
    entry = replace(pay_in(OWNER, 500), effective_on=JANUARY)
    async with open_tx(engine, SYSTEM) as tx:
        await post_entries(tx, [entry])
        closing = asyncio.create_task(close(engine, JANUARY))
        await _until_somebody_waits(engine)
        assert not closing.done()
    await closing

    assert await balance_of(engine, AccountCode.CUSTODY, OWNER) == 500


async def _until_somebody_waits(engine: Engine) -> None:
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    async with engine.connect(PLATFORM) as connection:
        while not (await connection.execute(waiting)).scalar_one():
            await asyncio.sleep(0.01)


async def test_every_past_state_can_be_proved_by_day_and_by_instant(
    client: AsyncClient, engine: Engine
) -> None:
    await post(engine, replace(pay_in(OWNER, 1000), effective_on=JANUARY))
    between = utc_now()
    await post(engine, replace(move(OWNER, OTHER, 300), effective_on=JANUARY))
    await post(engine, replace(pay_in(OWNER, 50), effective_on=FEBRUARY))
    account = Account(AccountCode.CUSTODY, OWNER)

    async with open_tx(engine, SYSTEM) as tx:
        by_day = await compute_balance(tx, account, "CNY", AsOf(JANUARY))
        by_instant = await compute_balance(tx, account, "CNY", AsOf(None, between))
    path = f"/ledger/accounts/custody/{OWNER}/balance"
    shown = (await client.get(path, params={"as_of": "2026-02-28"}, headers=STAFF)).json()
    trial = await client.get(
        "/ledger/trial-balance", params={"at": between.isoformat()}, headers=STAFF
    )

    assert (by_day.minor, by_instant.minor) == (700, 1000)
    assert shown["balance"]["amount"] == "7.50"
    assert [line["credit"]["amount"] for line in trial.json()["lines"]] == ["0.00", "10.00"]


async def test_the_journal_is_searched(client: AsyncClient, engine: Engine) -> None:
    entries: list[Entry] = [pay_in(OWNER, 500), pay_in(OTHER, 400), move(OWNER, OTHER, 100)]
    for entry in entries:
        await post(engine, entry)
    today = business_date_at(utc_now()).isoformat()

    async def found(**only: str) -> list[int]:
        answer = (await client.get("/ledger/entries", params=only, headers=STAFF)).json()
        ids = [str(entry.id) for entry in entries]
        return [ids.index(each["id"]) for each in answer["items"]]

    assert await found() == [2, 1, 0]
    assert await found(reference="tests.move") == [2]
    assert await found(code="bank_settlement") == [1, 0]
    assert await found(owner=str(OTHER)) == [2, 1]
    assert await found(code="custody", owner=str(OWNER), booked_from=today) == [2, 0]
    assert await found(booked_to="2026-01-01") == []
    first = (await client.get("/ledger/entries?limit=2", headers=STAFF)).json()
    assert await found(cursor=first["next_cursor"]) == [0]


async def test_the_books_are_proved_and_the_proof_is_kept(
    client: AsyncClient, engine: Engine, work: Work
) -> None:
    await post(engine, pay_in(OWNER, 500))
    await prove_books_daily.run(work)
    async with as_owner(engine) as connection:
        await connection.execute(text("SET LOCAL session_replication_role = replica"))
        spoilt = "UPDATE ledger.balance SET debit_minor = debit_minor + 1, held_minor = 1"
        await connection.execute(text(f"{spoilt} WHERE is_limited"))

    made = await client.post("/ledger/proofs", headers=STAFF | new_key())
    listed = (await client.get("/ledger/proofs", headers=STAFF)).json()["items"]

    assert made.status_code == 201
    assert [(each["wrong_balances"], each["wrong_holds"]) for each in listed] == [(1, 1), (0, 0)]
    assert [each["is_exact"] for each in listed] == [False, True]
    assert (listed[0]["accounts"], listed[0]["entries"], listed[0]["postings"]) == (2, 1, 2)
    assert await unproved_balances(engine) != []


async def test_what_a_closed_period_was_is_told_and_a_change_is_found(
    client: AsyncClient, engine: Engine
) -> None:
    for owner in (OWNER, OTHER):
        await post(engine, replace(pay_in(owner, 500), effective_on=JANUARY))
    await post(engine, replace(pay_in(OWNER, 700), effective_on=FEBRUARY))
    for through in (JANUARY, FEBRUARY):
        await close(engine, through)
    [january, february] = await told(engine, "ledger.period_closed.v1")

    whole = await client.post("/ledger/proofs", headers=STAFF | new_key())
    async with as_owner(engine) as connection:
        await connection.execute(text("SET LOCAL session_replication_role = replica"))
        forged = "UPDATE ledger.entry SET reference = 'forged' WHERE effective_on = '2026-02-28'"
        await connection.execute(text(forged))
    spoilt = await client.post("/ledger/proofs", headers=STAFF | new_key())

    assert (january["entries"], february["entries"]) == (2, 1)
    assert len({january["sha256"], february["sha256"]}) == 2
    assert (whole.json()["changed_periods"], whole.json()["is_exact"]) == (0, True)
    assert (spoilt.json()["changed_periods"], spoilt.json()["is_exact"]) == (1, False)


def earned(code: AccountCode, minor: int, day: date, product: str | None = None) -> Entry:
    """A fee from a custody account, or back to it as a coupon."""
    entry = move(OWNER, OTHER, minor)
    source, target = entry.postings
    platform = Account(code)
    sides = (source, replace(target, account=platform))
    if minor < 0:
        sides = (replace(target, account=platform), source)
    return replace(entry, postings=sides, effective_on=day, product=product)


async def test_revenue_is_listed_by_month_kind_and_product(
    client: AsyncClient, engine: Engine
) -> None:
    await post(engine, pay_in(OWNER, 10_000))
    lease = earned(AccountCode.FEE_INCOME, 900, JANUARY, "equipment_lease")
    for entry in (
        lease,
        earned(AccountCode.FEE_INCOME, 300, JANUARY, "credit_loan"),
        earned(AccountCode.FEE_INCOME, 200, JANUARY, "credit_loan"),
        earned(AccountCode.COUPON_COST, -50, JANUARY),
        earned(AccountCode.MANAGEMENT_FEE_INCOME, 70, FEBRUARY, "reits"),
    ):
        await post(engine, entry)
    await post(engine, lease)
    with pytest.raises(ReferenceTaken):
        await post(engine, replace(lease, product="reits"))
    await reverse(engine, lease.id)

    only = {"since": "2026-01-01", "until": "2026-02-28"}
    lines = (await client.get("/ledger/revenue", params=only, headers=STAFF)).json()["items"]

    assert [
        (each["month"], each["code"], each["product"], each["amount"]["amount"]) for each in lines
    ] == [
        ("2026-02-01", "management_fee_income", "reits", "0.70"),
        ("2026-01-01", "coupon_cost", None, "-0.50"),
        ("2026-01-01", "fee_income", "credit_loan", "5.00"),
        ("2026-01-01", "fee_income", "equipment_lease", "0.00"),
    ]
    assert [each["entries"] for each in lines] == [1, 1, 2, 2]


async def test_staff_close_a_period(client: AsyncClient) -> None:
    body = {"through": "2026-01-31"}
    closed = await client.post("/ledger/closings", json=body, headers=STAFF | new_key())
    again = await client.post("/ledger/closings", json=body, headers=STAFF | new_key())
    trial = (await client.get("/ledger/trial-balance", headers=STAFF)).json()

    assert (closed.status_code, again.json()["code"]) == (201, "ledger.cannot_close")
    assert trial["closed_through"] == "2026-01-31"


@pytest.mark.parametrize("path", ["closings", "proofs"])
async def test_only_staff_close_and_prove(client: AsyncClient, path: str) -> None:
    member = signed_in("ledger:view", organisation=OWNER)
    body = {"through": "2026-01-31"}
    answer = await client.post(f"/ledger/{path}", json=body, headers=member | new_key())

    assert answer.status_code == 403
