"""Money that is set aside: what it keeps others from, and how it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.storage import Storage
from rongqu.infra.tx import Tx, open_tx, utc_now
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.errors import DomainError
from rongqu.kernel.ids import HoldId, new_id
from rongqu.modules.ledger.errors import (
    CannotHold,
    HoldEnded,
    HoldExceeded,
    HoldExpired,
    HoldNotFound,
    HoldTaken,
    NothingToHold,
    Overdrawn,
)
from rongqu.modules.ledger.jobs import end_expired_holds
from rongqu.modules.ledger.public import (
    Account,
    AccountCode,
    Entry,
    Hold,
    HoldStatus,
    NewHold,
    find_hold,
    get_available,
    get_balance,
    place_hold,
    place_holds,
    post_entries,
    post_entry,
    void_hold,
)
from tests.builders.events import published
from tests.builders.ledger import cny, count_entries, move, pay_in, post, unproved_balances

PAYER, PAYEE = UUID(int=101), UUID(int=102)
CUSTODY = Account(AccountCode.CUSTODY, PAYER)


def a_hold(minor: int, owner: UUID = PAYER, expires_at: datetime | None = None) -> NewHold:
    return NewHold(
        id=HoldId(new_id()),
        account=Account(AccountCode.CUSTODY, owner),
        amount=cny(minor),
        reference="tests.order:1",
        expires_at=expires_at,
    )


async def run(engine: Engine, step: Callable[[Tx], Awaitable[object]]) -> None:
    async with open_tx(engine, SYSTEM) as tx:
        await step(tx)


async def placed(engine: Engine, hold: NewHold) -> NewHold:
    await run(engine, lambda tx: place_hold(tx, hold))
    return hold


async def taken(engine: Engine, hold: NewHold, entry: Entry) -> None:
    await post(engine, replace(entry, hold=hold.id))


async def standing(engine: Engine, owner: UUID = PAYER) -> tuple[int, int]:
    """Balance and what is available of it."""
    account = Account(AccountCode.CUSTODY, owner)
    async with open_tx(engine, SYSTEM) as tx:
        balance = await get_balance(tx, account, "CNY")
        return balance.minor, (await get_available(tx, account, "CNY")).minor


async def read(engine: Engine, hold: NewHold) -> Hold:
    async with open_tx(engine, SYSTEM) as tx:
        found = await find_hold(tx, hold.id)
    assert found is not None
    return found


@pytest.fixture
async def funded(engine: Engine) -> Engine:
    await post(engine, pay_in(PAYER, 1000))
    return engine


async def test_what_is_held_is_not_available_and_still_there(funded: Engine) -> None:
    await placed(funded, a_hold(300))

    assert await standing(funded) == (1000, 700)
    with pytest.raises(Overdrawn):
        await post(funded, move(PAYER, PAYEE, 701))
    await post(funded, move(PAYER, PAYEE, 700))
    assert await standing(funded) == (300, 0)


async def test_an_entry_takes_the_whole_hold(funded: Engine) -> None:
    hold = await placed(funded, a_hold(300))

    await taken(funded, hold, move(PAYER, PAYEE, 300))

    assert await standing(funded) == (700, 700)
    assert await standing(funded, PAYEE) == (300, 300)
    found = await read(funded, hold)
    assert (found.status, found.left, found.posted) == (HoldStatus.POSTED, cny(0), cny(300))
    assert found.ended_at is not None


async def test_an_entry_takes_a_part_and_the_rest_is_released(funded: Engine) -> None:
    hold = await placed(funded, a_hold(300))

    await taken(funded, hold, move(PAYER, PAYEE, 100))

    assert await standing(funded) == (900, 900)
    assert (await read(funded, hold)).posted == cny(100)


async def test_the_rest_can_stay_held_for_further_entries(funded: Engine) -> None:
    hold = await placed(funded, a_hold(300))
    part = replace(move(PAYER, PAYEE, 100), keeps_rest=True)

    await taken(funded, hold, part)
    assert await standing(funded) == (900, 700)
    await taken(funded, hold, replace(part, id=move(PAYER, PAYEE, 1).id, reference="second"))
    await taken(funded, hold, replace(part, id=move(PAYER, PAYEE, 1).id, reference="third"))

    assert await standing(funded) == (700, 700)
    assert (await read(funded, hold)).status is HoldStatus.POSTED


async def test_a_hold_is_placed_once(funded: Engine) -> None:
    hold = a_hold(300)

    await asyncio.gather(*(placed(funded, hold) for _ in range(5)))

    assert await standing(funded) == (1000, 700)


async def test_a_hold_is_voided_once(funded: Engine) -> None:
    hold = await placed(funded, a_hold(300))

    for _ in range(2):
        await run(funded, lambda tx: void_hold(tx, hold.id))
    await placed(funded, hold)

    assert await standing(funded) == (1000, 1000)
    assert (await read(funded, hold)).status is HoldStatus.VOIDED
    assert await published(funded) == ["ledger.hold_voided.v1"]


async def test_a_hold_ends_by_itself(funded: Engine, storage: Storage) -> None:
    soon = utc_now() + timedelta(hours=1)
    ends, stays = (
        await placed(funded, a_hold(300, expires_at=soon)),
        await placed(funded, a_hold(50)),
    )

    for hours in (0.5, 2, 3):
        later = utc_now() + timedelta(hours=hours)
        await end_expired_holds.run(Work(engine=funded, storage=storage, clock=lambda at=later: at))

    assert (await read(funded, ends)).status is HoldStatus.EXPIRED
    assert (await read(funded, stays)).status is HoldStatus.OPEN
    assert await standing(funded) == (1000, 950)
    assert await published(funded) == ["ledger.hold_expired.v1"]


async def test_a_repeated_entry_takes_the_hold_once(funded: Engine) -> None:
    hold = await placed(funded, a_hold(300))
    entry = move(PAYER, PAYEE, 300, "once")

    for _ in range(2):
        await taken(funded, hold, entry)

    assert await standing(funded) == (700, 700)


async def test_many_holds_are_placed_and_taken_in_one_call(funded: Engine) -> None:
    await post(funded, pay_in(PAYEE, 1000))
    holds = [a_hold(10 * n, owner) for n in range(1, 6) for owner in (PAYER, PAYEE)]
    await run(funded, lambda tx: place_holds(tx, holds))
    assert [await standing(funded, each) for each in (PAYER, PAYEE)] == [(1000, 850)] * 2

    there_and_back = {PAYER: PAYEE, PAYEE: PAYER}
    entries = [
        replace(
            move(hold.account.owner, there_and_back[hold.account.owner], hold.amount.minor),
            hold=hold.id,
        )
        for hold in holds
    ]
    await run(funded, lambda tx: post_entries(tx, entries))

    assert [await standing(funded, each) for each in (PAYER, PAYEE)] == [(1000, 1000)] * 2


Refused = tuple[type[DomainError], Callable[[Tx, NewHold], Awaitable[object]]]
REFUSED: dict[str, Refused] = {
    "more_than_available": (Overdrawn, lambda tx, _: place_hold(tx, a_hold(701))),
    "nothing": (NothingToHold, lambda tx, _: place_hold(tx, a_hold(0))),
    "less_than_nothing": (NothingToHold, lambda tx, _: place_hold(tx, a_hold(-1))),
    "of_an_account_without_limit": (
        CannotHold,
        lambda tx, hold: place_hold(
            tx, replace(hold, id=HoldId(new_id()), account=Account(AccountCode.FEE_INCOME))
        ),
    ),
    "same_id_other_amount": (
        HoldTaken,
        lambda tx, hold: place_hold(tx, replace(hold, amount=cny(299))),
    ),
    "void_what_is_not_there": (HoldNotFound, lambda tx, _: void_hold(tx, HoldId(new_id()))),
    "take_too_much": (
        HoldExceeded,
        lambda tx, hold: post_entry(tx, replace(move(PAYER, PAYEE, 301), hold=hold.id)),
    ),
    "take_from_another_account": (
        HoldExceeded,
        lambda tx, hold: post_entry(tx, replace(pay_in(PAYEE, 100), hold=hold.id)),
    ),
    "take_what_is_not_there": (
        HoldNotFound,
        lambda tx, _: post_entry(tx, replace(move(PAYER, PAYEE, 1), hold=HoldId(new_id()))),
    ),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_what_is_refused_changes_nothing(funded: Engine, case: str) -> None:
    kind, step = REFUSED[case]
    hold = await placed(funded, a_hold(300))

    with pytest.raises(kind):
        await run(funded, lambda tx: step(tx, hold))

    assert await standing(funded) == (1000, 700)
    assert await count_entries(funded) == 1


async def test_what_has_ended_is_not_taken_or_voided_again(funded: Engine) -> None:
    posted, voided = await placed(funded, a_hold(300)), await placed(funded, a_hold(200))
    over = await placed(funded, a_hold(100, expires_at=utc_now() - timedelta(seconds=1)))
    await taken(funded, posted, move(PAYER, PAYEE, 300))
    await run(funded, lambda tx: void_hold(tx, voided.id))

    for hold, kind in ((posted, HoldEnded), (voided, HoldEnded), (over, HoldExpired)):
        with pytest.raises(kind):
            await taken(funded, hold, move(PAYER, PAYEE, 10))
    with pytest.raises(HoldEnded):
        await run(funded, lambda tx: void_hold(tx, posted.id))

    assert await standing(funded) == (700, 600)


async def test_of_a_taking_and_a_voiding_at_once_one_wins(funded: Engine) -> None:
    hold = await placed(funded, a_hold(300))

    outcomes = await asyncio.gather(
        taken(funded, hold, move(PAYER, PAYEE, 300)),
        run(funded, lambda tx: void_hold(tx, hold.id)),
        return_exceptions=True,
    )

    assert sum(isinstance(outcome, HoldEnded) for outcome in outcomes) == 1
    assert await standing(funded) in {(1000, 1000), (700, 700)}


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ("UPDATE ledger.hold SET amount_minor = 400", "only ever shrinks"),
        ("DELETE FROM ledger.hold", "permission denied"),
        ("UPDATE ledger.balance SET held_minor = 0", "by postings and holds"),
    ],
)
async def test_a_hold_is_not_changed_by_hand(funded: Engine, change: str, refusal: str) -> None:
    await placed(funded, a_hold(300))

    with pytest.raises(DBAPIError, match=refusal):
        async with funded.begin(PLATFORM) as connection:
            await connection.execute(text(change))

    assert await standing(funded) == (1000, 700)


class Books:
    """The rule in a few lines, against which the database is held."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.owner, self.other = new_id(), new_id()
        self.balance = 0
        self.open: list[tuple[NewHold, int]] = []

    @property
    def available(self) -> int:
        return self.balance - sum(left for _, left in self.open)

    async def pay_in(self, minor: int) -> None:
        await post(self.engine, pay_in(self.owner, minor))
        self.balance += minor

    async def hold(self, minor: int) -> None:
        hold = a_hold(minor, self.owner)
        with self._refused_if(minor > self.available):
            await placed(self.engine, hold)
            self.open.append((hold, minor))

    async def spend(self, minor: int) -> None:
        with self._refused_if(minor > self.available):
            await post(self.engine, move(self.owner, self.other, minor))
            self.balance -= minor

    async def void(self, _: int) -> None:
        if self.open:
            hold, _ = self.open.pop(0)
            await run(self.engine, lambda tx: void_hold(tx, hold.id))

    async def take(self, minor: int) -> None:
        await self._take(minor, keeps_rest=False)

    async def take_part(self, minor: int) -> None:
        await self._take(minor, keeps_rest=True)

    async def _take(self, minor: int, *, keeps_rest: bool) -> None:
        if self.open:
            hold, left = self.open.pop(0)
            part = min(minor, left)
            entry = replace(move(self.owner, self.other, part), keeps_rest=keeps_rest)
            await taken(self.engine, hold, entry)
            self.balance -= part
            if keeps_rest and part < left:
                self.open.append((hold, left - part))

    def _refused_if(self, too_much: bool) -> AbstractContextManager[object]:
        return pytest.raises(Overdrawn) if too_much else nullcontext()


STEPS = [Books.pay_in, Books.hold, Books.spend, Books.take, Books.take_part, Books.void]
walks = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(1, 60)), min_size=1, max_size=12)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walks)
async def test_whatever_happens_available_is_exact_and_never_negative(
    engine: Engine, walk: list[tuple[Callable[[Books, int], Awaitable[None]], int]]
) -> None:
    books = Books(engine)
    for step, minor in walk:
        await step(books, minor)
        assert books.available >= 0
        assert await standing(engine, books.owner) == (books.balance, books.available)
    assert await unproved_balances(engine) == []
