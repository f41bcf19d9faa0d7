from __future__ import annotations

import json
from datetime import datetime
from itertools import pairwise
from uuid import UUID

import pytest
from httpx2 import AsyncClient

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work, run_due_jobs
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import new_id
from rongqu.modules.evidence import queries
from rongqu.modules.evidence.notes import Checkpoint, Note, VerifierKey
from rongqu.modules.evidence.tree.hashing import hash_leaf, root_of
from rongqu.modules.evidence.verifying import Verdict, verify
from tests.builders.actors import new_key, signed_in
from tests.builders.evidence import SIGNER, as_superuser, put_on_record
from tests.modules.evidence.conftest import Given, Publish

STAFF = signed_in("evidence:view_everywhere", "evidence:audit")
KEYS = [SIGNER.verifier]


async def event_ids(engine: Engine) -> list[UUID]:
    async with open_tx(engine, SYSTEM) as tx:
        return [entry.event_id for entry in await queries.list_entries_between(tx, 0, 10_000)]


async def test_a_party_takes_away_a_proof_of_what_concerns_it(
    client: AsyncClient, publish: Publish, log_work: Work
) -> None:
    organisation = new_id()
    await publish(2)
    [subject] = await publish(1, parties=(organisation,))
    await put_on_record(log_work)
    party = signed_in("evidence:view", organisation=organisation)

    lines = (await client.get(f"/evidence/subjects/{subject}/events", headers=party)).json()
    event_id = lines[0]["event_id"]
    response = await client.get(f"/evidence/events/{event_id}/proof", headers=party)

    assert [line["name"] for line in lines] == ["contracts.contract_voided.v1"]
    assert response.status_code == 200
    assert response.headers["content-disposition"].startswith('attachment; filename="2-')
    found = verify(response.content, KEYS)
    assert found.verdict is Verdict.INTACT
    assert found.fact is not None
    assert found.fact["subject"] == str(subject)


async def test_a_stranger_to_an_event_gets_nothing_of_it(
    engine: Engine, client: AsyncClient, given_entries: Given
) -> None:
    [subject] = await given_entries(1)
    [event_id] = await event_ids(engine)
    other = signed_in("evidence:view")

    assert (await client.get(f"/evidence/subjects/{subject}/events", headers=other)).json() == []
    for path in (f"/evidence/events/{event_id}", f"/evidence/events/{event_id}/proof"):
        response = await client.get(path, headers=other)
        assert response.status_code == 404
        assert response.json()["code"] == "evidence.entry_not_found"
    nobody = signed_in()
    assert (await client.get(f"/evidence/events/{event_id}", headers=nobody)).status_code == 403


@pytest.mark.parametrize("path", ["state", "entries", "entries/0", "audits"])
async def test_the_whole_record_is_for_staff(client: AsyncClient, path: str) -> None:
    response = await client.get(f"/evidence/{path}", headers=signed_in("evidence:view"))
    assert response.status_code == 403


async def test_what_happened_a_moment_ago_is_not_yet_on_record(
    client: AsyncClient, publish: Publish, given_entries: Given
) -> None:
    await given_entries(1)
    [subject] = await publish(1)
    lines = (await client.get(f"/evidence/subjects/{subject}/events", headers=STAFF)).json()

    response = await client.get(f"/evidence/events/{lines[0]['event_id']}/proof", headers=STAFF)

    assert response.status_code == 409
    assert response.json()["code"] == "evidence.not_yet_on_record"
    state = (await client.get("/evidence/state", headers=STAFF)).json()
    assert state["waiting"] == 1
    assert state["checkpoint"]["size"] == 1
    assert state["verifier_key"] == str(SIGNER.verifier)


async def test_an_entry_is_shown_with_all_that_proves_it(
    client: AsyncClient, given_entries: Given
) -> None:
    subjects = await given_entries(3)
    body = (await client.get("/evidence/entries/1", headers=STAFF)).json()

    assert body["subject_id"] == str(subjects[1])
    assert body["fact"]["content"]["reason"] == "expired"
    leaf = json.dumps({"commitment": body["commitment"], "v": 1}, separators=(",", ":"))
    assert body["leaf_hash"] == hash_leaf(leaf.encode()).hex()
    assert body["checkpoint"]["size"] == 3
    assert body["findings"] == []
    assert datetime.fromisoformat(body["appended_at"]).tzinfo is not None


async def test_no_proof_is_made_of_a_damaged_entry(
    engine: Engine, client: AsyncClient, given_entries: Given
) -> None:
    await given_entries(1)
    [event_id] = await event_ids(engine)
    await as_superuser(engine, "UPDATE infra.event_log SET name = 'x'")
    response = await client.get(f"/evidence/events/{event_id}/proof", headers=STAFF)
    assert response.status_code == 409
    assert response.json()["code"] == "evidence.entry_damaged"


async def test_the_record_is_paged_newest_first(client: AsyncClient, given_entries: Given) -> None:
    await given_entries(5)
    seen: list[int] = []
    cursor, page = "", {"next_cursor": ""}
    for _ in range(3):
        page = (await client.get(f"/evidence/entries?limit=2{cursor}", headers=STAFF)).json()
        seen += [line["index"] for line in page["items"]]
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == [4, 3, 2, 1, 0]
    assert page["next_cursor"] is None


async def test_strangers_follow_the_log_as_c2sp_describes(
    client: AsyncClient, given_entries: Given
) -> None:
    """Rebuilds the root from what everybody may read."""
    await given_entries(300)
    key = VerifierKey.parse((await client.get("/evidence/log/key")).text)
    note = Note.parse((await client.get("/evidence/log/checkpoint")).text)
    assert note.verified_by([key])
    tree = Checkpoint.parse(note.text)

    leaves = await entries_in(client, "000", 256) + await entries_in(client, "001.p/44", 44)

    assert tree.size == len(leaves) == 300
    assert root_of([hash_leaf(leaf) for leaf in leaves]) == tree.root
    tile = (await client.get("/evidence/log/tile/0/001.p/44")).content
    assert tile == b"".join(hash_leaf(leaf) for leaf in leaves[256:])
    top = (await client.get("/evidence/log/tile/1/000.p/1")).content
    assert top == root_of([hash_leaf(leaf) for leaf in leaves[:256]])


async def entries_in(client: AsyncClient, name: str, count: int) -> list[bytes]:
    content = (await client.get(f"/evidence/log/tile/entries/{name}")).content
    entries: list[bytes] = []
    while content:
        length = int.from_bytes(content[:2], "big")
        entries.append(content[2 : 2 + length])
        content = content[2 + length :]
    assert len(entries) == count
    return entries


@pytest.mark.parametrize(
    "path",
    [
        "0/001",
        "0/000.p/300",
        "0/000.p/256",
        "0/x000/000",
        "0/0",
        "64/000",
        "entries/007",
        "data/000",
    ],
)
async def test_a_tile_that_is_not_there_is_not_found(
    client: AsyncClient, given_entries: Given, path: str
) -> None:
    await given_entries(300)
    response = await client.get(f"/evidence/log/tile/{path}")
    assert response.status_code == 404


async def test_an_empty_log_has_no_checkpoint(client: AsyncClient) -> None:
    response = await client.get("/evidence/log/checkpoint")
    assert (response.status_code, response.json()["code"]) == (404, "evidence.log_empty")


async def test_anybody_sees_that_the_log_only_grew(
    client: AsyncClient, given_entries: Given
) -> None:
    for count in (3, 260, 5):
        await given_entries(count)
    for since, _ in pairwise([3, 263, 268]):
        proof = await client.get(f"/evidence/log/consistency?since={since}")
        assert verify(proof.content, KEYS).verdict is Verdict.INTACT
    assert (await client.get("/evidence/log/consistency?since=4")).status_code == 404


async def test_an_audit_is_asked_for_and_runs_once(
    client: AsyncClient, given_entries: Given, log_work: Work
) -> None:
    await given_entries(2)
    for _ in range(2):
        wanted = await client.post("/evidence/audits", headers=STAFF | new_key())
        assert wanted.status_code == 202
    assert await run_due_jobs(log_work) == 1

    audits = (await client.get("/evidence/audits", headers=STAFF)).json()

    assert [(audit["size"], audit["findings"]) for audit in audits] == [(2, [])]
    refused = await client.post("/evidence/audits", headers=signed_in("evidence:view") | new_key())
    assert refused.status_code == 403
