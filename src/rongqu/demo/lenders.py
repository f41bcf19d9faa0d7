"""What the people of a lender do with the applications on their desks."""

from __future__ import annotations

from rongqu.demo.borrowers import Case, Fate, Pause, sign
from rongqu.demo.cast import Cast
from rongqu.demo.security import accept_security
from rongqu.demo.world import World
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import ContractId, LoanId, PaymentOrderId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.diligence.public import read_committee_line
from rongqu.modules.origination.public import (
    Application,
    ApprovalBasis,
    CheckResult,
    Decision,
    Proof,
    RejectReason,
    ReturnReason,
    Stage,
    approve_application,
    get_application,
    get_basis,
    get_dossier,
    meet_precedent,
    pass_due_diligence,
    pass_review,
    reject_application,
    return_application,
    take_application,
)
from rongqu.modules.payments.public import get_custody_account, order_withdrawal
from rongqu.modules.servicing.public import get_loan
from rongqu.modules.syndication.public import Funder, share_loan

ON_THE_DESK = frozenset(
    {
        Stage.SUBMITTED,
        Stage.SCREENING,
        Stage.REVIEW,
        Stage.DUE_DILIGENCE,
        Stage.APPROVAL,
        Stage.CONTRACT,
    }
)
ROUND = 1_000_000
"""Approvals are in ten thousand yuan; this is one of them in fen."""

FINDINGS = (
    "材料齐全，开票连续，主要客户稳定，同意提交尽调。",
    "税票与财务报表相符，近十二个月销售平稳，建议通过。",
    "行业景气，回款周期合理，资金用途明确。",
    "上下游集中度可接受，作废率正常，建议按申请额度推进。",
)
INVESTIGATIONS = (
    "已实地走访，设备运转正常，员工在岗，经营场所与登记一致。",
    "电话核实三家主要客户，交易真实，账期约六十天。",
    "核对了近半年银行流水与纳税申报，与开票金额基本一致。",
)
CHECKS = (
    "identity", "site_visit", "operation", "tax_status", "judicial", "contracts", "collateral",
)  # fmt: skip
RETURNS = (
    (ReturnReason.DOCUMENTS, "财务报表缺少最近一期，请补充后重新提交。"),
    (ReturnReason.EXPLANATION, "请说明本次资金的具体用途和还款来源。"),
    (ReturnReason.FIGURES, "申报收入与开票金额差异较大，请核对并说明。"),
)
REFUSALS = (
    (RejectReason.REPAYMENT_ABILITY, "近期经营现金流不足以覆盖新增还款。"),
    (RejectReason.CREDIT, "对外负债偏高，暂不支持新增授信。"),
    (RejectReason.PURPOSE, "资金用途与产品约定不符。"),
    (RejectReason.INDUSTRY, "所属行业近期风险上升，暂缓新增。"),
)
REGISTERED, ORIGINALS = "抵质押登记已办妥", "权利凭证原件已入库"
SEEN = "已查询登记结果并核对原件。"
TOO_MUCH = "可用额度低于产品的最低金额。"


async def act_on(world: World, case: Case) -> None:
    """The lender's next step, if it is their turn."""
    lender = case.product.lender
    async with world.act(lender.officer) as tx:
        application = await get_application(tx, case.id)
        case.stage = application.stage
        match application.stage:
            case Stage.REVIEW if case.pause is not Pause.REVIEW:
                await _review(tx, case)
            case Stage.DUE_DILIGENCE if case.pause is not Pause.DUE_DILIGENCE:
                await _investigate(tx, case)
            case _:
                pass
    if application.stage is Stage.APPROVAL and case.pause is not Pause.APPROVAL:
        async with world.act(lender.approver) as tx:
            await _decide(tx, case, application)
    if application.stage is Stage.CONTRACT and case.pause is not Pause.HALF_SIGNED:
        await _sign(world, case, application)


async def _review(tx: Tx, case: Case) -> None:
    await take_application(tx, case.id)
    if case.fate is Fate.REFUSED_IN_REVIEW:
        await reject_application(tx, case.id, *case.draws.choice(REFUSALS))
    elif _asks_for_more(case):
        await return_application(tx, case.id, *case.draws.choice(RETURNS))
    else:
        await pass_review(tx, case.id, case.draws.choice(FINDINGS))


def _asks_for_more(case: Case) -> bool:
    if case.pause is Pause.RETURNED or case.fate is Fate.NEVER_COMPLETED:
        return True
    once = case.fate is Fate.COMPLETED_LATER and not case.was_returned
    case.was_returned = case.was_returned or once
    return once


async def _investigate(tx: Tx, case: Case) -> None:
    checklist: dict[str, CheckResult] = {check: CheckResult.PASSED for check in CHECKS}
    if case.draws.random() < 0.3:
        checklist["collateral"] = CheckResult.NOT_APPLICABLE
    await accept_security(tx, case.id)
    await pass_due_diligence(tx, case.id, checklist, case.draws.choice(INVESTIGATIONS))


async def _decide(tx: Tx, case: Case, application: Application) -> None:
    if case.fate is Fate.REFUSED_AT_APPROVAL:
        await reject_application(tx, case.id, *case.draws.choice(REFUSALS))
        return
    basis = await get_basis(tx, application)
    amount = _grant(application, basis, await read_committee_line(tx))
    if amount < basis.min_amount:
        await reject_application(tx, case.id, RejectReason.EXPOSURE, TOO_MUCH)
        return
    decision = Decision(
        contract_id=ContractId(new_id()),
        amount=amount,
        term_months=application.asked_months,
        conditions=None,
        precedents=() if basis.lending_value is None else (REGISTERED, ORIGINALS),
    )
    await approve_application(tx, case.id, decision)


def _grant(application: Application, basis: ApprovalBasis, line: Money) -> Money:
    """What was asked; no more than may be granted, and that in round sums. Houses of two people
    have no committee, and stay below its `line`."""
    most = min(basis.limit, basis.group.limit, line)
    if basis.lending_value is not None:
        most = min(most, basis.lending_value)
    if application.asked <= most:
        return application.asked
    return Money(most.minor // ROUND * ROUND, most.currency)


async def _sign(world: World, case: Case, application: Application) -> None:
    """The lender signs last; one has just moved its money away and so cannot pay out."""
    if case.pause is Pause.UNSIGNED:
        return
    lender = case.product.lender
    if case.pause is Pause.HELD:
        async with world.act(lender.approver) as tx:
            account = await get_custody_account(tx, lender.id)
            if not account.available.is_zero():
                await order_withdrawal(tx, PaymentOrderId(new_id()), account.available)
    async with world.act(lender.officer) as tx:
        await _meet_precedents(tx, case)
    async with world.act(lender.approver) as tx:
        await sign(tx, application)


async def share(world: World, cast: Cast, case: Case) -> None:
    """Another lender funds two fifths of the loan."""
    partner = next(each for each in cast.lenders if each.id != case.product.lender.id)
    async with world.act(SYSTEM) as tx:
        application = await get_application(tx, case.id)
        assert application.contract_id is not None
        loan = await get_loan(tx, LoanId(application.contract_id))
        kept, given = loan.principal.split([3, 2])
        funders = [
            Funder(organisation_id=loan.institution_id, share=kept),
            Funder(organisation_id=partner.id, share=given),
        ]
        await share_loan(tx, loan.id, funders)


async def _meet_precedents(tx: Tx, case: Case) -> None:
    dossier = await get_dossier(tx, case.id)
    for precedent in dossier.precedents:
        if not precedent.is_settled:
            paper = dossier.documents[0].id if precedent.kind.needs_paper else None
            await meet_precedent(tx, case.id, precedent.id, Proof(note=SEEN, document_id=paper))
