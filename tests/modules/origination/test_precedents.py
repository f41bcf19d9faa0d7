"""Conditions precedent: a signed contract is paid out once they are met, or two people waived."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import Any

import pytest
from httpx2 import AsyncClient

from rongqu.events.contracts import ContractSigned
from rongqu.infra.database import Engine
from rongqu.infra.relay import Relay
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.ids import ApplicationId, OrganisationId, new_id
from rongqu.kernel.money import Money
from rongqu.kernel.uscc import synthetic_uscc
from rongqu.modules.collateral.public import (
    Case,
    ItemWish,
    Opinion,
    Verdict,
    judge_item,
    keep_item,
    register_items,
)
from rongqu.modules.origination.types import HeldReason, Hold, Stage
from tests.builders.collateral import record_of
from tests.builders.events import published
from tests.builders.files import pdf_file
from tests.builders.invoices import given_enterprise
from tests.builders.origination import (
    APPROVE,
    DECISION,
    World,
    act,
    contract_of,
    given_application,
    given_world,
    happened,
    lender,
    look_at,
    signed,
    steps_of,
)
from tests.builders.payments import given_account

MILLION = Money(1_000_000_00, "CNY")
WANTED = ["购销合同原件已收妥", "保险受益人变更为我行"]


async def given_held(
    client: AsyncClient, engine: Engine, relay: Relay
) -> tuple[World, ApplicationId, list[str]]:
    """Approved on two conditions, signed, with money there: held for the conditions alone."""
    world = await given_world(engine)
    await given_account(engine, world.institution_id, balance_minor=MILLION.minor)
    await given_account(engine, world.enterprise_id)
    application_id = await given_application(engine, world, stage=Stage.APPROVAL)
    await act(client, application_id, "approval", world.approver, DECISION | {"precedents": WANTED})
    await happened(
        engine,
        ContractSigned(
            subject_id=await contract_of(engine, application_id),
            application_id=application_id,
            enterprise_id=world.enterprise_id,
            institution_id=world.institution_id,
            principal=MILLION,
            sha256="0" * 64,
        ),
    )
    await relay.drain()
    found = await client.get(f"/applications/{application_id}", headers=world.officer)
    return world, application_id, [each["id"] for each in found.json()["precedents"]]


async def test_a_payout_waits_until_every_condition_is_met_or_waived_by_two(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    world, application_id, [first, second] = await given_held(client, engine, relay)
    held = await look_at(engine, application_id)
    dossier = await client.get(f"/applications/{application_id}", headers=world.officer)
    paper = dossier.json()["documents"][0]["id"]

    met = await act(
        client,
        application_id,
        f"precedents/{first}/proof",
        world.officer,
        {"note": "原件已入库", "document_id": paper},
    )
    still = await look_at(engine, application_id)
    retried = await act(client, application_id, "payout-retry", world.approver)
    asked = await act(
        client,
        application_id,
        f"precedents/{second}/waiver",
        world.officer,
        {"reason": "保险下周生效"},
    )
    agreed = await act(
        client,
        application_id,
        f"precedents/{second}/waiver/agreement",
        world.approver,
    )

    assert held.hold is not None
    assert held.hold.reason is HeldReason.PRECEDENTS
    assert still.hold == held.hold
    assert retried.json()["hold"]["reason"] == "precedents"
    assert [each["state"] for each in met.json()["precedents"]] == ["met", "open"]
    assert met.json()["precedents"][0]["document_id"] == paper
    assert asked.json()["precedents"][1]["state"] == "waiver_asked"
    assert agreed.json()["precedents"][1]["state"] == "waived"
    paid = await look_at(engine, application_id)
    assert (paid.hold, paid.payout_order_id is not None) == (None, True)
    assert (await steps_of(engine, application_id))[-4:] == [
        "meet_precedent",
        "ask_waiver",
        "waive_precedent",
        "order_payout",
    ]
    names = await published(engine)
    assert names.count("payments.payment_ordered.v1") == 1
    for name in ("precedent_met", "waiver_asked", "precedent_waived"):
        assert names.count(f"origination.{name}.v1") == 1


@pytest.mark.parametrize("is_here", [False, True], ids=["outside", "on the platform"])
async def test_a_guarantor_outside_the_platform_signs_on_paper_and_the_payout_waits_for_it(
    client: AsyncClient, engine: Engine, relay: Relay, is_here: bool
) -> None:
    """Who is on the platform signs a guarantee of the contract's set; there is no letter then."""
    world, park = await given_world(engine), str(await given_enterprise(engine))
    await given_account(engine, world.institution_id, balance_minor=MILLION.minor)
    await given_account(engine, world.enterprise_id)
    application_id = await given_application(engine, world, stage=Stage.APPROVAL)
    uscc = synthetic_uscc(park if is_here else "an outsider")
    await given_guarantee(engine, world, application_id, uscc)
    await act(client, application_id, "approval", world.approver, DECISION)
    await happened(engine, await signed(engine, world, application_id))
    await relay.drain()
    held = await look_at(engine, application_id)
    dossier = (await client.get(f"/applications/{application_id}", headers=world.officer)).json()
    if is_here:
        assert (held.hold, dossier["precedents"]) == (None, [])
        return

    [letter] = dossier["precedents"]
    assert (letter["kind"], letter["state"]) == ("guarantee_letter", "open")
    assert uscc in letter["what"]
    assert held.hold == Hold(reason=HeldReason.PRECEDENTS)
    step, seen = f"precedents/{letter['id']}/proof", {"note": "已核对"}
    paperless = await act(client, application_id, step, world.officer, seen)
    papers = f"/applications/{application_id}/documents"

    async def upload(kind: str, who: dict[str, str]) -> dict[str, Any]:
        query = {"kind": kind, "name": "担保函.pdf"}
        path = f"{papers}/{new_id()}"
        return (await client.put(path, params=query, content=pdf_file(), headers=who)).json()

    other = await upload("other", world.officer)
    paper = await upload("precedent", world.officer)
    met = await act(
        client, application_id, step, world.officer, seen | {"document_id": paper["id"]}
    )

    assert paperless.json()["code"] == "origination.paper_needed"
    assert other["code"] == "common.not_allowed"
    assert met.json()["precedents"][0]["document_id"] == paper["id"]
    paid = await look_at(engine, application_id)
    assert (paid.hold, paid.payout_order_id is not None) == (None, True)


async def given_guarantee(
    engine: Engine, world: World, application_id: ApplicationId, uscc: str
) -> None:
    kind = CollateralKind.PARK_GUARANTEE
    case = Case(
        application_id=application_id,
        owner_id=OrganisationId(world.enterprise_id),
        lender_id=world.institution_id,
        term_months=12,
        lending_shares={kind: Decimal(1)},
    )
    wish = ItemWish(id=new_id(), kind=kind, record=record_of(kind, park_uscc=uscc))
    async with open_tx(engine, SYSTEM) as tx:
        await keep_item(tx, case, wish)
        await judge_item(
            tx, case, wish.id, Opinion(verdict=Verdict.ACCEPTED, value=None, note=None)
        )
        await register_items(tx, case)


async def test_of_two_who_meet_the_last_two_at_once_the_second_pays_out_once(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    world, application_id, precedents = await given_held(client, engine, relay)

    await asyncio.gather(
        *(
            act(client, application_id, f"precedents/{each}/proof", who, {"note": "已核对"})
            for each, who in zip(precedents, (world.officer, world.approver), strict=True)
        )
    )

    paid = await look_at(engine, application_id)
    assert (paid.hold, paid.payout_order_id is not None) == (None, True)
    names = await published(engine)
    assert names.count("origination.precedent_met.v1") == 2
    assert names.count("payments.payment_ordered.v1") == 1


async def test_what_cannot_be_done_with_a_condition_changes_nothing(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    world, application_id, [first, second] = await given_held(client, engine, relay)
    proof = {"note": "已核对"}
    stranger = lender(new_id(), *APPROVE)

    async def code_of(precedent: str, who: dict[str, str], step: str, body: Any = None) -> str:
        path = f"precedents/{precedent}/{step}"
        return (await act(client, application_id, path, who, body)).json()["code"]

    codes = [
        await code_of(str(new_id()), world.officer, "proof", proof),
        await code_of(first, world.officer, "proof", proof | {"document_id": str(new_id())}),
        await code_of(first, world.approver, "waiver/agreement"),
        await code_of(first, stranger, "proof", proof),
        await code_of(first, world.applicant, "proof", proof),
    ]
    await act(
        client, application_id, f"precedents/{first}/waiver", world.approver, {"reason": "先放款"}
    )
    codes += [
        await code_of(first, world.approver, "waiver/agreement"),
        await code_of(first, world.officer, "waiver/agreement"),
    ]
    await act(client, application_id, f"precedents/{second}/proof", world.officer, proof)
    codes.append(await code_of(second, world.officer, "waiver", {"reason": "多余"}))

    assert codes == [
        "origination.precedent_not_found",
        "origination.document_not_found",
        "origination.no_waiver_asked",
        "origination.not_found",
        "common.not_allowed",
        "common.second_person_needed",
        "common.not_allowed",
        "origination.precedent_settled",
    ]
    own = await client.get(f"/applications/{application_id}", headers=world.applicant)
    shown = [(each["what"], each["state"], each["note"]) for each in own.json()["precedents"]]
    assert shown == [(WANTED[0], "waiver_asked", None), (WANTED[1], "met", None)]
    held = await look_at(engine, application_id)
    assert held.hold is not None
    assert held.payout_order_id is None
