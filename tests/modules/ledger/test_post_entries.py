from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from rongqu.infra.database import Engine
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import Tx, open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.modules.ledger import tables
from rongqu.modules.ledger.errors import Overdrawn, ReferenceTaken, Unbalanced
from rongqu.modules.ledger.public import (
    Account,
    AccountCode,
    Entry,
    Posting,
    post_entries,
    post_entry,
)
from tests.builders.ledger import (
    balance_of,
    cny,
    count_entries,
    move,
    pay_in,
    post,
    sum_of_all_accounts,
    unproved_balances,
)

OWNERS = [UUID(int=n) for n in (101, 102, 103)]
OWNER = OWNERS[0]


async def custody(engine: Engine, owner: UUID = OWNER) -> int:
    return await balance_of(engine, AccountCode.CUSTODY, owner)


async def test_a_reference_is_posted_once(engine: Engine) -> None:
    await post(engine, pay_in(OWNER, 500, "one"))
    await post(engine, pay_in(OWNER, 500, "one"))

    assert await custody(engine) == 500
    assert await balance_of(engine, AccountCode.BANK_SETTLEMENT) == 500
    assert await count_entries(engine) == 1


async def test_a_reference_is_posted_once_by_five_at_the_same_time(engine: Engine) -> None:
    await asyncio.gather(*(post(engine, pay_in(OWNER, 500, "one")) for _ in range(5)))

    assert await custody(engine) == 500


async def test_a_reference_does_not_serve_two_entries(engine: Engine) -> None:
    await post(engine, pay_in(OWNER, 500, "one"))

    with pytest.raises(ReferenceTaken):
        await post(engine, pay_in(OWNER, 501, "one"))

    assert await custody(engine) == 500


async def test_a_posting_of_nothing_is_left_out(engine: Engine) -> None:
    entry = pay_in(OWNER, 500)
    fee = Posting(Account(AccountCode.FEE_INCOME), cny(0))
    for _ in range(2):
        await post(engine, replace(entry, postings=(*entry.postings, fee)))

    assert await custody(engine) == 500
    assert await count_entries(engine) == 1


async def test_an_entry_counts_for_its_day_and_is_booked_today(engine: Engine) -> None:
    long_ago = date(2026, 1, 31)
    await post(engine, replace(pay_in(OWNER, 500), effective_on=long_ago))

    async with open_tx(engine, SYSTEM) as tx:
        row = (await tx.connection.execute(tables.entry.select())).one()
        assert (row.effective_on, row.booked_on) == (long_ago, tx.business_date)


async def test_a_repetition_is_answered_with_the_first_entry(engine: Engine) -> None:
    first, again = pay_in(OWNER, 500, "one"), pay_in(OWNER, 500, "one")

    async with open_tx(engine, SYSTEM) as tx:
        answers = [await post_entry(tx, entry) for entry in (first, again)]

    assert answers == [first.id, first.id]


async def test_a_batch_is_posted_as_a_whole_and_its_repetition_changes_nothing(
    engine: Engine,
) -> None:
    """Also where a part of it was there before, and one is in it twice."""
    batch = [pay_in(owner, 100 + n) for n, owner in enumerate(OWNERS * 4)]
    await post(engine, batch[5])

    for _ in range(2):
        async with open_tx(engine, SYSTEM) as tx:
            again = replace(batch[0], id=pay_in(OWNER, 1).id)
            answers = await post_entries(tx, [*batch, again])
        assert answers == [*(entry.id for entry in batch), batch[0].id]

    assert await count_entries(engine) == 12
    assert [await custody(engine, owner) for owner in OWNERS] == [418, 422, 426]
    assert await unproved_balances(engine) == []


async def test_of_a_batch_with_one_bad_entry_nothing_is_posted(engine: Engine) -> None:
    await post(engine, pay_in(OWNER, 500, "one"))
    good = pay_in(OWNER, 100)

    for bad, kind in (
        (move(OWNERS[1], OWNER, 1), Overdrawn),
        (pay_in(OWNER, 501, "one"), ReferenceTaken),
        (replace(pay_in(OWNER, 500, "one"), effective_on=date(2026, 1, 31)), ReferenceTaken),
        (replace(good, postings=good.postings[:1]), Unbalanced),
    ):
        with pytest.raises(kind):
            async with open_tx(engine, SYSTEM) as tx:
                await post_entries(tx, [good, bad])

    assert await count_entries(engine) == 1
    assert await custody(engine) == 500


async def test_the_chart_is_the_same_in_the_code_and_in_the_database(engine: Engine) -> None:
    async with engine.connect(PLATFORM) as connection:
        lines = (await connection.execute(tables.chart.select())).all()

    in_code = {(code.value, code.side.value, code.owned_by.value) for code in AccountCode}
    assert {(line.code, line.side, line.owned_by) for line in lines} == in_code


async def test_custody_is_never_overdrawn(engine: Engine) -> None:
    source, target, _ = OWNERS
    await post(engine, pay_in(source, 500))

    with pytest.raises(Overdrawn):
        await post(engine, move(source, target, 501))

    assert [await custody(engine, owner) for owner in OWNERS] == [500, 0, 0]
    assert await count_entries(engine) == 1


async def test_of_many_who_take_at_once_only_as_many_succeed_as_the_money_allows(
    engine: Engine,
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
    engine: Engine,
) -> None:
    here, there, _ = OWNERS
    await post(engine, pay_in(here, 1000))
    await post(engine, pay_in(there, 1000))

    back_and_forth = [move(*sides, 10) for sides in [(here, there), (there, here)] * 10]
    await asyncio.gather(*(post(engine, entry) for entry in back_and_forth))

    assert [await custody(engine, owner) for owner in (here, there)] == [1000, 1000]


async def test_the_database_refuses_what_does_not_balance(engine: Engine) -> None:
    """Also when the rule is passed by: here one posting is added to a posted entry."""
    entry = pay_in(OWNER, 500)
    await post(engine, entry)
    [custody_id] = await account_ids(engine, AccountCode.CUSTODY)
    one_more = {
        "entry_id": entry.id,
        "number": 2,
        "account_id": custody_id,
        "amount_minor": 1,
    }

    with pytest.raises(IntegrityError, match="does not balance"):
        async with engine.begin(PLATFORM) as connection:
            await connection.execute(insert(tables.posting).values(one_more))

    assert await custody(engine) == 500


async def test_the_database_refuses_to_add_to_an_entry(engine: Engine) -> None:
    """Also what would balance by itself."""
    entry = pay_in(OWNER, 500)
    await post(engine, entry)
    [bank_id] = await account_ids(engine, AccountCode.BANK_SETTLEMENT)
    [custody_id] = await account_ids(engine, AccountCode.CUSTODY)
    two_more = [
        {"entry_id": entry.id, "number": 2, "account_id": bank_id, "amount_minor": 1},
        {"entry_id": entry.id, "number": 3, "account_id": custody_id, "amount_minor": -1},
    ]

    with pytest.raises(IntegrityError, match="never added to"):
        async with engine.begin(PLATFORM) as connection:
            await connection.execute(insert(tables.posting).values(two_more))

    assert await custody(engine) == 500


async def account_ids(engine: Engine, code: AccountCode) -> list[int]:
    async with engine.connect(PLATFORM) as connection:
        columns = tables.account.c
        ids = tables.account.select().with_only_columns(columns.id).where(columns.code == code)
        return list((await connection.execute(ids)).scalars())


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ("UPDATE ledger.posting SET amount_minor = 1", "permission denied"),
        ("UPDATE ledger.entry SET reference = ''", "permission denied"),
        ("DELETE FROM ledger.posting", "permission denied"),
        ("TRUNCATE ledger.entry CASCADE", "permission denied"),
        ("UPDATE ledger.balance SET debit_minor = 0", "by postings and holds"),
        ("DELETE FROM ledger.balance", "by postings and holds"),
        (
            "INSERT INTO ledger.balance SELECT account_id, 9, 10, 1, 0, false FROM ledger.balance",
            "by postings and holds",
        ),
    ],
)
async def test_what_is_posted_never_changes(engine: Engine, change: str, refusal: str) -> None:
    await post(engine, pay_in(OWNER, 500))

    with pytest.raises(DBAPIError, match=refusal):
        async with engine.begin(PLATFORM) as connection:
            await connection.execute(text(change))

    assert await custody(engine) == 500


async def test_an_account_of_everybody_is_not_a_queue(engine: Engine) -> None:
    """Two transactions post to the settlement account; neither waits for the other to end."""
    await post(engine, pay_in(OWNERS[2], 500))
    async with AsyncExitStack() as stack:
        by_part: dict[int, Tx] = {}
        while len(by_part) < 2:
            tx = await stack.enter_async_context(open_tx(engine, SYSTEM))
            chosen = text(
                "SELECT pg_backend_pid() % parts FROM ledger.chart WHERE code = 'bank_settlement'"
            )
            by_part[(await tx.connection.execute(chosen)).scalar_one()] = tx
        for tx, owner in zip(by_part.values(), OWNERS, strict=False):
            await post_entry(tx, pay_in(owner, 500))

    assert await balance_of(engine, AccountCode.BANK_SETTLEMENT) == 1500


orders = st.lists(
    st.tuples(st.sampled_from(OWNERS), st.sampled_from(OWNERS), st.integers(1, 100)),
    min_size=2,
    max_size=8,
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(orders)
async def test_the_order_of_what_is_posted_at_once_does_not_matter(
    engine: Engine, wished: list[tuple[UUID, UUID, int]]
) -> None:
    """One after the other, all at once, and all in one batch: three times the same change."""
    for owner in OWNERS:
        await post(engine, pay_in(owner, 3 * 800))
    changes: list[list[int]] = []
    for way in (_in_turn, _at_once, _in_one_batch):
        before = [await custody(engine, owner) for owner in OWNERS]
        await way(engine, [move(*each) for each in wished if each[0] != each[1]])
        after = [await custody(engine, owner) for owner in OWNERS]
        changes.append([now - then for now, then in zip(after, before, strict=True)])

    assert changes[0] == changes[1] == changes[2]
    assert await unproved_balances(engine) == []


async def _in_turn(engine: Engine, entries: list[Entry]) -> None:
    for entry in entries:
        await post(engine, entry)


async def _at_once(engine: Engine, entries: list[Entry]) -> None:
    await asyncio.gather(*(post(engine, entry) for entry in entries))


async def _in_one_batch(engine: Engine, entries: list[Entry]) -> None:
    async with open_tx(engine, SYSTEM) as tx:
        await post_entries(tx, entries)


moves = st.lists(
    st.tuples(st.sampled_from(OWNERS), st.sampled_from([*OWNERS, None]), st.integers(1, 100)),
    min_size=1,
    max_size=12,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves)
async def test_no_money_appears_or_vanishes_and_nobody_owes_custody(
    engine: Engine, wished: list[tuple[UUID, UUID | None, int]]
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
