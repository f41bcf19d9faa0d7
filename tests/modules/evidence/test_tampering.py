"""What somebody with the rights of a database superuser does to live tables is found and told."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

import pytest
from httpx2 import AsyncClient

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.modules.evidence import jobs, queries
from rongqu.modules.evidence.types import Audit, Damage
from tests.builders.actors import signed_in
from tests.builders.events import published
from tests.builders.evidence import as_superuser, put_on_record
from tests.modules.evidence.conftest import Given, Publish

AUDITOR = signed_in("evidence:view_everywhere")
AuditNow = Callable[[], Awaitable[Audit]]

EVENT_3 = "(SELECT event_ids[4] FROM evidence.batch WHERE first_index = 0)"


@pytest.fixture
def audit(engine: Engine, log_work: Work) -> AuditNow:
    async def audit() -> Audit:
        await jobs.audit_record.run(log_work)
        async with open_tx(engine, SYSTEM) as tx:
            [newest] = await queries.list_audits(tx, 1)
        return newest

    return audit


def damages(audit: Audit) -> list[tuple[Damage, int | None]]:
    return [(finding.damage, finding.index) for finding in audit.findings]


async def found_on_reading(client: AsyncClient, index: int) -> list[str]:
    response = await client.get(f"/evidence/entries/{index}", headers=AUDITOR)
    assert response.status_code == 200
    return [finding["damage"] for finding in response.json()["findings"]]


async def test_an_untouched_record_has_nothing_to_tell(
    engine: Engine, given_entries: Given, client: AsyncClient, audit: AuditNow
) -> None:
    await given_entries(600)

    found = await audit()

    assert found.findings == ()
    assert (found.size, found.more_findings) == (600, 0)
    assert await found_on_reading(client, 599) == []
    assert (await published(engine))[-1] == "evidence.log_audited.v1"


async def test_events_that_still_wait_are_no_finding(publish: Publish, audit: AuditNow) -> None:
    await publish(3)
    assert (await audit()).findings == ()


async def test_a_changed_event_is_told_with_what_it_was_and_since_when(
    engine: Engine, given_entries: Given, client: AsyncClient, audit: AuditNow
) -> None:
    await given_entries(5)
    clean = await audit()
    await as_superuser(
        engine,
        "UPDATE infra.event_log SET payload = jsonb_set(payload, '{reason}', '\"mistaken\"') "
        f"WHERE id = {EVENT_3}",
    )

    [finding] = (await audit()).findings

    assert (finding.damage, finding.index) == (Damage.EVENT_CHANGED, 3)
    assert finding.was is not None
    assert finding.now is not None
    assert finding.was["content"]["reason"] == "expired"
    assert finding.now["content"]["reason"] == "mistaken"
    assert finding.intact_at == clean.started_at
    assert await found_on_reading(client, 3) == ["event_changed"]
    assert await found_on_reading(client, 2) == []


@pytest.mark.parametrize("column", ["actor_id", "correlation_id", "subject_id"])
async def test_no_column_of_an_event_is_left_out(
    engine: Engine, given_entries: Given, audit: AuditNow, column: str
) -> None:
    await given_entries(5)
    await as_superuser(
        engine, f"UPDATE infra.event_log SET {column} = gen_random_uuid() WHERE id = {EVENT_3}"
    )
    assert damages(await audit()) == [(Damage.EVENT_CHANGED, 3)]


async def test_a_deleted_event_is_told_with_what_it_was(
    engine: Engine, given_entries: Given, client: AsyncClient, audit: AuditNow
) -> None:
    subjects = await given_entries(5)
    await as_superuser(engine, f"DELETE FROM infra.event_log WHERE id = {EVENT_3}")

    [finding] = (await audit()).findings

    assert (finding.damage, finding.index) == (Damage.EVENT_DELETED, 3)
    assert finding.was is not None
    assert finding.was["subject"] == str(subjects[3])
    assert finding.now is None
    assert finding.intact_at is not None
    assert await found_on_reading(client, 3) == ["event_deleted"]


async def test_an_inserted_event_is_found(
    engine: Engine, given_entries: Given, audit: AuditNow
) -> None:
    await given_entries(5)
    await as_superuser(
        engine,
        "INSERT INTO infra.event_log (id, name, subject_id, parties, payload, actor_id, "
        "occurred_at, correlation_id) SELECT gen_random_uuid(), name, subject_id, parties, "
        "payload, actor_id, occurred_at, correlation_id FROM infra.event_log LIMIT 1",
    )

    [finding] = (await audit()).findings

    assert finding.damage is Damage.EVENT_INSERTED
    assert finding.now is not None
    assert finding.now["id"] == str(finding.event_id)


async def test_reordered_events_are_found(
    engine: Engine, given_entries: Given, client: AsyncClient, audit: AuditNow
) -> None:
    await given_entries(5)
    await as_superuser(
        engine,
        "UPDATE infra.event_log SET position = -position WHERE position IN (2, 4)",
        "UPDATE infra.event_log SET position = 6 + position WHERE position < 0",
    )
    assert damages(await audit()) == [(Damage.EVENT_CHANGED, 1), (Damage.EVENT_CHANGED, 3)]
    assert await found_on_reading(client, 1) == ["event_changed"]


async def test_a_changed_fact_is_found_and_the_event_still_tells_what_it_was(
    engine: Engine, given_entries: Given, client: AsyncClient, audit: AuditNow
) -> None:
    await given_entries(5)
    await as_superuser(
        engine, "UPDATE evidence.batch SET facts[4] = replace(facts[4], 'expired', 'mistaken')"
    )
    assert (Damage.FACT_CHANGED, 3) in damages(await audit())

    body = (await client.get("/evidence/entries/3", headers=AUDITOR)).json()
    [finding] = body["findings"]
    assert finding["damage"] == "fact_changed"
    assert finding["was"]["content"]["reason"] == "expired"
    assert finding["now"]["content"]["reason"] == "mistaken"


async def test_an_event_and_its_fact_changed_together_are_found(
    engine: Engine, given_entries: Given, client: AsyncClient, audit: AuditNow
) -> None:
    await given_entries(5)
    await as_superuser(
        engine,
        "UPDATE evidence.batch SET facts[4] = replace(facts[4], 'expired', 'mistaken')",
        "UPDATE infra.event_log SET payload = jsonb_set(payload, '{reason}', '\"mistaken\"') "
        f"WHERE id = {EVENT_3}",
    )
    assert damages(await audit()) == [(Damage.FACT_CHANGED, 3)]
    assert await found_on_reading(client, 3) == ["fact_changed"]


async def test_reordered_entries_are_found(
    engine: Engine, given_entries: Given, client: AsyncClient, audit: AuditNow
) -> None:
    await given_entries(2)
    await given_entries(2)
    await as_superuser(
        engine,
        "UPDATE evidence.batch SET first_index = -first_index - 1",
        "UPDATE evidence.batch SET first_index = CASE first_index WHEN -1 THEN 2 ELSE 0 END",
    )
    found = [(Damage.ENTRY_MOVED, index) for index in range(4)]
    assert sorted(damages(await audit()), key=str) == sorted(found, key=str)
    assert await found_on_reading(client, 0) == ["entry_moved"]


async def test_deleted_entries_are_found(
    engine: Engine, given_entries: Given, client: AsyncClient, audit: AuditNow
) -> None:
    await given_entries(2)
    await given_entries(2)
    await as_superuser(engine, "DELETE FROM evidence.batch WHERE first_index = 0")

    found = damages(await audit())

    assert found[:2] == [(Damage.ENTRY_MISSING, 0), (Damage.ENTRY_MISSING, 1)]
    assert [damage for damage, _ in found[2:]] == [Damage.EVENT_INSERTED] * 2
    response = await client.get("/evidence/entries/0", headers=AUDITOR)
    assert response.status_code == 404


async def test_an_inserted_entry_is_found(
    engine: Engine, given_entries: Given, client: AsyncClient, audit: AuditNow
) -> None:
    await given_entries(2)
    await as_superuser(
        engine,
        "INSERT INTO evidence.batch SELECT 2, size, event_ids, facts, salts, commitments, "
        "lowest_event_id, highest_event_id, appended_at FROM evidence.batch",
    )
    assert damages(await audit()) == [(Damage.ENTRY_INSERTED, 2), (Damage.ENTRY_INSERTED, 3)]
    assert await found_on_reading(client, 2) == ["entry_inserted"]


async def test_a_changed_tile_is_found(
    engine: Engine, given_entries: Given, client: AsyncClient, audit: AuditNow
) -> None:
    await given_entries(300)
    await as_superuser(
        engine,
        "UPDATE evidence.tile SET hashes = set_byte(hashes, 70, 255 - get_byte(hashes, 70)) "
        "WHERE level = 0 AND number = 0",
    )
    found = damages(await audit())

    assert (Damage.TILE_CHANGED, 0) in found
    assert (Damage.ENTRY_MOVED, 2) in found
    assert await found_on_reading(client, 3) == ["tile_changed"]


async def test_a_lost_tile_is_found(
    engine: Engine, given_entries: Given, client: AsyncClient, audit: AuditNow
) -> None:
    await given_entries(300)
    await as_superuser(engine, "DELETE FROM evidence.tile WHERE level = 1")
    assert (Damage.TILE_CHANGED, 299) in damages(await audit())
    assert await found_on_reading(client, 299) == ["tile_changed"]


async def test_a_rewritten_checkpoint_is_found(
    engine: Engine, given_entries: Given, client: AsyncClient, audit: AuditNow
) -> None:
    await given_entries(5)
    await as_superuser(engine, "UPDATE evidence.checkpoint SET root = sha256(root)")
    assert (Damage.CHECKPOINT_CHANGED, 4) in damages(await audit())
    assert await found_on_reading(client, 1) == ["checkpoint_changed"]


async def test_a_log_cut_off_at_its_end_is_found_by_the_copy_outside(
    engine: Engine,
    given_entries: Given,
    publish: Publish,
    log_work: Work,
    audit: AuditNow,
) -> None:
    """Everything of the last events is deleted: what is left is whole in itself."""
    await given_entries(5)
    await jobs.copy_head.run(log_work)
    await as_superuser(
        engine,
        *(f"DELETE FROM {table}" for table in ("evidence.tile", "evidence.batch")),
        *(f"DELETE FROM {table}" for table in ("evidence.checkpoint", "infra.event_log")),
    )
    await publish(2)
    await put_on_record(log_work)
    await jobs.copy_head.run(log_work)  # a shorter log does not replace the copy

    assert damages(await audit()) == [(Damage.LOG_SHORTENED, 2)]


async def test_a_log_written_anew_is_found_by_the_copy_outside(
    engine: Engine,
    given_entries: Given,
    publish: Publish,
    log_work: Work,
    audit: AuditNow,
) -> None:
    await given_entries(2)
    await jobs.copy_head.run(log_work)
    await as_superuser(
        engine,
        *(f"DELETE FROM {table}" for table in ("evidence.tile", "evidence.batch")),
        *(f"DELETE FROM {table}" for table in ("evidence.checkpoint", "infra.event_log")),
    )
    await publish(3)
    await put_on_record(log_work)
    await jobs.copy_head.run(log_work)

    assert damages(await audit()) == [(Damage.TILE_CHANGED, 1)]


async def test_many_findings_are_counted_not_all_told(
    engine: Engine, given_entries: Given, audit: AuditNow
) -> None:
    await given_entries(150)
    await as_superuser(engine, "UPDATE infra.event_log SET name = 'x'")
    found = await audit()
    assert len(found.findings) == 100
    assert found.more_findings == 50
    assert json.dumps(found.findings[0].was) != json.dumps(found.findings[0].now)
