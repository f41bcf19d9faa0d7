"""Things on an application: kept, judged, lent on, pledged once, released."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from httpx2 import AsyncClient, Response
from sqlalchemy import insert, select, update

from rongqu.events.contracts import ContractVoided
from rongqu.infra.database import Engine
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.ids import ApplicationId, OrganisationId, new_id
from rongqu.modules.catalog.public import CollateralTerms, GreenStep, TenorStep
from rongqu.modules.collateral.tables import item
from rongqu.modules.evidence.tables import pledge
from rongqu.modules.origination.tables import application
from rongqu.modules.origination.types import Stage
from rongqu.modules.parties.tables import invoice, partner
from tests.builders.actors import signed_in
from tests.builders.catalog import given_product
from tests.builders.collateral import TODAY, record_of
from tests.builders.events import published
from tests.builders.origination import (
    APPROVE,
    DECISION,
    REVIEW,
    World,
    act,
    contract_of,
    given_application,
    given_world,
    happened,
    lender,
    look_at,
    yuan,
)

PATENT = CollateralKind.INTELLECTUAL_PROPERTY
CARBON = CollateralKind.CARBON_REDUCTION
WANTED = (CollateralTerms(kind=PATENT, lending_share=Decimal("0.4")),)


async def keep(
    client: AsyncClient,
    world: World,
    application_id: ApplicationId,
    item_id: UUID | None = None,
    kind: CollateralKind = PATENT,
    **different: Any,
) -> Response:
    path = f"/applications/{application_id}/collateral/{item_id or new_id()}"
    body = {"kind": kind, "record": record_of(kind, **different)}
    return await client.put(path, json=body, headers=world.applicant)


async def judge(
    client: AsyncClient, world: World, application_id: ApplicationId, kept: Response, **said: Any
) -> Response:
    path = f"collateral/{kept.json()['id']}/judgement"
    return await act(client, application_id, path, world.officer, {"verdict": "accepted"} | said)


async def given_secured(
    client: AsyncClient, engine: Engine, world: World, **different: Any
) -> tuple[ApplicationId, Response]:
    """In review, with one patent."""
    application_id = await given_application(engine, world)
    kept = await keep(client, world, application_id, **different)
    assert kept.status_code == 200, kept.text
    if kept.json()["failing"] == []:
        await act(client, application_id, "submission", world.applicant, {"version": 1})
    await move_to(engine, application_id, Stage.REVIEW)
    return application_id, kept


async def move_to(engine: Engine, application_id: ApplicationId, stage: Stage) -> None:
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(
            update(application)
            .where(application.c.id == application_id)
            .values(stage=stage, submitted_at=application.c.created_at)
        )


async def pledges_in_force(engine: Engine) -> int:
    async with engine.connect(PLATFORM) as connection:
        found = await connection.execute(select(pledge).where(pledge.c.released_at.is_(None)))
        return len(found.all())


async def test_a_thing_is_kept_written_anew_shown_and_taken_away(
    client: AsyncClient, engine: Engine
) -> None:
    world = await given_world(engine, collateral=WANTED)
    application_id = await given_application(engine, world)
    path, item_id = f"/applications/{application_id}", new_id()

    before = await client.get(path, headers=world.applicant)
    kept = await keep(client, world, application_id, item_id, renewal_on="2026-12-31")
    again = await keep(client, world, application_id, item_id)
    after = await client.get(path, headers=world.applicant)
    removed = await client.delete(f"{path}/collateral/{item_id}", headers=world.applicant)
    gone = await client.delete(f"{path}/collateral/{item_id}", headers=world.applicant)

    assert before.json()["wanted_collateral"] == [{"kind": PATENT, "lending_share": "0.4"}]
    assert before.json()["missing"] == [f"collateral:{PATENT}"]
    assert kept.json()["failing"] == ["covers_loan:renewal_on"]
    assert kept.json()["lending_value"] == yuan("0.00")
    assert again.json()["lending_value"] == yuan("960000.00")
    assert [each["id"] for each in after.json()["collateral"]] == [str(item_id)]
    assert after.json()["missing"] == []
    assert removed.status_code == 204
    assert (gone.status_code, gone.json()["code"]) == (404, "collateral.item_not_found")
    names = [name for name in await published(engine) if name.startswith("collateral.")]
    assert names == [
        "collateral.item_kept.v1",
        "collateral.item_kept.v1",
        "collateral.item_removed.v1",
    ]


async def test_what_cannot_be_kept_has_its_own_answer_and_changes_nothing(
    client: AsyncClient, engine: Engine
) -> None:
    world = await given_world(engine, collateral=WANTED)
    application_id, kept = await given_secured(client, engine, world)
    draft = await given_application(engine, world)

    late = await keep(client, world, application_id)
    other_kind = await keep(client, world, draft, kind=CollateralKind.EQUIPMENT)
    unreadable = await keep(client, world, draft, valuation="much")
    of_another = await keep(client, world, draft, UUID(kept.json()["id"]))
    unsubmitted = await act(client, draft, "submission", world.applicant, {"version": 1})

    assert (late.status_code, late.json()["code"]) == (409, "origination.not_editable")
    assert other_kind.json()["code"] == "collateral.kind_not_wanted"
    assert unreadable.json()["code"] == "collateral.record_invalid"
    assert unreadable.json()["params"]["faults"] == [
        {"pointer": "/body/record/valuation", "kind": "value_error"}
    ]
    assert of_another.json()["code"] == "collateral.item_not_found"
    assert unsubmitted.json()["params"] == {"missing": f"collateral:{PATENT}"}
    async with engine.connect(PLATFORM) as connection:
        assert len((await connection.execute(select(item))).all()) == 1


async def test_the_same_thing_counts_once_on_an_application(
    client: AsyncClient, engine: Engine
) -> None:
    herd = CollateralKind.LIVESTOCK
    wanted = (*WANTED, CollateralTerms(kind=herd, lending_share=Decimal("0.5")))
    world = await given_world(engine, collateral=wanted)
    draft, first = await given_application(engine, world), new_id()

    kept = await keep(client, world, draft, first)
    same = await keep(client, world, draft, number="zl2021 10345678·9")
    again = await keep(client, world, draft, first)
    tags = ["150221000000001", "15022１000000001", "150221000000003"]
    twice = await keep(client, world, draft, kind=herd, ear_tags=tags)
    cattle = await keep(client, world, draft, kind=herd)
    shared = await keep(client, world, draft, kind=herd, count="1", ear_tags=tags[:1])

    assert [each.status_code for each in (kept, again, cattle)] == [200, 200, 200]
    codes = [each.json()["code"] for each in (same, twice, shared)]
    assert codes == ["collateral.offered_twice"] * 3
    async with engine.connect(PLATFORM) as connection:
        assert len((await connection.execute(select(item))).all()) == 2


async def test_nothing_is_lent_above_what_was_accepted(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine, collateral=WANTED)
    application_id, kept = await given_secured(client, engine, world)

    raised = await judge(client, world, application_id, kept, value=yuan("2400000.01"))
    await judge(client, world, application_id, kept, value=yuan("1999999.99"), note="同业报价更低")
    await move_to(engine, application_id, Stage.APPROVAL)
    late = await judge(client, world, application_id, kept)
    basis = await client.get(f"/applications/{application_id}/basis", headers=world.approver)
    above = await act(client, application_id, "approval", world.approver, DECISION)
    bad = DECISION | {"amount": yuan("799999.99")}
    exact = await act(client, application_id, "approval", world.approver, bad)

    assert raised.json()["code"] == "collateral.value_raised"
    assert late.json()["code"] == "origination.cannot_move"
    assert basis.json()["lending_value"] == yuan("799999.99")
    assert (above.status_code, above.json()["code"]) == (422, "origination.above_lending_value")
    assert exact.json()["stage"] == "contract"
    assert await pledges_in_force(engine) == 1


async def test_security_that_nobody_accepted_lends_nothing(
    client: AsyncClient, engine: Engine
) -> None:
    world = await given_world(engine, collateral=WANTED)
    application_id, kept = await given_secured(client, engine, world)
    unsound_id, unsound = await given_secured(
        client, engine, world, number="ZL 2", renewal_on="2026-12-31"
    )

    refused = await judge(client, world, application_id, kept, verdict="refused", note="权属不清")
    accepted = await judge(client, world, unsound_id, unsound)
    await move_to(engine, application_id, Stage.APPROVAL)
    approved = await act(client, application_id, "approval", world.approver, DECISION)

    assert refused.json()["verdict"] == "refused"
    assert accepted.json()["code"] == "collateral.unsound_item"
    assert approved.json()["code"] == "origination.above_lending_value"
    assert await pledges_in_force(engine) == 0


async def test_a_thing_is_pledged_once_and_free_again_when_its_contract_is_void(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    world = await given_world(engine, collateral=WANTED)
    first, kept = await given_secured(client, engine, world)
    second, same = await given_secured(client, engine, world, number="zl2021 10345678·9")
    draft = await given_application(engine, world)
    for application_id, thing in ((first, kept), (second, same)):
        await judge(client, world, application_id, thing)
        await move_to(engine, application_id, Stage.APPROVAL)

    await act(client, first, "approval", world.approver, DECISION)
    twice = await act(client, second, "approval", world.approver, DECISION)
    written = await keep(client, world, draft)
    contract_id = await contract_of(engine, first)
    async with engine.begin(PLATFORM) as connection:
        long_ago = item.c.pledged_at - timedelta(days=400)
        await connection.execute(
            update(item).where(item.c.contract_id == contract_id).values(pledged_at=long_ago)
        )
    await happened(
        engine,
        ContractVoided(subject_id=contract_id, parties=(), application_id=first, reason="refused"),
    )
    await relay.drain()
    dossier = await client.get(f"/applications/{first}", headers=world.approver)
    [freed] = dossier.json()["collateral"]
    now = await act(client, second, "approval", world.approver, DECISION)

    assert (twice.status_code, twice.json()["code"]) == (409, "collateral.pledged_elsewhere")
    assert written.json()["code"] == "collateral.pledged_elsewhere"
    assert (await look_at(engine, first)).stage is Stage.APPROVAL
    assert (freed["is_pledged"], freed["is_released"]) == (False, False)
    assert freed["lending_value"] == yuan("960000.00")  # of today, not of the day of its pledge
    assert now.json()["stage"] == "contract"
    assert await pledges_in_force(engine) == 1
    names = await published(engine)
    assert names.count("collateral.items_pledged.v1") == 2
    assert names.count("evidence.asset_released.v1") == 1


async def test_somebody_elses_thing_is_not_handed_in(client: AsyncClient, engine: Engine) -> None:
    owner, other = [await given_world(engine, collateral=WANTED) for _ in range(2)]
    await given_secured(client, engine, owner)
    draft = await given_application(engine, other)
    await keep(client, other, draft)

    submitted = await act(client, draft, "submission", other.applicant, {"version": 1})

    assert (submitted.status_code, submitted.json()["code"]) == (409, "collateral.owned_by_another")
    assert (await look_at(engine, draft)).stage is Stage.DRAFT


async def test_of_two_who_approve_at_once_one_gets_the_pledge(
    client: AsyncClient, engine: Engine
) -> None:
    """The same owner, two lenders: nobody locks a row of the other's."""
    first = await given_world(engine, collateral=WANTED)
    lender_id = OrganisationId(new_id())
    second = replace(
        first,
        institution_id=lender_id,
        product=await given_product(engine, institution=lender_id, collateral=WANTED),
        officer=lender(lender_id, *REVIEW),
        approver=lender(lender_id, *APPROVE),
    )
    cases = [(world, *await given_secured(client, engine, world)) for world in (first, second)]
    for world, application_id, thing in cases:
        await judge(client, world, application_id, thing)
        await move_to(engine, application_id, Stage.APPROVAL)

    answers = await asyncio.gather(
        *(
            act(client, application_id, "approval", world.approver, DECISION)
            for world, application_id, _ in cases
        )
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert await pledges_in_force(engine) == 1


async def test_an_invoice_that_the_tax_data_know_as_another_buyers_is_not_lent_on(
    client: AsyncClient, engine: Engine
) -> None:
    receivable = CollateralKind.RECEIVABLE
    wanted = (CollateralTerms(kind=receivable, lending_share=Decimal("0.8")),)
    world = await given_world(engine, collateral=wanted)
    application_id = await given_application(engine, world)
    async with engine.begin(PLATFORM) as connection:
        buyer = insert(partner).values(enterprise_id=world.enterprise_id, code="91X", name="他人")
        buyer_id = (await connection.execute(buyer.returning(partner.c.id))).scalar_one()
        await connection.execute(
            insert(invoice).values(
                enterprise_id=world.enterprise_id,
                import_id=new_id(),
                partner_id=buyer_id,
                net_minor=900_000_00,
                tax_minor=0,
                issued_on=TODAY,
                direction="output",
                status="valid",
                number="777",
                code="",
            )
        )

    known = await keep(client, world, application_id, kind=receivable, invoice_number="777")
    unknown = await keep(client, world, application_id, kind=receivable, invoice_number="778")

    assert known.json()["failing"] == ["on_record:invoice_number"]
    assert known.json()["lending_value"] == yuan("0.00")
    assert unknown.json()["failing"] == []


async def test_accepted_carbon_data_make_a_green_loan_cheaper_and_earn_it_once(
    client: AsyncClient, engine: Engine
) -> None:
    world = await given_world(
        engine,
        collateral=(CollateralTerms(kind=CARBON, lending_share=Decimal(0)),),
        green_steps=(GreenStep(saving=Decimal("0.25"), less=Decimal("0.004")),),
        tenor_steps=(TenorStep(over_months=11, more=Decimal("0.001")),),
    )
    application_id = await given_application(engine, world)
    without = await client.get(f"/applications/{application_id}", headers=world.applicant)
    kept = await keep(client, world, application_id, kind=CARBON)
    await act(client, application_id, "submission", world.applicant, {"version": 1})
    await move_to(engine, application_id, Stage.REVIEW)
    path = f"/applications/{application_id}/basis"
    before = await client.get(path, headers=world.approver)
    await judge(client, world, application_id, kept)
    await move_to(engine, application_id, Stage.APPROVAL)

    after = await client.get(path, headers=world.approver)
    shorter = await client.get(path, params={"term_months": 11}, headers=world.approver)
    await act(client, application_id, "approval", world.approver, DECISION)
    draft = await given_application(engine, world)
    again = await keep(client, world, draft, kind=CARBON)

    assert without.json()["missing"] == []
    found = [
        (each.json()["yearly_rate"], each.json()["green_discount"]) for each in (before, after)
    ]
    assert found == [("0.0690", "0"), ("0.0650", "0.004")]
    assert after.json()["lending_value"] is None
    assert shorter.json()["yearly_rate"] == "0.0640"
    approved = await client.get(f"/applications/{application_id}", headers=world.applicant)
    assert approved.json()["approval"]["yearly_rate"] == "0.0650"
    assert again.json()["code"] == "collateral.pledged_elsewhere"


async def test_the_kinds_say_what_a_form_asks(client: AsyncClient) -> None:
    found = await client.get("/collateral/kinds", headers=signed_in("collateral:view"))
    refused = await client.get("/collateral/kinds", headers=signed_in("origination:view"))

    assert [each["kind"] for each in found.json()] == list(CollateralKind)
    assert found.json()[0]["fields"][1] == {"name": "buyer_uscc", "kind": "uscc", "choices": []}
    assert refused.status_code == 403
