"""Content that is erased lawfully is told apart from content that somebody deleted."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest
from httpx2 import AsyncClient

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.ids import new_id
from rongqu.modules.evidence import jobs, queries
from rongqu.modules.evidence.public import (
    ErasureGround,
    Verdict,
    Verification,
    WantedErasure,
    erase_fact,
    verify,
)
from rongqu.modules.evidence.types import Damage
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.evidence import SIGNER, as_superuser, put_on_record
from tests.modules.evidence.conftest import Given, Publish

HOUSE: dict[str, Any] = {"organisation": new_id(), "portal": Portal.OPERATIONS}
VIEWER = signed_in("evidence:view_everywhere")
KEYS = [SIGNER.verifier]
Ids = Callable[[], Awaitable[list[UUID]]]


@pytest.fixture
def event_ids(engine: Engine) -> Ids:
    async def ids() -> list[UUID]:
        async with open_tx(engine, SYSTEM) as tx:
            entries = await queries.list_entries(tx, 2**62, 1000)
        return [entry.event_id for entry in reversed(entries)]

    return ids


def wanted(event_id: UUID) -> WantedErasure:
    return WantedErasure(event_id=event_id, ground=ErasureGround.REQUEST, reference="PI-2026-7")


async def erase(work: Work, event_id: UUID) -> None:
    async with work.open_tx() as tx:
        await erase_fact(tx, wanted(event_id))
    await put_on_record(work)


async def damages(work: Work) -> list[tuple[Damage, int | None]]:
    await jobs.audit_record.run(work)
    async with work.open_tx() as tx:
        [newest] = await queries.list_audits(tx, 1)
    return [(finding.damage, finding.index) for finding in newest.findings]


async def read(client: AsyncClient, index: int) -> dict[str, Any]:
    return (await client.get(f"/evidence/entries/{index}", headers=VIEWER)).json()


async def proof_of(client: AsyncClient, event_id: UUID) -> bytes:
    answer = await client.get(f"/evidence/events/{event_id}/proof", headers=VIEWER)
    assert answer.status_code == 200, answer.text
    return answer.content


async def test_an_erased_fact_is_gone_its_place_proved_and_the_log_whole(
    engine: Engine, client: AsyncClient, given_entries: Given, log_work: Work, event_ids: Ids
) -> None:
    await given_entries(3)
    event_id = (await event_ids())[1]
    before = await proof_of(client, event_id)

    await erase(log_work, event_id)

    assert await damages(log_work) == []
    body = await read(client, 1)
    assert (body["fact"], body["findings"]) == (None, [])
    assert (body["erasure"]["entry"], body["erasure"]["ground"]) == (3, "request")
    assert body["erasure"]["reference"] == "PI-2026-7"
    async with open_tx(engine, SYSTEM) as tx:
        statement = await queries.find_statement(tx, event_id)
    assert statement is not None
    assert statement["content"] == {}
    found = verify(await proof_of(client, event_id), KEYS)
    assert (found.verdict, found.index) == (Verdict.ERASED, 1)
    assert found.fact is not None
    assert found.fact["content"]["reference"] == "PI-2026-7"
    assert found.fact["at"] == body["erasure"]["erased_at"].replace("Z", "+00:00")
    assert verify(before, KEYS).verdict is Verdict.INTACT  # what others hold stays true
    assert json.loads(before)["salt"] not in str(body)


async def test_whom_it_concerned_is_told(
    client: AsyncClient,
    publish: Publish,
    log_work: Work,
    event_ids: Ids,
) -> None:
    party = new_id()
    await publish(1, parties=(party,))
    await put_on_record(log_work)
    [event_id] = await event_ids()

    await erase(log_work, event_id)

    headers = signed_in("evidence:view", organisation=party)
    answer = await client.get(f"/evidence/events/{event_id}/proof", headers=headers)
    assert verify(answer.content, KEYS).verdict is Verdict.ERASED


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE evidence.batch SET facts[2] = NULL",
        "UPDATE evidence.batch SET salts = overlay(salts PLACING "
        "decode(repeat('00', 16), 'hex') FROM 17)",
        "SELECT evidence.erase_fact(event_ids[2]) FROM evidence.batch",
    ],
    ids=["content", "salt", "erased without a record"],
)
async def test_what_is_deleted_without_a_lawful_erasure_is_tampering(
    engine: Engine, client: AsyncClient, given_entries: Given, log_work: Work, deed: str
) -> None:
    await given_entries(3)

    await as_superuser(engine, deed)

    assert await damages(log_work) == [(Damage.FACT_DELETED, 1)]
    body = await read(client, 1)
    assert [finding["damage"] for finding in body["findings"]] == ["fact_deleted"]
    assert body["erasure"] is None
    answer = await client.get(f"/evidence/events/{body['event_id']}/proof", headers=VIEWER)
    assert answer.json()["code"] == "evidence.entry_damaged"


async def test_an_erasure_covers_nothing_but_its_own_entry(
    engine: Engine, given_entries: Given, log_work: Work, event_ids: Ids
) -> None:
    """Neither another deleted fact, nor content put in its place, nor an event that is deleted."""
    await given_entries(4)
    ids = await event_ids()
    await erase(log_work, ids[0])
    await erase(log_work, ids[1])
    await erase(log_work, ids[2])

    await as_superuser(
        engine,
        "UPDATE evidence.batch SET facts[4] = NULL, facts[1] = facts[4] WHERE first_index = 0",
        f"DELETE FROM infra.event_log WHERE id = '{ids[1]}'",
        "UPDATE infra.event_log SET payload = jsonb_set(payload, '{index}', '9') "
        f"WHERE subject_id = '{ids[2]}' AND name = 'evidence.fact_erased.v1'",
    )

    found = await damages(log_work)
    assert (Damage.FACT_DELETED, 0) in found
    assert (Damage.FACT_DELETED, 3) in found
    assert (Damage.EVENT_DELETED, 1) in found
    assert (Damage.EVENT_CHANGED, 6) in found


async def test_nothing_is_erased_twice_and_no_erasure_is(
    client: AsyncClient, given_entries: Given, log_work: Work, event_ids: Ids
) -> None:
    await given_entries(1)
    [event_id] = await event_ids()
    await erase(log_work, event_id)
    told = (await event_ids())[1]
    headers = signed_in("compliance:ask_erasure", **HOUSE)

    async def ask(about: UUID) -> tuple[int, str]:
        body = {"event_id": str(about), "ground": "request", "reference": "PI-7"}
        body["reason"] = "asked for"
        answer = await client.post("/fact-erasures", json=body, headers=headers | new_key())
        return answer.status_code, answer.json()["code"]

    assert await ask(event_id) == (409, "evidence.erasure_refused")
    assert await ask(told) == (409, "evidence.erasure_refused")
    assert await ask(new_id()) == (409, "evidence.not_yet_on_record")


async def test_two_people_erase(
    engine: Engine, client: AsyncClient, given_entries: Given, log_work: Work, event_ids: Ids
) -> None:
    await given_entries(1)
    [event_id] = await event_ids()
    body = {
        "event_id": str(event_id),
        "ground": "order",
        "reference": "(2026) 浙01 民初 12",
        "reason": "the court has ordered it",
    }
    first = signed_in("compliance:ask_erasure", "compliance:approve_erasure", **HOUSE)
    second = signed_in("compliance:approve_erasure", **HOUSE)

    asked = await client.post("/fact-erasures", json=body, headers=first | new_key())
    path = f"/approvals/{asked.json()['id']}/approval"
    own = await client.post(path, headers=first | new_key())
    assert own.json()["code"] == "common.second_person_needed"
    assert (await read(client, 0))["erasure"] is None
    agreed = await client.post(path, headers=second | new_key())
    await put_on_record(log_work)

    assert (asked.status_code, agreed.status_code) == (201, 200), agreed.text
    assert (await read(client, 0))["erasure"]["ground"] == "order"
    assert (await published(engine)).count("evidence.fact_erased.v1") == 1


async def test_the_roles_of_the_platform_cannot_erase_by_themselves(
    engine: Engine, given_entries: Given
) -> None:
    await given_entries(1)
    for statement in (
        "UPDATE evidence.batch SET facts[1] = NULL",
        "UPDATE infra.event_log SET payload = '{}'",
    ):
        async with engine.connect(PLATFORM) as connection:
            await connection.driver.execute("SET infra.erasing = 'evidence.batch'")
            with pytest.raises(Exception, match="permission denied"):
                await connection.driver.execute(statement)


def changed(original: bytes, **parts: Any) -> Verification:
    return verify(json.dumps({**json.loads(original), **parts}).encode(), KEYS)


async def test_a_proof_of_erasure_that_was_tampered_with_has_its_verdict(
    client: AsyncClient, given_entries: Given, log_work: Work, event_ids: Ids
) -> None:
    await given_entries(3)
    ids = await event_ids()
    proof_of_another = json.loads(await proof_of(client, ids[0]))
    await erase(log_work, ids[1])
    await erase(log_work, ids[2])
    proof = await proof_of(client, ids[1])
    other = json.loads(await proof_of(client, ids[2]))

    assert changed(proof, commitment="ab" * 32).verdict is Verdict.NOT_IN_TREE
    assert changed(proof, commitment="ab").verdict is Verdict.UNREADABLE
    assert changed(proof, erasure=other["erasure"]).verdict is Verdict.NOT_ITS_ERASURE
    assert changed(proof, erasure=proof_of_another).verdict is Verdict.NOT_ITS_ERASURE
    assert changed(proof, proof=other["proof"]).verdict is Verdict.NOT_IN_TREE
    assert changed(proof, erasure={}).verdict is Verdict.UNREADABLE
