"""Prepare the contract of an approved application: freeze its terms and name its parties."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.contracts import ContractPrepared
from rongqu.infra.policies import read_policy
from rongqu.infra.structures import write_structure
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId
from rongqu.kernel.schedule import DuePart
from rongqu.modules.contracts import rules, tables
from rongqu.modules.contracts.types import AgreedTerms, ContractStatus, Party
from rongqu.modules.parties.public import get_enterprise, get_institution


async def prepare_contract(tx: Tx, terms: AgreedTerms) -> None:
    """Internal: only the handler calls it. Safe to repeat: the approval made the id."""
    borrower, lender = await _parties_of(tx, terms)

    if not await _insert_contract(tx, terms, borrower, lender):
        return

    await tx.publish(
        ContractPrepared(
            subject_id=terms.contract_id,
            parties=(borrower.organisation_id, lender.organisation_id),
            application_id=terms.application_id,
        )
    )


async def _parties_of(tx: Tx, terms: AgreedTerms) -> tuple[Party, Party]:
    enterprise = await get_enterprise(tx, terms.enterprise_id)
    institution = await get_institution(tx, terms.institution_id)
    return (
        Party(
            organisation_id=OrganisationId(terms.enterprise_id),
            name=enterprise.name,
            uscc=enterprise.uscc,
        ),
        Party(organisation_id=institution.id, name=institution.name, uscc=institution.uscc),
    )


async def _insert_contract(tx: Tx, terms: AgreedTerms, borrower: Party, lender: Party) -> bool:
    signing_days = await read_policy(tx, "contracts.signing_days")
    inserted = await tx.connection.execute(
        insert(tables.contract)
        .values(
            id=terms.contract_id,
            application_id=terms.application_id,
            enterprise_id=borrower.organisation_id,
            enterprise_name=borrower.name,
            enterprise_uscc=borrower.uscc,
            institution_id=lender.organisation_id,
            institution_name=lender.name,
            institution_uscc=lender.uscc,
            product_id=terms.product_id,
            product_kind=terms.product_kind,
            product_name=terms.product_name,
            principal_minor=terms.principal.minor,
            fee_minor=terms.fee.minor,
            currency=terms.principal.currency,
            yearly_rate=terms.yearly_rate.yearly,
            day_count=terms.yearly_rate.day_count,
            term_months=terms.term_months,
            method=terms.method,
            penalty_multiplier=await read_policy(tx, "contracts.penalty_multiplier"),
            prepayment_fee_rate=await read_policy(tx, "contracts.prepayment_fee_rate"),
            allocation=list(await read_allocation(tx)),
            structure=write_structure(terms.structure),
            status=ContractStatus.DRAFTING,
            prepared_on=tx.business_date,
            sign_by=rules.compute_sign_by(tx.business_date, signing_days),
        )
        .on_conflict_do_nothing(index_elements=[tables.contract.c.id])
    )
    return inserted.rowcount == 1


async def read_allocation(tx: Tx) -> tuple[DuePart, ...]:
    ranks = {part: await read_policy(tx, f"contracts.allocation_{part}") for part in DuePart}
    return rules.order_parts(ranks)
