"""Approve an application: a second person sets amount, term and conditions; the price is given."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import insert

from rongqu.events.origination import ApplicationApproved
from rongqu.infra.structures import write_structure
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId, ContractId
from rongqu.kernel.money import Money
from rongqu.modules.colending.public import Case, CaseState, fix_shares
from rongqu.modules.collateral.public import pledge_items
from rongqu.modules.diligence.public import check_committee_agreed
from rongqu.modules.origination import permissions, queries, rows, rules, tables
from rongqu.modules.origination.actions._precedents import set_precedents
from rongqu.modules.origination.actions._product import get_pinned
from rongqu.modules.origination.actions._steps import Why, check_not_taken, move, moved
from rongqu.modules.origination.basis import get_basis
from rongqu.modules.origination.security import case_of, list_letters_awaited
from rongqu.modules.origination.types import (
    Application,
    Approval,
    ApprovalBasis,
    Move,
    NewPrecedent,
)
from rongqu.modules.related.public import find_group


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The caller makes the contract's id: everybody speaks of it by that name from now on."""

    contract_id: ContractId
    amount: Money
    term_months: int
    conditions: str | None
    precedents: tuple[str, ...] = ()
    """What has to be met before the money is paid out."""


async def approve_application(
    tx: Tx, application_id: ApplicationId, decision: Decision
) -> Application:
    tx.actor.require(permissions.APPROVE)
    before = await queries.lock_application(tx, application_id)
    rules.next_stage(before.stage, Move.APPROVE)
    check_not_taken(before, tx.actor.id)
    for author in await queries.list_authors(tx, before):
        tx.actor.require_other_than(author)
    group = await find_group(tx, before.applicant.id)
    for owner in sorted({group.id, before.applicant.id}):
        await queries.lock_limit(tx, owner)
    basis = await get_basis(tx, before, decision.term_months)
    rules.check_can_approve(before.asked, decision.amount, decision.term_months, basis)
    await check_committee_agreed(tx, before.id, decision.amount)
    await fix_shares(tx, _shared_case(before), decision.amount)

    product = await get_pinned(tx, before)
    structure = product.structure_of(decision.amount, basis.structure.floating)
    agreed = replace(basis, structure=structure)
    approval = await _insert_approval(tx, before, decision, agreed)
    case = case_of(before, product, decision.term_months)
    await pledge_items(tx, case, decision.contract_id)
    letters = await list_letters_awaited(tx, case, decision.contract_id)
    stated = (NewPrecedent(what=each) for each in decision.precedents)
    await set_precedents(tx, before, decision.contract_id, (*stated, *letters))
    why = Why(note=decision.conditions)
    after = await move(tx, before, Move.APPROVE, why, contract_id=approval.contract_id)

    await tx.publish(await moved(tx, before, after))
    await tx.publish(_approved(after, approval))
    return after


def _shared_case(application: Application) -> Case:
    return Case(
        application_id=application.id,
        lead_id=application.product.institution_id,
        enterprise_id=application.applicant.id,
        product_kind=application.product.kind,
        region=application.applicant.region_code,
        industry=application.applicant.industry_code,
        asked=application.asked,
        state=CaseState.DECIDED,
    )


async def _insert_approval(
    tx: Tx, application: Application, decision: Decision, basis: ApprovalBasis
) -> Approval:
    row = await tx.connection.execute(
        insert(tables.approval)
        .values(
            contract_id=decision.contract_id,
            application_id=application.id,
            amount_minor=decision.amount.minor,
            currency=decision.amount.currency,
            yearly_rate=basis.yearly_rate,
            day_count=basis.day_count,
            term_months=decision.term_months,
            method=basis.method,
            fee_minor=rules.compute_fee(decision.amount, basis.fee_bps).minor,
            structure=write_structure(basis.structure),
            conditions=decision.conditions,
            reviewed_by=await queries.find_reviewer(tx, application),
            approved_by=tx.actor.id,
            approved_at=tx.now,
        )
        .returning(tables.approval)
    )
    return rows.to_approval(row.one())


def _approved(application: Application, approval: Approval) -> ApplicationApproved:
    return ApplicationApproved(
        subject_id=application.id,
        parties=application.parties,
        enterprise_id=application.applicant.id,
        institution_id=application.product.institution_id,
        contract_id=approval.contract_id,
        product_id=application.product.id,
        product_kind=application.product.kind,
        product_name=application.product.name,
        amount=approval.amount,
        yearly_rate=str(approval.yearly_rate),
        day_count=approval.day_count,
        term_months=approval.term_months,
        method=approval.method,
        fee=approval.fee,
        structure=approval.structure,
    )
