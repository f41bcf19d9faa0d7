from __future__ import annotations

import asyncio
import json

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_log
from rongqu.infra.jobs import Work
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import new_id
from rongqu.modules.evidence import queries, tables
from rongqu.modules.evidence.appending import PIECE, LogBroken, append
from rongqu.modules.evidence.commitments import commit, leaf_of
from rongqu.modules.evidence.tree.hashing import root_of_leaves
from rongqu.modules.evidence.types import Fact
from rongqu.modules.evidence.verifying import is_signed_by
from tests.builders.evidence import SIGNER, as_superuser, put_on_record
from tests.modules.evidence.conftest import Given, Publish


async def count(engine: Engine, what: object) -> int:
    async with engine.connect(PLATFORM) as connection:
        return (await connection.execute(select(func.count()).select_from(what))).scalar_one()  # pyright: ignore[reportArgumentType]  any table


async def waiting(engine: Engine) -> int:
    async with open_tx(engine, SYSTEM) as tx:
        return await queries.count_waiting(tx)


async def test_every_event_is_on_record_once_in_order(
    engine: Engine, publish: Publish, log_work: Work
) -> None:
    subjects = await publish(700)

    assert await put_on_record(log_work, at_once=300) == 700
    assert await put_on_record(log_work) == 0

    async with open_tx(engine, SYSTEM) as tx:
        entries = await queries.list_entries_between(tx, 0, 1000)
        newest = await queries.get_newest_checkpoint(tx)
    assert [entry.index for entry in entries] == list(range(700))
    assert [json.loads(entry.fact or "")["subject"] for entry in entries] == list(
        map(str, subjects)
    )
    leaves = [leaf_of(entry.commitment) for entry in entries]
    assert (newest.size, newest.root) == (700, root_of_leaves(leaves))
    assert is_signed_by(newest, SIGNER.verifier)
    for entry in entries:
        assert entry.salt is not None
        assert entry.fact is not None
        assert commit(entry.salt, entry.fact.encode()) == entry.commitment
    assert await waiting(engine) == 0


async def test_what_is_hashed_in_several_pieces_is_one_tree(log_work: Work) -> None:
    count = 2 * PIECE + 5
    facts = [Fact(new_id(), f'{{"n":{number}}}') for number in range(count)]
    async with log_work.open_tx() as tx:
        await append(tx, SIGNER, facts[:3])
        newest = await append(tx, SIGNER, facts[3:])
        entries = await queries.list_entries_between(tx, 0, count)
    assert [entry.fact for entry in entries] == [fact.text for fact in facts]
    leaves = [leaf_of(entry.commitment) for entry in entries]
    assert (newest.size, newest.root) == (count, root_of_leaves(leaves))


async def test_two_sequencers_at_once_take_nothing_twice(
    engine: Engine, publish: Publish, log_work: Work
) -> None:
    await publish(400)

    taken = await asyncio.gather(*(put_on_record(log_work, at_once=50) for _ in range(4)))

    assert sum(taken) == 400
    async with open_tx(engine, SYSTEM) as tx:
        entries = await queries.list_entries_between(tx, 0, 1000)
    assert len({entry.event_id for entry in entries}) == len(entries) == 400


async def test_a_crash_in_the_middle_leaves_everything_waiting(
    engine: Engine, publish: Publish, work: Work, log_work: Work
) -> None:
    await publish(3)
    with pytest.raises(KeyError):
        await put_on_record(work)  # without a key to sign with

    assert await count(engine, tables.batch) == 0
    assert await waiting(engine) == 3
    assert await put_on_record(log_work) == 3


async def test_nothing_is_signed_on_top_of_a_tree_that_was_changed(
    engine: Engine, given_entries: Given, publish: Publish, log_work: Work
) -> None:
    await given_entries(5)
    await as_superuser(engine, "UPDATE evidence.tile SET hashes = hashes || hashes")
    await as_superuser(engine, "UPDATE evidence.tile SET hashes = sha256(hashes)")
    await publish(1)

    with pytest.raises(LogBroken):
        await put_on_record(log_work)

    assert await count(engine, tables.checkpoint) == 1
    assert await waiting(engine) == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE evidence.batch SET size = size",
        "DELETE FROM evidence.batch",
        "TRUNCATE evidence.batch",
        "UPDATE evidence.tile SET hashes = sha256(hashes)",
        "UPDATE evidence.tile SET number = 1",
        "DELETE FROM evidence.tile",
        "UPDATE evidence.checkpoint SET size = 9",
        "DELETE FROM evidence.checkpoint",
        "DELETE FROM evidence.audit",
    ],
)
async def test_no_ordinary_statement_changes_the_record(
    engine: Engine, given_entries: Given, change: str
) -> None:
    await given_entries(2)
    with pytest.raises(DBAPIError):
        async with engine.begin(PLATFORM) as connection:
            await connection.execute(text(change))
    assert await count(engine, event_log) == 2


async def test_an_event_is_found_by_its_id_among_many_batches(
    engine: Engine, publish: Publish, log_work: Work
) -> None:
    await publish(40)
    await put_on_record(log_work, at_once=3)
    async with open_tx(engine, SYSTEM) as tx:
        entries = await queries.list_entries_between(tx, 0, 100)
        for entry in entries:
            found = await queries.find_entry_of_event(tx, entry.event_id)
            assert found == entry
        assert await queries.find_entry_of_event(tx, new_id()) is None
        assert await queries.find_entry(tx, 40) is None
        newest_first = await queries.list_entries(tx, 39, 5)
    assert [entry.index for entry in newest_first] == [38, 37, 36, 35, 34]
