"""A lender invites others to a share before it approves: who may, until when, and what is fixed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest
from httpx2 import AsyncClient, Response
from sqlalchemy import text

from rongqu.infra.database import Engine
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import ApplicationId, OrganisationId, new_id
from rongqu.modules.contracts.public import VoidReason
from rongqu.modules.origination.actions._steps import moved
from rongqu.modules.origination.actions.settle_voided import settle_voided
from rongqu.modules.origination.queries import get_application
from rongqu.modules.origination.types import Stage
from rongqu.modules.parties.public import InstitutionKind
from tests.builders.actors import new_key
from tests.builders.events import published
from tests.builders.origination import (
    APPROVE,
    World,
    act,
    given_application,
    given_world,
    lender,
)
from tests.builders.parks import given_institution, of_house

INVITES = ("colending:view", "colending:invite")
ANSWERS = ("colending:view", "colending:answer")
CHECKED = {"checklist": {"site_visit": "passed"}, "note": "实地走访属实"}


def yuan(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "CNY"}


def code(response: Response) -> str:
    return str(response.status_code) if response.is_success else response.json()["code"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """An application for a million that waits for its approval, and two other lenders."""

    engine: Engine
    client: AsyncClient
    world: World
    application_id: ApplicationId
    partners: tuple[OrganisationId, OrganisationId]

    async def invite(self, amount: str = "400000.00", place: int = 0, **different: Any) -> Response:
        body = {
            "id": str(new_id()),
            "partner_id": str(self.partners[place]),
            "amount": yuan(amount),
            "note": "经营稳定，走访属实",
        }
        path = f"/co-lending/applications/{self.application_id}/shares"
        lead = of_house(self.world.institution_id, *INVITES)
        return await self.client.post(path, json=body | different, headers=lead | new_key())

    async def answer(self, share_id: str, place: int = 0, refusal: str | None = None) -> Response:
        return await self.client.post(
            f"/co-lending/shares/{share_id}/answer",
            json={"refusal": refusal},
            headers=of_house(self.partners[place], *ANSWERS) | new_key(),
        )

    async def withdraw(self, share_id: str) -> Response:
        lead = of_house(self.world.institution_id, *INVITES)
        path = f"/co-lending/applications/{self.application_id}/shares/{share_id}/withdrawal"
        return await self.client.post(path, headers=lead | new_key())

    async def approve(self, amount: str) -> Response:
        approver = lender(self.world.institution_id, *APPROVE)
        decision = {"amount": yuan(amount), "term_months": 12, "conditions": None}
        return await act(self.client, self.application_id, "approval", approver, decision)

    async def statuses(self) -> list[str]:
        async with self.engine.connect(PLATFORM) as connection:
            found = await connection.execute(text("SELECT status FROM colending.share ORDER BY id"))
            return list(found.scalars())

    async def tell(self) -> None:
        await Relay(self.engine, modules={"colending"}).drain()

    async def tell_again(self) -> None:
        async with self.engine.begin(PLATFORM) as connection:
            again = "UPDATE infra.event_delivery SET done_at = NULL, claimed_at = NULL"
            await connection.execute(text(f"{again} WHERE handler LIKE 'colending.%'"))
        await self.tell()


@pytest.fixture
async def deal(engine: Engine, client: AsyncClient) -> Deal:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.DUE_DILIGENCE)
    passed = await act(client, application_id, "due-diligence", world.officer, CHECKED)
    assert passed.status_code == 200, passed.text
    made = Deal(
        engine=engine,
        client=client,
        world=world,
        application_id=application_id,
        partners=(
            await given_institution(engine, InstitutionKind.BANK),
            await given_institution(engine, InstitutionKind.LEASING),
        ),
    )
    await made.tell()
    return made


async def test_nothing_is_approved_while_a_partner_has_not_answered(deal: Deal) -> None:
    invited = await deal.invite()
    share_id = invited.json()[0]["id"]
    assert code(await deal.approve("800000.00")) == "colending.shares_unanswered"
    assert code(await deal.answer(share_id, place=1)) == "colending.share_not_found"

    answered = await deal.answer(share_id)
    assert (answered.json()["status"], answered.json()["grade"]) == ("accepted", "C")
    assert code(await deal.answer(share_id, refusal="risk")) == "colending.share_settled"
    too_little = await deal.approve("450000.00")
    assert code(too_little) == "colending.share_too_large"
    assert (await deal.approve("800000.00")).json()["stage"] == "contract"
    assert code(await deal.invite(place=1)) == "colending.case_decided"
    assert code(await deal.withdraw(share_id)) == "colending.case_decided"
    events = [name for name in await published(deal.engine) if name.startswith("colending.")]
    assert events == ["colending.partner_invited.v1", "colending.share_answered.v1"]


async def test_a_refused_share_goes_back_to_the_lead(deal: Deal) -> None:
    refused = (await deal.invite()).json()[0]["id"]
    taken_back = (await deal.invite("300000.00", place=1)).json()[1]["id"]
    assert code(await deal.answer(refused, refusal="funds")) == "200"
    assert code(await deal.withdraw(taken_back)) == "200"
    assert code(await deal.answer(taken_back, place=1)) == "colending.share_settled"
    assert await deal.statuses() == ["refused", "withdrawn"]
    assert code(await deal.invite("350000.00")) == "201"
    assert code(await deal.withdraw(refused)) == "colending.share_settled"


async def test_who_may_be_invited_and_to_how_much(deal: Deal) -> None:
    park = await given_institution(deal.engine, InstitutionKind.PARK)
    own, nobody = deal.world.institution_id, new_id()
    for stranger in (park, own, nobody):
        assert code(await deal.invite(partner_id=str(stranger))) == "colending.not_a_partner"
    assert code(await deal.invite("0.00")) == "common.invalid_request"
    assert code(await deal.invite("800000.01")) == "colending.share_too_large"
    assert code(await deal.invite("500000.00")) == "201"
    assert code(await deal.invite("100000.00")) == "colending.invited_already"
    larger = await deal.invite("300000.01", place=1)
    assert larger.json()["params"]["left"] == "300000.00 CNY"
    assert code(await deal.invite("300000.00", place=1)) == "201"
    assert await deal.statuses() == ["invited", "invited"]


async def test_an_invitation_and_the_approval_at_once_come_one_after_the_other(
    deal: Deal,
) -> None:
    invited, approved = await asyncio.gather(deal.invite(), deal.approve("800000.00"))
    assert (code(invited), code(approved)) in {
        ("201", "colending.shares_unanswered"),
        ("colending.case_decided", "200"),
    }


async def test_an_answer_and_its_withdrawal_at_once_leave_one(deal: Deal) -> None:
    share_id = (await deal.invite()).json()[0]["id"]
    answered, withdrawn = await asyncio.gather(deal.answer(share_id), deal.withdraw(share_id))
    assert withdrawn.status_code == 200
    assert code(answered) in {"200", "colending.share_settled"}
    assert await deal.statuses() == ["withdrawn"]


async def test_an_application_that_ends_takes_its_shares_along(deal: Deal) -> None:
    await deal.answer((await deal.invite()).json()[0]["id"])
    await act(
        deal.client,
        deal.application_id,
        "rejection",
        lender(deal.world.institution_id, *APPROVE),
        {"reason": "credit", "note": "资金链紧张"},
    )
    await deal.tell()
    await deal.tell_again()
    assert await deal.statuses() == ["void"]
    assert (await published(deal.engine)).count("colending.shares_voided.v1") == 1


async def test_news_from_before_the_approval_open_nothing_again(deal: Deal) -> None:
    share_id = (await deal.invite()).json()[0]["id"]
    assert code(await deal.answer(share_id)) == "200"
    assert code(await deal.approve("800000.00")) == "200"
    await deal.tell_again()
    assert code(await deal.invite(place=1)) == "colending.case_decided"
    assert code(await deal.withdraw(share_id)) == "colending.case_decided"


async def test_whoever_approved_a_share_of_another_amount_is_asked_again(deal: Deal) -> None:
    assert code(await deal.answer((await deal.invite()).json()[0]["id"])) == "200"
    async with deal.engine.begin(PLATFORM) as connection:
        more = text("UPDATE origination.application SET amount_minor = 90000000")
        await connection.execute(more)
    assert code(await deal.approve("800000.00")) == "colending.shares_unanswered"
    async with open_tx(deal.engine, SYSTEM) as tx:
        application = await get_application(tx, deal.application_id)
        await tx.publish(await moved(tx, application, application))
    await deal.tell()
    assert await deal.statuses() == ["void"]
    assert code(await deal.approve("800000.00")) == "200"


async def test_an_approval_taken_back_lets_partners_be_changed_again(deal: Deal) -> None:
    share_id = (await deal.invite()).json()[0]["id"]
    assert code(await deal.answer(share_id)) == "200"
    assert code(await deal.approve("800000.00")) == "200"
    async with open_tx(deal.engine, SYSTEM) as tx:
        contract_id = (await get_application(tx, deal.application_id)).contract_id
        assert contract_id is not None
        await settle_voided(tx, contract_id, VoidReason.REFUSED)
    assert code(await deal.withdraw(share_id)) == "200"
    assert code(await deal.approve("800000.00")) == "200"
