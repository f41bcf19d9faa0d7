from __future__ import annotations

import xml.etree.ElementTree as ET
from uuid import UUID

from httpx2 import AsyncClient
from sqlalchemy import select

from rongqu.events.payments import BlockConfirmed, PaymentOrdered
from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work, settle
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.ids import OrganisationId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.compliance import tables
from rongqu.modules.compliance.actions.watch_movement import watch_movement
from rongqu.modules.compliance.money_types import Moved
from rongqu.modules.payments.public import get_custody_account
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.payments import given_account

OFFICER = (
    "compliance:view_alerts",
    "compliance:decide_alert",
    "compliance:order_freeze",
    "compliance:approve_release",
    "compliance:export_report",
)
REASON = {"reason": "三笔金额都略低于报告起点"}


def officer() -> dict[str, str]:
    return signed_in(*OFFICER, portal=Portal.OPERATIONS)


async def given_top_up(engine: Engine, about: UUID, yuan: int) -> None:
    """As payments tells it; the bank is no part of this."""
    async with open_tx(engine, SYSTEM) as tx:
        await tx.publish(
            PaymentOrdered(
                subject_id=new_id(),
                parties=(about,),
                kind="top_up",
                reference=about,
                amount=Money(yuan * 100, "CNY"),
            )
        )


async def given_alert(engine: Engine, relay: Relay) -> tuple[str, OrganisationId]:
    about = OrganisationId(new_id())
    await given_account(engine, about)
    for yuan in (1_700_000, 1_800_000, 1_900_000):
        await given_top_up(engine, about, yuan)
    await relay.drain()
    async with engine.connect(PLATFORM) as connection:
        row = (await connection.execute(select(tables.alert))).one()
    assert (row.rule, row.about, len(row.movements)) == ("structuring", about, 3)
    return f"/money/alerts/{row.id}", about


async def test_money_events_raise_an_alert_that_its_subject_does_not_hear_of(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    path, about = await given_alert(engine, relay)

    detail = (await client.get(path, headers=officer())).json()
    listed = (await client.get("/money/alerts?status=open", headers=officer())).json()["items"]

    assert detail["alert"]["amount"] == {"amount": "5400000.00", "currency": "CNY"}
    assert [each["payer"] for each in detail["movements"]] == [None] * 3
    assert [each["movement_count"] for each in listed] == [3]
    owner = signed_in("payments:view", organisation=about)
    assert (await client.get(path, headers=owner)).status_code == 403


async def test_an_event_delivered_twice_raises_nothing_again(engine: Engine) -> None:
    about = OrganisationId(new_id())
    async with open_tx(engine, SYSTEM) as tx:
        moved = Moved(
            id=new_id(),
            payer=None,
            payee=about,
            amount=Money(2_000_000_00, "CNY"),
            kind="top_up",
            moved_at=tx.now,
        )
        for _ in range(2):
            await watch_movement(tx, moved)

    assert await published(engine) == ["compliance.large_transaction_noted.v1"]


async def test_a_report_fixes_the_case_and_is_exported(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    path, about = await given_alert(engine, relay)

    reported = await client.post(f"{path}/report", json=REASON, headers=officer() | new_key())
    before = await published(engine)
    again = [
        await client.post(f"{path}/{step}", json=REASON, headers=officer() | new_key())
        for step in ("report", "dismissal")
    ]

    assert reported.json()["alert"]["status"] == "reported"
    assert [each.json()["code"] for each in again] == ["compliance.alert_decided"] * 2
    assert await published(engine) == before
    reports = (await client.get("/money/reports?kind=suspicious", headers=officer())).json()
    file = await client.get(f"/money/reports/{reports['items'][0]['id']}/file", headers=officer())
    case = ET.fromstring(file.content)
    assert case.get("kind") == "suspicious"
    assert case.findtext("reason") == REASON["reason"]
    assert next(each.text for each in case.iter("amount")) == "5400000.00"
    assert len(case.findall("transactions/transaction")) == 3
    assert case.find("subject").get("id") == str(about)  # pyright: ignore[reportOptionalMemberAccess]
    assert (await published(engine))[-1] == "compliance.report_exported.v1"


async def test_an_alert_is_dismissed_with_a_reason(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    path, _ = await given_alert(engine, relay)

    dismissed = await client.post(f"{path}/dismissal", json=REASON, headers=officer() | new_key())

    assert dismissed.json()["alert"]["status"] == "dismissed"
    assert dismissed.json()["alert"]["reason"] == REASON["reason"]
    for gone in (f"/money/alerts/{new_id()}", f"/money/reports/{new_id()}/file"):
        assert (await client.get(gone, headers=officer())).status_code == 404


async def is_blocked(engine: Engine, about: OrganisationId) -> bool:
    async with open_tx(engine, SYSTEM) as tx:
        return (await get_custody_account(tx, about)).is_blocked


async def test_one_person_freezes_and_two_release(
    client: AsyncClient, engine: Engine, relay: Relay, work: Work
) -> None:
    path, about = await given_alert(engine, relay)

    frozen = await client.post(f"{path}/freeze", json=REASON, headers=officer() | new_key())
    freeze_id = UUID(frozen.json()["freeze"]["id"])
    assert frozen.json()["freeze"]["bank_frozen_at"] is None
    async with open_tx(engine, SYSTEM) as tx:
        await tx.publish(BlockConfirmed(subject_id=about, freeze_id=freeze_id, is_blocked=True))
    twice = await client.post(f"{path}/freeze", json=REASON, headers=officer() | new_key())
    await relay.drain()
    assert twice.json()["code"] == "compliance.frozen_already"
    assert await is_blocked(engine, about)
    shown = (await client.get(path, headers=officer())).json()["freeze"]
    assert shown["bank_frozen_at"] is not None
    owner = signed_in("payments:withdraw", organisation=about)
    refused = await client.post(
        "/payments/withdrawals",
        json={"amount": {"amount": "1.00", "currency": "CNY"}},
        headers=owner | new_key(),
    )
    assert refused.json()["code"] == "payments.account_not_open"

    asker = officer()
    release = f"/money/freezes/{frozen.json()['freeze']['id']}/release"
    asked = await client.post(release, json=REASON, headers=asker | new_key())
    approval = f"/approvals/{asked.json()['pending']['id']}/approval"
    assert (await client.post(approval, headers=asker | new_key())).status_code == 403
    assert (await client.post(approval, headers=officer() | new_key())).status_code == 200
    await settle(work, relay)

    assert not await is_blocked(engine, about)
    late = await client.post(release, json=REASON, headers=officer() | new_key())
    assert late.json()["code"] == "compliance.not_frozen"
    gone = await client.post(
        f"/money/freezes/{new_id()}/release", json=REASON, headers=officer() | new_key()
    )
    assert gone.json()["code"] == "compliance.freeze_not_found"
