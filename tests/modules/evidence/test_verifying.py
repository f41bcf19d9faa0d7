from __future__ import annotations

import json
from typing import Any

import pytest

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.modules.evidence import proving, queries
from rongqu.modules.evidence.notes import Algorithm, Checkpoint, NoteSigner
from rongqu.modules.evidence.proof_files import ConsistencyFile
from rongqu.modules.evidence.verifying import Verdict, is_fork, verify
from tests.builders.evidence import SIGNER, put_on_record
from tests.modules.evidence.conftest import Given, Publish

KEYS = [SIGNER.verifier]


@pytest.fixture
async def proof(engine: Engine, given_entries: Given) -> dict[str, Any]:
    await given_entries(300)
    async with open_tx(engine, SYSTEM) as tx:
        entry = await queries.get_entry(tx, 270)
        return json.loads((await proving.prove_fact(tx, entry)).dump())


def verdict_of(proof: object) -> Verdict:
    return verify(json.dumps(proof).encode(), KEYS).verdict


async def test_a_proof_shows_the_fact_and_where_it_stands(proof: dict[str, Any]) -> None:
    found = verify(json.dumps(proof).encode(), KEYS)

    assert found.verdict is Verdict.INTACT
    assert found.fact == proof["fact"]
    assert found.index == 270
    assert found.checkpoint is not None
    assert (found.checkpoint.origin, found.checkpoint.size) == (SIGNER.verifier.name, 300)


async def test_another_order_of_members_changes_nothing(proof: dict[str, Any]) -> None:
    proof["fact"] = dict(reversed(proof["fact"].items()))
    assert verdict_of(proof) is Verdict.INTACT


async def test_a_changed_fact_or_salt_is_not_in_the_tree(proof: dict[str, Any]) -> None:
    changed = proof | {"fact": proof["fact"] | {"name": "contracts.contract_signed.v1"}}
    assert verdict_of(changed) is Verdict.NOT_IN_TREE
    assert verdict_of(proof | {"salt": "00" * 16}) is Verdict.NOT_IN_TREE


async def test_a_proof_for_another_tree_size_is_told_apart(proof: dict[str, Any]) -> None:
    tree = Checkpoint(SIGNER.verifier.name, 30_000, bytes(32))
    head, _, _ = proof["proof"].partition("\n\n")
    other = f"{head}\n\n{tree.text}\n{SIGNER.sign(tree.text)}"
    assert verdict_of(proof | {"proof": other}) is Verdict.OTHER_TREE_SIZE


async def test_a_log_that_nobody_knows_is_not_believed(proof: dict[str, Any]) -> None:
    stranger = NoteSigner("example.com/other", bytes(32)).verifier
    assert verify(json.dumps(proof).encode(), [stranger]).verdict is Verdict.UNKNOWN_LOG
    assert verify(json.dumps(proof).encode(), []).verdict is Verdict.UNKNOWN_LOG


async def test_a_witness_alone_does_not_make_a_log(proof: dict[str, Any]) -> None:
    witness = NoteSigner("witness.example/w", bytes(32), Algorithm.COSIGNATURE).verifier
    assert verify(json.dumps(proof).encode(), [witness]).verdict is Verdict.UNKNOWN_LOG


async def test_a_changed_checkpoint_is_wrongly_signed(proof: dict[str, Any]) -> None:
    changed = proof["proof"].replace("\n300\n", "\n301\n")
    assert verdict_of(proof | {"proof": changed}) is Verdict.SIGNATURE_WRONG


@pytest.mark.parametrize(
    "change",
    [
        {"format": "rongqu-proof/2"},
        {"salt": "xyz"},
        {"salt": "00"},
        {"fact": []},
        {"fact": {"n": 1e999}},
        {"proof": ""},
        {"proof": "c2sp.org/tlog-proof@v1\nindex 01\n\nnote"},
        {"proof": "c2sp.org/tlog-proof@v1\nindex 1\nshort\n\nnote\n1\nAA==\n\n— a b\n"},
    ],
)
async def test_what_cannot_be_read_says_so(proof: dict[str, Any], change: dict[str, Any]) -> None:
    assert verdict_of(proof | change) is Verdict.UNREADABLE


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"[]", b"\xff\xfe", b"[" * 5000])
def test_any_other_file_is_unreadable(content: bytes) -> None:
    assert verify(content, KEYS).verdict is Verdict.UNREADABLE


async def test_a_log_that_only_grew_is_consistent_and_a_fork_is_not(
    engine: Engine, publish: Publish, given_entries: Given, log_work: Work
) -> None:
    await given_entries(3)
    await publish(300)
    await put_on_record(log_work)
    async with open_tx(engine, SYSTEM) as tx:
        older = await queries.get_checkpoint(tx, 3)
        newer = await queries.get_newest_checkpoint(tx)
        grown = await proving.prove_consistency(tx, older, newer)

    assert verify(grown.dump().encode(), KEYS).verdict is Verdict.INTACT

    other = Checkpoint(SIGNER.verifier.name, 3, bytes(32))
    note = f"{other.text}\n{SIGNER.sign(other.text)}"
    forked = ConsistencyFile(older=note, newer=grown.newer, path=grown.path)
    assert verify(forked.dump().encode(), KEYS).verdict is Verdict.FORK
    assert is_fork([other, Checkpoint(other.origin, 3, older.root)])
    assert not is_fork([other, Checkpoint(other.origin, newer.size, newer.root)])
