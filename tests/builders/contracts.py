"""Makes contracts: two parties, an approval, and the document between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rongqu.events.origination import ApplicationApproved
from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.tx import Clock, open_tx, utc_now
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.ids import ContractId, EnterpriseId, OrganisationId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.contracts.public import Contract, get_contract, load_library
from rongqu.modules.identity.public import OrganisationKind
from rongqu.modules.papers.jobs import draw_up_papers
from rongqu.modules.parties.public import (
    EnterpriseProfile,
    EnterpriseRegistration,
    InstitutionKind,
    InstitutionRegistration,
    register_enterprise,
    register_institution,
    synthetic_uscc,
)
from tests.builders.actors import signed_in
from tests.builders.identity import Person, given_owner

MAY_ALL = ("contracts:view", "contracts:sign")
ORDINARY_PRINCIPAL = Money(120_000_00, "CNY")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    borrower: Person
    lender: Person

    def borrower_headers(self, *permissions: str) -> dict[str, str]:
        return _headers(self.borrower, Portal.ENTERPRISE, permissions or MAY_ALL)

    def lender_headers(self, *permissions: str) -> dict[str, str]:
        return _headers(self.lender, Portal.INSTITUTION, permissions or MAY_ALL)


def _headers(person: Person, portal: Portal, permissions: tuple[str, ...]) -> dict[str, str]:
    return signed_in(
        *permissions, organisation=person.organisation_id, portal=portal, user=person.user_id
    )


async def given_parties(engine: Engine) -> Parties:
    """A company and a bank, each with a person who can sign."""
    borrower = await given_owner(engine, OrganisationKind.ENTERPRISE)
    lender = await given_owner(engine, OrganisationKind.INSTITUTION)
    async with open_tx(engine, SYSTEM) as tx:
        await load_library(tx)
        await register_enterprise(tx, registration_of(borrower))
        await register_institution(tx, _institution(lender))
    return Parties(borrower=borrower, lender=lender)


def registration_of(person: Person, name: str = "杭州晨光科技有限公司") -> EnterpriseRegistration:
    return EnterpriseRegistration(
        id=EnterpriseId(person.organisation_id),
        uscc=synthetic_uscc(str(person.organisation_id)),
        profile=EnterpriseProfile(
            name=name,
            industry_code="I65",
            region_code="330100",
            founded_on=date(2019, 5, 6),
            registered_capital=Money(5_000_000_00, "CNY"),
            employees=38,
        ),
    )


def _institution(person: Person) -> InstitutionRegistration:
    return InstitutionRegistration(
        id=OrganisationId(person.organisation_id),
        name="钱江商业银行股份有限公司",
        kind=InstitutionKind.BANK,
        uscc=synthetic_uscc(str(person.organisation_id)),
        region_code="330100",
    )


async def approve(
    engine: Engine,
    parties: Parties,
    clock: Clock = utc_now,
    yearly_rate: str = "0.0485",
    **different: Any,
) -> ContractId:
    """What origination tells when an application is approved."""
    contract_id = ContractId(new_id())
    event = ApplicationApproved(
        subject_id=new_id(),
        parties=(parties.borrower.organisation_id, parties.lender.organisation_id),
        enterprise_id=parties.borrower.organisation_id,
        institution_id=parties.lender.organisation_id,
        contract_id=contract_id,
        product_id=new_id(),
        product_kind="credit_loan",
        product_name="科创信用贷",
        amount=ORDINARY_PRINCIPAL,
        yearly_rate=yearly_rate,
        day_count="thirty_e_360",
        term_months=12,
        method="equal_instalment",
        fee=Money(1_800_00, "CNY"),
    )
    async with open_tx(engine, SYSTEM, clock) as tx:
        await tx.publish(replace(event, **different))
    return ContractId(different.get("contract_id", contract_id))


async def given_contract(
    work: Work, relay: Relay, parties: Parties, yearly_rate: str = "0.0485"
) -> Contract:
    """With its document: ready to be signed."""
    contract_id = await approve(work.engine, parties, work.clock, yearly_rate)
    await relay.drain()
    await draw_up_papers.run(work, contract_id=str(contract_id))
    return await read_contract(work.engine, contract_id)


async def read_contract(engine: Engine, contract_id: ContractId) -> Contract:
    async with open_tx(engine, SYSTEM) as tx:
        return await get_contract(tx, contract_id)
