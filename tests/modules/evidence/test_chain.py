"""The log's roots on a consortium chain: the sandbox, spoken to by JSON-RPC. The compiled contract
runs in a real EVM in `bench/anchors.py`."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from httpx2 import ASGITransport

from rongqu.adapters.consortium_chain import EvmChain, anchor_contract, deploy_contract
from rongqu.infra.jobs import Work
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.modules.evidence import jobs, queries
from rongqu.modules.evidence.ports import AnchorFailed
from rongqu.sandbox.chain.app import ANCHOR, NEWEST, ROOTS, create_chain
from tests.builders.evidence import anchored_by, no_path, note_of, put_on_record
from tests.modules.evidence.conftest import Given, Publish

NODE, ACCOUNT, STRANGER = "http://chain/", f"0x{'a' * 40}", f"0x{'b' * 40}"


@pytest.fixture
async def chain() -> EvmChain:
    transport = ASGITransport(create_chain())
    contract = await deploy_contract(NODE, ACCOUNT, transport)
    return EvmChain(NODE, contract, ACCOUNT, transport)


async def test_the_chain_keeps_each_root_and_an_outage_is_caught_up_with(
    given_entries: Given, publish: Publish, log_work: Work, chain: EvmChain
) -> None:
    away = replace(chain, url="http://127.0.0.1:9/", transport=None)
    await given_entries(3)
    await jobs.anchor_head.run(anchored_by(log_work, chain))
    await publish(2)
    await put_on_record(log_work)
    await jobs.anchor_head.run(anchored_by(log_work, away))
    await publish(2)
    await put_on_record(log_work)
    await jobs.anchor_head.run(anchored_by(log_work, chain))

    async with open_tx(log_work.engine, SYSTEM) as tx:
        newest, first = await queries.list_anchorings(tx, 10)
    assert (first.anchor, first.size) == ("chain", 3)
    assert newest.size == 8, "with the event of the first anchoring"
    told = json.loads(newest.receipt)
    assert (told["size"], told["contract"]) == (8, chain.contract)
    assert told["transaction"] == newest.reference


async def test_a_root_that_was_sent_before_a_crash_is_found_again(chain: EvmChain) -> None:
    note = note_of(5, b"\1" * 32)

    first = await chain.anchor(note, no_path)

    assert await chain.anchor(note, no_path) == first


@pytest.mark.parametrize(
    ("size", "root", "reason"),
    [(5, b"\2" * 32, "fork"), (4, b"\1" * 32, "chain_is_ahead"), (6, bytes(32), "refused")],
)
async def test_another_history_is_named(
    chain: EvmChain, size: int, root: bytes, reason: str
) -> None:
    await chain.anchor(note_of(5, b"\1" * 32), no_path)

    with pytest.raises(AnchorFailed, match=reason):
        await chain.anchor(note_of(size, root), no_path)


async def test_only_the_log_s_own_account_anchors_and_only_where_the_contract_is(
    chain: EvmChain,
) -> None:
    for other, reason in (
        (replace(chain, account=STRANGER), "refused"),
        (replace(chain, contract=STRANGER), "no_contract"),
        (replace(chain, url="http://chain/nowhere"), "refused"),
    ):
        with pytest.raises(AnchorFailed, match=reason):
            await other.anchor(note_of(5, b"\1" * 32), no_path)


def test_the_sandbox_answers_to_the_names_of_the_contract() -> None:
    functions = anchor_contract().functions

    assert functions["anchor(uint256,bytes32)"] == ANCHOR
    assert (functions["roots(uint256)"], functions["newest()"]) == (ROOTS, NEWEST)
