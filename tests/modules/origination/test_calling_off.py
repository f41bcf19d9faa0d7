"""A payout that a true suspicion holds comes to an end: asked by one, agreed by another."""

from __future__ import annotations

from typing import Any

from httpx2 import AsyncClient, Response
from sqlalchemy import insert, select

from rongqu.infra.database import Engine
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx, utc_now
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.ids import ApplicationId, EnterpriseId, OrganisationId
from rongqu.kernel.money import Money
from rongqu.kernel.schedule import Lease, Structure
from rongqu.modules.contracts.tables import contract
from rongqu.modules.fraud.actions.clear_suspicion import clear_suspicion
from rongqu.modules.fraud.actions.note_suspicions import note_suspicions
from rongqu.modules.fraud.tables import suspicion
from rongqu.modules.fraud.types import Finding, Source, Subject, Weight
from rongqu.modules.ledger.tables import hold
from rongqu.modules.origination.types import HeldReason, Hold, Stage
from rongqu.modules.payments.public import Deposit, hold_deposit
from tests.builders.actors import given_actor, new_key
from tests.builders.origination import (
    World,
    act,
    contract_of,
    deliver_again,
    given_accounts,
    given_signed,
    given_world,
    lender,
    look_at,
    steps_of,
)
from tests.builders.payments import pay_in, post

MILLION = Money(1_000_000_00, "CNY")
DEPOSIT = Money(50_000_00, "CNY")
LEASE = Structure(lease=Lease(in_advance=True, deposit=DEPOSIT, residual=Money(0, "CNY")))
WISH = {"reason": "发票经税务平台核实为伪造", "note": "放款前核查未通过"}


async def given_suspected(engine: Engine, relay: Relay) -> tuple[World, ApplicationId]:
    """A lease, signed by both, its deposit held; then invoices turn out to be forged."""
    world = await given_world(engine)
    await given_accounts(engine, world, balance=MILLION)
    application_id = await given_signed(engine, world, structure=LEASE)
    contract_id = await contract_of(engine, application_id)
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(
            insert(contract).values(_signed(world, application_id, contract_id))
        )
    await post(engine, pay_in(world.enterprise_id, DEPOSIT.minor))
    async with open_tx(engine, SYSTEM) as tx:
        await hold_deposit(
            tx,
            Deposit(
                reference=contract_id,
                owner=OrganisationId(world.enterprise_id),
                secures=world.institution_id,
                amount=DEPOSIT,
            ),
        )
        forged = [Finding("invoice.tax_code", Weight.STRONG, "")]
        company = Subject(enterprise_id=EnterpriseId(world.enterprise_id))
        await note_suspicions(tx, company, Source.INVOICES, forged)
    await relay.drain()
    held = await look_at(engine, application_id)
    assert (held.stage, held.hold) == (Stage.PAYOUT, Hold(reason=HeldReason.REVIEW))
    return world, application_id


def _signed(world: World, application_id: ApplicationId, contract_id: Any) -> dict[str, Any]:
    return {
        "id": contract_id,
        "application_id": application_id,
        "enterprise_id": world.enterprise_id,
        "enterprise_name": "苏州明澈精密仪器有限公司",
        "enterprise_uscc": "91320500MA1MECHE0X",
        "institution_id": world.institution_id,
        "institution_name": "钱江商业银行股份有限公司",
        "institution_uscc": "91330100MA2QJBANK0",
        "product_id": world.product.id,
        "product_kind": world.product.kind,
        "product_name": world.product.name,
        "principal_minor": MILLION.minor,
        "fee_minor": 10_000_00,
        "currency": "CNY",
        "yearly_rate": "0.068",
        "day_count": "thirty_e_360",
        "term_months": 12,
        "method": "equal_instalment",
        "penalty_multiplier": "1.5",
        "prepayment_fee_rate": "0",
        "allocation": ["interest", "principal"],
        "status": "signed",
        "prepared_on": utc_now().date(),
        "sign_by": utc_now().date(),
        "document_key": "contracts/00",
        "document_size": 1000,
        "sha256": "0" * 64,
        "signed_at": utc_now(),
    }


async def decide(
    client: AsyncClient, asked: Response, who: dict[str, str], what: str = "approval"
) -> Response:
    path = f"/approvals/{asked.json()['pending']['id']}/{what}"
    return await client.post(path, headers=who | new_key())


async def test_two_people_call_off_a_payout_that_a_true_suspicion_holds(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    world, application_id = await given_suspected(engine, relay)
    contract_id = await contract_of(engine, application_id)

    asked = await act(client, application_id, "calling-off", world.officer, WISH)
    again = await act(client, application_id, "calling-off", world.approver, WISH)
    own = lender(world.institution_id, "origination:view", "origination:reject")
    unfit = await decide(client, asked, own)
    agreed = await decide(client, asked, world.approver)
    await relay.drain()
    await deliver_again(engine, "origination.settle_when_voided")
    await relay.drain()

    assert asked.json()["pending"]["reason"] == WISH["reason"]
    assert again.json()["code"] == "compliance.approval_pending"
    assert unfit.status_code in {403, 404}
    assert agreed.status_code == 200, agreed.text
    ended = await look_at(engine, application_id)
    assert (ended.stage, ended.hold, ended.payout_order_id) == (Stage.REJECTED, None, None)
    async with engine.connect(PLATFORM) as connection:
        void = (
            await connection.execute(select(contract).where(contract.c.id == contract_id))
        ).one()
        left = (await connection.execute(select(hold.c.status))).scalars().all()
    assert (void.status, void.void_reason, void.signed_at is not None) == (
        "voided",
        "called_off",
        True,
    )
    assert "open" not in left
    seen = await client.get(f"/applications/{application_id}", headers=world.applicant)
    last = seen.json()["steps"][-1]
    assert (last["what"], last["reason_code"], last["note"]) == (
        "call_off",
        "suspicion",
        WISH["note"],
    )
    assert WISH["reason"] not in seen.text


async def test_what_is_cleared_meanwhile_is_not_called_off(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    world, application_id = await given_suspected(engine, relay)
    asked = await act(client, application_id, "calling-off", world.officer, WISH)
    async with engine.connect(PLATFORM) as connection:
        found = (await connection.execute(select(suspicion.c.id))).scalars().first()
    assert found is not None
    async with open_tx(engine, given_actor("fraud:examine", portal=Portal.OPERATIONS)) as tx:
        await clear_suspicion(tx, found, "已核实")

    refused = await decide(client, asked, world.approver)
    before = await look_at(engine, application_id)
    await relay.drain()
    paid = await look_at(engine, application_id)
    late = await act(client, application_id, "calling-off", world.officer, WISH)

    assert refused.json()["code"] == "origination.not_held_for_review"
    assert (before.stage, paid.stage, paid.hold) == (Stage.PAYOUT, Stage.PAYOUT, None)
    assert paid.payout_order_id is not None
    assert late.json()["code"] == "origination.not_held_for_review"
    assert "call_off" not in await steps_of(engine, application_id)
