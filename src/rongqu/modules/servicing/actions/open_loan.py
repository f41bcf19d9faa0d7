"""Open the loan of a contract that has been paid out: its plan, and its entry in the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql

from rongqu.events.servicing import LoanOpened
from rongqu.infra.structures import write_structure
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ContractId, LoanId
from rongqu.kernel.schedule import Instalment, compute_schedule
from rongqu.modules.contracts.public import Contract, get_contract
from rongqu.modules.ledger.public import post_entry
from rongqu.modules.parties.public import get_enterprise
from rongqu.modules.servicing import queries, rules, tables
from rongqu.modules.servicing.actions._entries import make_opening
from rongqu.modules.servicing.types import Bucket, LoanStatus


async def open_loan(tx: Tx, contract_id: ContractId, paid_out_on: date) -> None:
    """Internal: only the handler calls it. Safe to repeat: a contract has one loan.

    Interest runs from the day of the payout, whenever its news came.
    """
    contract = await get_contract(tx, contract_id)
    plan = compute_schedule(contract.schedule_terms(paid_out_on))

    if not await _insert_loan(tx, contract, plan):
        return
    await _insert_instalments(tx, contract, plan)
    loan = await queries.get_loan(tx, LoanId(contract.id))
    await post_entry(tx, make_opening(loan, loan.opened_on))

    await tx.publish(
        LoanOpened(
            **loan.about,
            principal=loan.principal,
            first_due_on=plan[0].due_on,
            last_due_on=plan[-1].due_on,
        )
    )


async def _insert_loan(tx: Tx, contract: Contract, plan: tuple[Instalment, ...]) -> bool:
    borrower = await get_enterprise(tx, contract.enterprise_id)
    days = plan[0].starts_on, plan[-1].due_on
    inserted = await tx.connection.execute(
        postgresql.insert(tables.loan)
        .values(loan_row(contract, contract.number, borrower.region_code, days))
        .on_conflict_do_nothing(index_elements=[tables.loan.c.id])
    )
    return inserted.rowcount == 1


def loan_row(
    contract: Contract, number: str, region_code: str, days: tuple[date, date]
) -> dict[str, Any]:
    """`days`: of the payout, and the last due one."""
    rate, floating, (day, last) = contract.yearly_rate, contract.structure.floating, days
    return {
        "id": contract.id,
        "number": number,
        "application_id": contract.application_id,
        "enterprise_id": contract.enterprise_id,
        "institution_id": contract.institution_id,
        "borrower_name": contract.borrower.name,
        "lender_name": contract.lender.name,
        "region_code": region_code,
        "product_kind": contract.product_kind,
        "product_name": contract.product_name,
        "principal_minor": contract.principal.minor,
        "currency": contract.principal.currency,
        "yearly_rate": rate.yearly,
        "day_count": rate.day_count,
        "term_months": contract.term_months,
        "method": contract.method,
        "penalty_daily_rate": rules.compute_penalty_daily_rate(rate, contract.penalty_multiplier),
        "prepayment_fee_rate": contract.prepayment_fee_rate,
        "allocation": list(contract.allocation),
        "structure": write_structure(contract.structure),
        "reprices_on": None if floating is None else floating.repricing.next_after(day, day),
        "opened_on": day,
        "last_due_on": last,
        "status": LoanStatus.ACTIVE,
        "outstanding_minor": contract.principal.minor,
        "bucket": Bucket.CURRENT,
    }


async def _insert_instalments(tx: Tx, contract: Contract, plan: tuple[Instalment, ...]) -> None:
    rows = [
        {
            "loan_id": contract.id,
            "number": line.number,
            "starts_on": line.starts_on,
            "due_on": line.due_on,
            "principal_minor": line.principal.minor,
            "interest_minor": line.interest.minor,
            "balance_minor": line.balance.minor,
            "currency": line.principal.currency,
        }
        for line in plan
    ]
    await tx.connection.execute(insert(tables.instalment).values(rows))
