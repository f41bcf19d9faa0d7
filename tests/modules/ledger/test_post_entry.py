from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from datetime import date
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from rongqu.infra.tx import Tx, open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import EntryId, new_id
from rongqu.modules.ledger import tables
from rongqu.modules.ledger.errors import Overdrawn, ReferenceTaken
from rongqu.modules.ledger.public import Account, AccountCode, Entry, Posting, post_entry
from tests.builders.events import published
from tests.builders.ledger import balance_of, cny, pay_in, post, sum_of_all_accounts

OWNERS = [UUID(int=n) for n in (101, 102, 103)]
OWNER = OWNERS[0]


def move(source: UUID, target: UUID, minor: int) -> Entry:
    entry_id = EntryId(new_id())
    postings = (
        Posting(Account(AccountCode.CUSTODY, source), cny(minor)),
        Posting(Account(AccountCode.CUSTODY, target), cny(-minor)),
    )
    return Entry(id=entry_id, reference=f"tests.move:{entry_id}", postings=postings)


async def custody(engine: AsyncEngine, owner: UUID = OWNER) -> int:
    return await balance_of(engine, AccountCode.CUSTODY, owner)


async def test_a_reference_is_posted_once(engine: AsyncEngine) -> None:
    await post(engine, pay_in(OWNER, 500, "one"))
    await post(engine, pay_in(OWNER, 500, "one"))

    assert await custody(engine) == 500
    assert await balance_of(engine, AccountCode.BANK_SETTLEMENT) == 500
    assert await published(engine) == ["ledger.entry_posted.v1"]


async def test_a_reference_is_posted_once_by_five_at_the_same_time(engine: AsyncEngine) -> None:
    await asyncio.gather(*(post(engine, pay_in(OWNER, 500, "one")) for _ in range(5)))

    assert await custody(engine) == 500


async def test_a_reference_does_not_serve_two_entries(engine: AsyncEngine) -> None:
    await post(engine, pay_in(OWNER, 500, "one"))

    with pytest.raises(ReferenceTaken):
        await post(engine, pay_in(OWNER, 501, "one"))

    assert await custody(engine) == 500


async def test_a_posting_of_nothing_is_left_out(engine: AsyncEngine) -> None:
    entry = pay_in(OWNER, 500)
    fee = Posting(Account(AccountCode.FEE_INCOME), cny(0))
    for _ in range(2):
        await post(
            engine,
            Entry(id=entry.id, reference=entry.reference, postings=(*entry.postings, fee)),
        )

    assert await custody(engine) == 500
    assert await published(engine) == ["ledger.entry_posted.v1"]


async def test_an_entry_counts_for_its_day_and_is_booked_today(engine: AsyncEngine) -> None:
    entry = pay_in(OWNER, 500)
    long_ago = date(2026, 1, 31)
    await post(
        engine,
        Entry(id=entry.id, reference="late", postings=entry.postings, effective_on=long_ago),
    )

    async with open_tx(engine, SYSTEM) as tx:
        row = (await tx.connection.execute(tables.entry.select())).one()
        assert (row.effective_on, row.booked_on) == (long_ago, tx.business_date)


async def test_custody_is_never_overdrawn(engine: AsyncEngine) -> None:
    source, target, _ = OWNERS
    await post(engine, pay_in(source, 500))

    with pytest.raises(Overdrawn):
        await post(engine, move(source, target, 501))

    assert [await custody(engine, owner) for owner in OWNERS] == [500, 0, 0]
    assert await published(engine) == ["ledger.entry_posted.v1"]


async def test_of_many_who_take_at_once_only_as_many_succeed_as_the_money_allows(
    engine: AsyncEngine,
) -> None:
    source, target, _ = OWNERS
    await post(engine, pay_in(source, 300))

    outcomes = await asyncio.gather(
        *(post(engine, move(source, target, 100)) for _ in range(8)), return_exceptions=True
    )

    assert sum(isinstance(outcome, Overdrawn) for outcome in outcomes) == 5
    assert sum(outcome is None for outcome in outcomes) == 3
    assert [await custody(engine, owner) for owner in (source, target)] == [0, 300]


async def test_entries_in_both_directions_never_wait_for_each_other_for_good(
    engine: AsyncEngine,
) -> None:
    here, there, _ = OWNERS
    await post(engine, pay_in(here, 1000))
    await post(engine, pay_in(there, 1000))

    back_and_forth = [move(*sides, 10) for sides in [(here, there), (there, here)] * 10]
    await asyncio.gather(*(post(engine, entry) for entry in back_and_forth))

    assert [await custody(engine, owner) for owner in (here, there)] == [1000, 1000]


async def test_the_database_refuses_what_does_not_balance(engine: AsyncEngine) -> None:
    """Also when the rule is passed by: here one posting is added to a posted entry."""
    entry = pay_in(OWNER, 500)
    await post(engine, entry)
    one_more = {
        "entry_id": entry.id,
        "number": 2,
        "account_code": AccountCode.CUSTODY,
        "account_owner": OWNER,
        "amount_minor": 1,
        "currency": "CNY",
    }

    with pytest.raises(IntegrityError, match="does not balance"):
        async with engine.begin() as connection:
            await connection.execute(insert(tables.posting).values(one_more))

    assert await custody(engine) == 500


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ("UPDATE ledger.posting SET amount_minor = 1", "append-only"),
        ("UPDATE ledger.entry SET reference = ''", "append-only"),
        ("DELETE FROM ledger.posting", "append-only"),
        ("TRUNCATE ledger.entry CASCADE", "append-only"),
        ("UPDATE ledger.balance SET debit_minor = 0", "by postings only"),
        ("DELETE FROM ledger.balance", "by postings only"),
        (
            "INSERT INTO ledger.balance VALUES ('suspense', gen_random_uuid(), 'CNY', 0, 1)",
            "by postings only",
        ),
    ],
)
async def test_what_is_posted_never_changes(engine: AsyncEngine, change: str, refusal: str) -> None:
    await post(engine, pay_in(OWNER, 500))

    with pytest.raises(DBAPIError, match=refusal):
        async with engine.begin() as connection:
            await connection.execute(text(change))

    assert await custody(engine) == 500


async def test_an_account_of_everybody_is_not_a_queue(engine: AsyncEngine) -> None:
    """Two transactions post to the settlement account; neither waits for the other to end."""
    async with AsyncExitStack() as stack:
        by_part: dict[int, Tx] = {}
        while len(by_part) < 2:
            tx = await stack.enter_async_context(open_tx(engine, SYSTEM))
            chosen = text("SELECT ledger.part_of('bank_settlement')")
            by_part[(await tx.connection.execute(chosen)).scalar_one()] = tx
        for tx, owner in zip(by_part.values(), OWNERS, strict=False):
            await post_entry(tx, pay_in(owner, 500))

    assert await balance_of(engine, AccountCode.BANK_SETTLEMENT) == 1000


moves = st.lists(
    st.tuples(st.sampled_from(OWNERS), st.sampled_from([*OWNERS, None]), st.integers(1, 100)),
    min_size=1,
    max_size=12,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves)
async def test_no_money_appears_or_vanishes_and_nobody_owes_custody(
    engine: AsyncEngine, wished: list[tuple[UUID, UUID | None, int]]
) -> None:
    """A source of None is the world outside; who has too little is refused as a whole."""
    expected = {owner: await custody(engine, owner) for owner in OWNERS}
    for source, target, minor in wished:
        if target is None:
            await post(engine, pay_in(source, minor))
            expected[source] += minor
        elif source != target:
            if expected[source] < minor:
                with pytest.raises(Overdrawn):
                    await post(engine, move(source, target, minor))
            else:
                await post(engine, move(source, target, minor))
                expected[source] -= minor
                expected[target] += minor

    assert {owner: await custody(engine, owner) for owner in OWNERS} == expected
    assert await sum_of_all_accounts(engine) == 0
    assert await unproved_balances(engine) == []


async def unproved_balances(engine: AsyncEngine) -> list[object]:
    """Balances that are not the sum of their postings."""
    differing = """
        SELECT code, owner, currency FROM (
            SELECT account_code code, account_owner owner, currency, debit_minor minor
                FROM ledger.balance
            UNION ALL
            SELECT account_code, account_owner, currency, -amount_minor FROM ledger.posting
        ) both_sides GROUP BY code, owner, currency HAVING sum(minor) <> 0
    """
    async with engine.connect() as connection:
        return list((await connection.exec_driver_sql(differing)).all())
