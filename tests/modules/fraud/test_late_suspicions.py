"""What is found while an application is under way stops it as what was found before would have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from httpx2 import AsyncClient
from sqlalchemy import insert, select

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx, utc_now
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import ApplicationId, EnterpriseId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.fraud.actions.note_suspicions import note_suspicions
from rongqu.modules.fraud.tables import suspicion
from rongqu.modules.fraud.telling import tell_lender
from rongqu.modules.fraud.types import Finding, Source, Subject, Weight
from rongqu.modules.origination.suspicious import subject_of
from rongqu.modules.origination.tables import assessment
from rongqu.modules.origination.types import HeldReason, Hold, Lane, Stage
from rongqu.modules.parties.public import Direction, ImportOptions
from tests.builders.actors import new_key
from tests.builders.exports import as_csv, line, taken_in
from tests.builders.origination import (
    World,
    act,
    contract_of,
    deliver_again,
    given_accounts,
    given_application,
    given_signed,
    given_world,
    lender,
    look_at,
    signed,
    steps_of,
)
from tests.modules.fraud.test_lines import looked_at
from tests.modules.fraud.test_suspicions import OFFICER, lane_of, screened, suspicions

HANDLER = "origination.refer_when_suspected"
FORGED = "invoice.tax_code"


async def found(
    engine: Engine, relay: Relay, world: World, weight: Weight = Weight.STRONG, place: str = ""
) -> None:
    """Of the company as such, as a job or a handler finds it."""
    subject = Subject(enterprise_id=EnterpriseId(world.enterprise_id))
    async with open_tx(engine, SYSTEM) as tx:
        await note_suspicions(tx, subject, Source.INVOICES, [Finding(FORGED, weight, place)])
    await relay.drain()


async def cleared(client: AsyncClient, relay: Relay, **of: Any) -> None:
    for each in await suspicions(client, is_open=True, **of):
        path = f"/fraud/suspicions/{each['id']}/clearing"
        answer = await client.post(path, json={"reason": "已核对"}, headers=OFFICER | new_key())
        assert answer.status_code in {200, 409}, answer.text
    await relay.drain()


async def test_imported_lines_that_are_judged_before_the_screening_refer(
    engine: Engine, work: Work, relay: Relay, tmp_path: Path
) -> None:
    world = await given_world(engine, score=720)
    await forged_lines(work, world, tmp_path)
    await looked_at(work, relay)
    application_id = await screened(engine, relay, world)
    await relay.drain()
    assert (await steps_of(engine, application_id))[-1] == "send_to_review"
    assert await lane_of(engine, application_id) is Lane.MANUAL


async def test_imported_lines_that_are_judged_after_the_screening_refer_back_once(
    client: AsyncClient, engine: Engine, work: Work, relay: Relay, tmp_path: Path
) -> None:
    world = await given_world(engine, score=720)
    application_id = await screened(engine, relay, world)
    assert (await look_at(engine, application_id)).stage is Stage.APPROVAL

    await forged_lines(work, world, tmp_path)
    await looked_at(work, relay)
    await relay.drain()
    await deliver_again(engine, HANDLER)
    await relay.drain()

    assert (await look_at(engine, application_id)).stage is Stage.REVIEW
    assert await lane_of(engine, application_id) is Lane.MANUAL
    assert (await steps_of(engine, application_id)).count("refer") == 1
    bank = lender(world.institution_id, "fraud:view")
    [told] = await suspicions(client, bank)
    assert (told["code"], told["application_id"]) == (FORGED, str(application_id))


async def forged_lines(work: Work, world: World, folder: Path) -> None:
    company = EnterpriseId(world.enterprise_id)
    options = ImportOptions(direction=Direction.OUTPUT, enterprise_id=company)
    forged = [line(10_000_001, counterparty_id="91110000000000000X")]
    await taken_in(work, folder, as_csv(forged), options=options)


async def passed_on(engine: Engine, application_id: ApplicationId) -> None:
    async with engine.begin(PLATFORM) as connection:
        said = {"id": new_id(), "application_id": application_id, "kind": "review", "note": "看过"}
        by: dict[str, Any] = {"author_id": new_id(), "checklist": {}, "recorded_at": utc_now()}
        await connection.execute(insert(assessment).values(said | by))


@pytest.mark.parametrize(
    ("stage", "weight", "then"),
    [
        (Stage.REVIEW, Weight.STRONG, Stage.REVIEW),
        (Stage.APPROVAL, Weight.STRONG, Stage.REVIEW),
        (Stage.APPROVAL, Weight.WEAK, Stage.APPROVAL),
        (Stage.CONTRACT, Weight.STRONG, Stage.CONTRACT),
        (Stage.REJECTED, Weight.STRONG, Stage.REJECTED),
    ],
)
async def test_what_is_found_late_goes_back_to_a_person(
    engine: Engine, relay: Relay, stage: Stage, weight: Weight, then: Stage
) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=stage)
    await passed_on(engine, application_id)

    await found(engine, relay, world, weight)

    assert (await look_at(engine, application_id)).stage is then
    async with engine.connect(PLATFORM) as connection:
        told = select(suspicion).where(suspicion.c.application_id == application_id)
        is_told = weight is Weight.STRONG and stage is not Stage.REJECTED
        assert len((await connection.execute(told)).all()) == int(is_told)


async def test_what_a_person_has_seen_and_passed_on_stays_and_the_next_does_not(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    world = await given_world(engine)
    await found(engine, relay, world)
    application_id = await given_application(engine, world, stage=Stage.APPROVAL)
    await passed_on(engine, application_id)
    await tell_lender_before(engine, application_id)
    await passed_on(engine, application_id)
    await deliver_again(engine, HANDLER)
    await relay.drain()
    assert (await look_at(engine, application_id)).stage is Stage.APPROVAL

    await found(engine, relay, world, place="another")

    assert (await look_at(engine, application_id)).stage is Stage.REVIEW
    decision: dict[str, Any] = {"contract_id": str(new_id()), "term_months": 12}
    decision |= {"amount": {"amount": "1.00", "currency": "CNY"}}
    refused = await act(client, application_id, "approval", world.approver, decision)
    assert refused.json()["code"] == "origination.cannot_move"


async def tell_lender_before(engine: Engine, application_id: ApplicationId) -> None:
    """As screening does."""
    known = await look_at(engine, application_id)
    async with open_tx(engine, SYSTEM) as tx:
        await tell_lender(tx, subject_of(known))


async def test_a_payout_waits_for_what_was_found_after_the_approval_and_goes_when_it_is_cleared(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    world = await given_world(engine)
    await given_accounts(engine, world, balance=Money(10_000_000_00, "CNY"))
    await found(engine, relay, world, place="before the approval")
    application_id = await given_signed(engine, world)
    await found(engine, relay, world, place="after it")
    await found(engine, relay, world, place="and another")

    await signed(engine, world, application_id)
    await relay.drain()

    held = await look_at(engine, application_id)
    assert (held.stage, held.hold) == (Stage.PAYOUT, Hold(reason=HeldReason.REVIEW))
    assert held.payout_order_id is None
    await act(client, application_id, "payout", world.approver, {})
    assert (await look_at(engine, application_id)).hold == Hold(reason=HeldReason.REVIEW)

    await cleared(client, relay, application_id=application_id)
    paid = await look_at(engine, application_id)
    assert (paid.hold, paid.payout_order_id is None) == (None, False)
    await deliver_again(engine, "origination.retry_when_cleared")
    await relay.drain()
    assert (await look_at(engine, application_id)).payout_order_id == paid.payout_order_id
    assert await contract_of(engine, application_id)


async def test_a_lender_asks_and_the_platform_clears(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    world = await given_world(engine)
    await given_accounts(engine, world, balance=Money(10_000_000_00, "CNY"))
    application_id = await given_signed(engine, world)
    await found(engine, relay, world)
    bank = lender(world.institution_id, "fraud:view", "fraud:ask_clearing")
    [told] = await suspicions(client, bank)
    path = f"/fraud/suspicions/{told['id']}/clearing-wish"
    wish = {"reason": "开票方已出具说明，原件核对无误"}

    stranger = lender(new_id(), "fraud:view", "fraud:ask_clearing")
    unseen = await client.post(path, headers=stranger | new_key(), json=wish)
    asked = await client.post(path, headers=bank | new_key(), json=wish)
    again = await client.post(path, headers=bank | new_key(), json=wish)
    listed = await client.get("/approvals", params={"status": "proposed"}, headers=OFFICER)
    [waiting] = listed.json()["items"]
    decision = f"/approvals/{waiting['id']}/approval"
    own = await client.post(decision, headers=bank | new_key())
    assert (await look_at(engine, application_id)).payout_order_id is None
    agreed = await client.post(decision, headers=OFFICER | new_key())
    await relay.drain()

    assert (unseen.status_code, asked.status_code) == (404, 204)
    assert again.json()["code"] == "compliance.approval_pending"
    assert waiting["content"]["code"] == FORGED
    assert own.status_code == 403
    assert agreed.status_code == 200, agreed.text
    assert await suspicions(client, bank, is_open=True) == []
    assert (await look_at(engine, application_id)).payout_order_id is not None
