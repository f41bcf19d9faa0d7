"""Witnesses: who cosigns checkpoints, and refuses a log that shows two histories."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

import pytest
from httpx2 import ASGITransport, AsyncClient

from rongqu.adapters.log_witness import HttpWitness
from rongqu.infra.jobs import Work
from rongqu.modules.evidence import jobs
from rongqu.modules.evidence.notes import Algorithm, Checkpoint, NoteSigner
from rongqu.modules.evidence.ports import AnchorFailed, Anchors
from rongqu.modules.evidence.verifying import Verdict, verify
from rongqu.sandbox.witness.app import create_witness
from tests.builders.actors import signed_in
from tests.builders.evidence import SIGNER, put_on_record
from tests.modules.evidence.conftest import Given, Publish

STAFF = signed_in("evidence:view_everywhere")
SEEING = NoteSigner("witness.example", b"w" * 32, Algorithm.COSIGNATURE)


@pytest.fixture
def witness() -> HttpWitness:
    app = create_witness(SEEING, [SIGNER.verifier])
    return HttpWitness("http://witness", SEEING.verifier, ASGITransport(app))


def using(work: Work, witness: HttpWitness) -> Work:
    return replace(work, ports={**work.ports, Anchors: Anchors((witness,))})


def signed(size: int, root: bytes = b"\1" * 32, signer: NoteSigner | None = None) -> str:
    by = signer or NoteSigner(SIGNER.verifier.name, b"x" * 32)
    text = Checkpoint(by.verifier.name, size, root).text
    return f"{text}\n{by.sign(text)}"


async def no_path(_: int) -> Sequence[bytes]:
    return ()


async def test_proofs_carry_the_cosignatures_of_a_witness_who_has_seen_the_log_grow(
    given_entries: Given,
    publish: Publish,
    log_work: Work,
    client: AsyncClient,
    witness: HttpWitness,
) -> None:
    [subject, *_] = await given_entries(3)
    await jobs.anchor_head.run(using(log_work, witness))
    await publish(300)
    await put_on_record(log_work)
    await jobs.anchor_head.run(using(log_work, witness))

    lines = (await client.get("/evidence/anchorings", headers=STAFF)).json()
    [event] = (await client.get(f"/evidence/subjects/{subject}/events", headers=STAFF)).json()
    proof = await client.get(f"/evidence/events/{event['event_id']}/proof", headers=STAFF)
    found = verify(proof.content, [SIGNER.verifier, SEEING.verifier])
    assert [(each["anchor"], each["size"]) for each in lines] == [
        ("witness:witness.example", 304),
        ("witness:witness.example", 3),
    ]
    assert found.verdict is Verdict.INTACT
    assert [each.witness for each in found.cosignatures] == ["witness.example"]
    assert found.checkpoint is not None
    assert found.checkpoint.size == 304
    alone = verify(proof.content, [SIGNER.verifier])
    assert (alone.verdict, alone.cosignatures) == (Verdict.INTACT, ())


LOG = NoteSigner("log.example", b"l" * 32)
STRANGER = NoteSigner("log.example", b"s" * 32)


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        (signed(5, b"\2" * 32, LOG), "fork"),
        (signed(6, b"\2" * 32, LOG), "fork"),
        (signed(4, b"\1" * 32, LOG), "witness_is_ahead"),
        (signed(5, b"\1" * 32, STRANGER), "unknown_log"),
        (signed(5, b"\1" * 32, NoteSigner("other.example", b"l" * 32)), "unknown_log"),
        ("nothing", "unreadable"),
    ],
    ids=["other root", "does not continue", "shorter", "not its key", "other log", "no note"],
)
async def test_a_witness_refuses_another_history_and_says_which(note: str, reason: str) -> None:
    transport = ASGITransport(create_witness(SEEING, [LOG.verifier]))
    witness = HttpWitness("http://witness", SEEING.verifier, transport)
    await witness.anchor(signed(5, b"\1" * 32, LOG), no_path)

    with pytest.raises(AnchorFailed, match=reason):
        await witness.anchor(note, no_path)


async def test_a_witness_that_signs_with_another_key_is_not_believed() -> None:
    transport = ASGITransport(create_witness(SEEING, [LOG.verifier]))
    other = NoteSigner("witness.example", b"o" * 32, Algorithm.COSIGNATURE).verifier

    with pytest.raises(AnchorFailed, match="wrong_signature"):
        await HttpWitness("http://witness", other, transport).anchor(signed(5, signer=LOG), no_path)


async def test_the_sandbox_answers_as_c2sp_has_it() -> None:
    """Sizes that differ: 409 with the size it knows; what is no request: 400."""
    one, two = sha256(b"\0a").digest(), sha256(b"\0b").digest()
    root = sha256(b"\1" + one + two).digest()
    transport = ASGITransport(create_witness(SEEING, [LOG.verifier]))
    async with AsyncClient(transport=transport, base_url="http://witness") as client:
        first = await client.post("/add-checkpoint", content=f"old 0\n\n{signed(1, one, LOG)}")
        stale = await client.post("/add-checkpoint", content=f"old 0\n\n{signed(2, root, LOG)}")
        path = b64encode(two).decode()
        second = await client.post(
            "/add-checkpoint", content=f"old 1\n{path}\n\n{signed(2, root, LOG)}"
        )
        broken = await client.post("/add-checkpoint", content="nothing")

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.text.startswith("— witness.example ")
    assert (stale.status_code, stale.text) == (409, "1\n")
    assert stale.headers["content-type"].startswith("text/x.tlog.size")
    assert broken.status_code == 400


async def test_who_has_seen_another_history_is_named_once_among_the_audits(
    given_entries: Given, log_work: Work, client: AsyncClient, witness: HttpWitness
) -> None:
    other = Checkpoint(SIGNER.verifier.name, 2, b"\7" * 32).text
    await witness.anchor(f"{other}\n{SIGNER.sign(other)}", no_path)
    await given_entries(3)

    for _ in range(2):
        await jobs.anchor_head.run(using(log_work, witness))

    [audit] = (await client.get("/evidence/audits", headers=STAFF)).json()
    assert [each["damage"] for each in audit["findings"]] == ["other_history"]
    assert (await client.get("/evidence/anchorings", headers=STAFF)).json() == []
