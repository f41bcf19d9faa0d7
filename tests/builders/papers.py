"""Contracts with what secures them: pledged as an approval does it, and the papers drawn up."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.tx import Clock, open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.ids import ApplicationId, ContractId, new_id
from rongqu.kernel.money import Money
from rongqu.kernel.schedule import PLAIN, Lease, Structure
from rongqu.modules.collateral.public import (
    Case,
    ItemWish,
    Opinion,
    Verdict,
    judge_item,
    keep_item,
    pledge_items,
    register_items,
)
from rongqu.modules.papers.jobs import draw_up_papers
from tests.builders.contracts import Parties, approve

ACCEPTED = Opinion(verdict=Verdict.ACCEPTED, value=None, note=None)
Things = Mapping[CollateralKind, Mapping[str, Any]]

LEASED = Structure(
    lease=Lease(in_advance=True, deposit=Money(6_000_00, "CNY"), residual=Money(1_200_00, "CNY"))
)


async def given_secured_contract(
    work: Work, relay: Relay, parties: Parties, things: Things, product_kind: str = "credit_loan"
) -> ContractId:
    """With its papers: ready to be signed. A lease is one by its structure."""
    application_id, contract_id = ApplicationId(new_id()), ContractId(new_id())
    case = Case(
        application_id=application_id,
        owner_id=parties.borrower.organisation_id,
        lender_id=parties.lender.organisation_id,
        term_months=12,
        lending_shares={kind: Decimal("0.5") for kind in things},
    )
    await _pledge(work, case, contract_id, things)
    await approve(
        work.engine,
        parties,
        work.clock,
        subject_id=application_id,
        contract_id=contract_id,
        product_kind=product_kind,
        structure=LEASED if product_kind == "equipment_lease" else PLAIN,
    )
    await relay.drain()
    await draw_up_papers.run(work, contract_id=str(contract_id))
    return contract_id


async def _pledge(work: Work, case: Case, contract_id: ContractId, things: Things) -> None:
    clock: Clock = work.clock
    async with open_tx(work.engine, SYSTEM, clock) as tx:
        for kind, record in things.items():
            wish = ItemWish(id=new_id(), kind=kind, record=dict(record))
            await keep_item(tx, case, wish)
            await judge_item(tx, case, wish.id, ACCEPTED)
        await register_items(tx, case)
        await pledge_items(tx, case, contract_id)
