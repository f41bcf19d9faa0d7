from __future__ import annotations

from uuid import UUID

import pytest
from httpx2 import AsyncClient
from sqlalchemy import select

from rongqu.events.parties import EnterpriseUpdated
from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_log
from rongqu.infra.jobs import Work, settle
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.changes import Change
from rongqu.kernel.ids import EnterpriseId, new_id
from rongqu.modules.compliance import tables
from rongqu.modules.compliance.errors import ListLoadedAlready
from tests.builders.actors import new_key, signed_in
from tests.builders.compliance import ENTRIES, given_list
from tests.builders.events import published
from tests.builders.invoices import given_enterprise

OFFICER = ("compliance:screen", "compliance:decide_hit", "compliance:approve_clearing")
REASON = {"reason": "出生日期不同，查过登记资料"}


def officer(*permissions: str) -> dict[str, str]:
    return signed_in(*(permissions or OFFICER), portal=Portal.OPERATIONS)


async def given_hit(engine: Engine, relay: Relay, work: Work) -> tuple[str, UUID]:
    await given_list(engine)
    about = await given_enterprise(engine, net_assets=None)
    await settle(work, relay)
    async with engine.connect(PLATFORM) as connection:
        row = (await connection.execute(select(tables.hit))).one()
    assert (row.about, row.entry, row.status) == (about, "2", "open")
    return f"/screening/hits/{row.id}", about


async def statuses(engine: Engine) -> list[str]:
    async with engine.connect(PLATFORM) as connection:
        found = select(tables.hit.c.status).order_by(tables.hit.c.id)
        return list((await connection.execute(found)).scalars())


async def test_a_new_party_is_screened_and_seen_by_compliance_alone(
    client: AsyncClient, engine: Engine, relay: Relay, work: Work
) -> None:
    path, about = await given_hit(engine, relay, work)

    listed = (await client.get("/screening/hits?status=open", headers=officer())).json()["items"]
    detail = (await client.get(path, headers=officer())).json()

    assert [(hit["about"], hit["about_name"]) for hit in listed] == [
        (str(about), "苏州精工机械有限公司")
    ]
    assert detail["hit"]["score_permille"] >= 860
    assert {"machinery"} <= {each["asked"] for each in detail["comparison"]["words"]}
    owner = signed_in("parties:view", organisation=about)
    assert (await client.get(path, headers=owner)).status_code == 403


async def test_the_same_name_is_raised_once_however_often_it_is_screened(
    engine: Engine, relay: Relay, work: Work
) -> None:
    _, about = await given_hit(engine, relay, work)
    async with open_tx(engine, SYSTEM) as tx:
        renamed = Change(field="name", before="一", after="二")
        for _ in range(2):
            await tx.publish(EnterpriseUpdated(subject_id=EnterpriseId(about), changes=(renamed,)))
    await settle(work, relay)

    assert await statuses(engine) == ["open"]


async def test_it_is_cleared_by_two_people_and_not_raised_again(
    client: AsyncClient, engine: Engine, relay: Relay, work: Work
) -> None:
    path, _ = await given_hit(engine, relay, work)
    asker = officer()

    asked = await client.post(f"{path}/clearing", json=REASON, headers=asker | new_key())
    approval = f"/approvals/{asked.json()['pending']['id']}/approval"
    own = await client.post(approval, headers=asker | new_key())
    twice = await client.post(f"{path}/clearing", json=REASON, headers=officer() | new_key())
    assert (own.status_code, await statuses(engine)) == (403, ["open"])
    assert twice.json()["code"] == "compliance.approval_pending"
    agreed = await client.post(approval, headers=officer() | new_key())

    assert (asked.status_code, agreed.status_code) == (201, 200)
    assert await statuses(engine) == ["cleared"]
    await given_list(engine, ENTRIES + "5,Another One,entity,TEST2,,,\n")
    await settle(work, relay)
    assert await statuses(engine) == ["cleared"]
    assert "compliance.hit_cleared.v1" in await published(engine)


async def test_a_confirmed_hit_is_decided_once(
    client: AsyncClient, engine: Engine, relay: Relay, work: Work
) -> None:
    path, about = await given_hit(engine, relay, work)

    confirmed = await client.post(
        f"{path}/confirmation", json=REASON, headers=officer() | new_key()
    )
    before = await published(engine)
    again = [
        await client.post(f"{path}/{step}", json=REASON, headers=officer() | new_key())
        for step in ("confirmation", "clearing")
    ]

    assert confirmed.json()["hit"]["status"] == "confirmed"
    assert confirmed.json()["hit"]["reason"] == REASON["reason"]
    assert [each.json()["code"] for each in again] == ["compliance.hit_decided"] * 2
    assert before[-1] == "compliance.hit_confirmed.v1"
    assert await published(engine) == before
    gone = f"/screening/hits/{new_id()}"
    assert (await client.get(gone, headers=officer())).json()["code"] == "compliance.hit_not_found"
    assert about is not None


async def test_a_newer_list_takes_the_place_of_the_one_before(
    client: AsyncClient, engine: Engine, relay: Relay, work: Work
) -> None:
    await given_hit(engine, relay, work)
    before = await published(engine)
    with pytest.raises(ListLoadedAlready):
        await given_list(engine)
    assert await published(engine) == before
    rest = "\n".join(line for line in ENTRIES.splitlines() if not line.startswith("2,")) + "\n"

    await given_list(engine, rest, aliases="entity_no,alias\n")
    await settle(work, relay)

    lists = (await client.get("/screening/lists", headers=officer())).json()
    assert [each["superseded_at"] is None for each in lists["items"]] == [True, False]
    assert (lists["items"][0]["entries"], lists["open_hits"]) == (3, 0)
    assert await statuses(engine) == ["lapsed"]


async def test_a_name_is_looked_up_without_being_kept(client: AsyncClient, engine: Engine) -> None:
    nothing = await client.post(
        "/screening/checks",
        json={"name": "王小明", "kind": "person"},
        headers=officer() | new_key(),
    )
    assert nothing.json() == {"names_searched": 0, "matches": []}
    await given_list(engine)

    found = await client.post(
        "/screening/checks",
        json={"name": "王小明", "kind": "person"},
        headers=officer() | new_key(),
    )

    assert found.json()["names_searched"] == 6
    assert [each["entry"] for each in found.json()["matches"]] == ["3"]
    async with engine.connect(PLATFORM) as connection:
        kept = (await connection.execute(select(event_log.c.payload))).scalars().all()
    assert kept[-1].keys() == {"subject_id", "parties", "found"}
    assert kept[-1]["found"] == 1
