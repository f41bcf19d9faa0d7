"""The terms of loans that a lender brings: many at once, and nothing to be signed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert

from rongqu.infra.policies import read_policy
from rongqu.infra.structures import write_structure
from rongqu.infra.tx import Tx
from rongqu.modules.contracts import tables
from rongqu.modules.contracts.actions.prepare_contract import read_allocation
from rongqu.modules.contracts.types import Contract, Customary


async def read_customary(tx: Tx) -> Customary:
    return Customary(
        penalty_multiplier=await read_policy(tx, "contracts.penalty_multiplier"),
        prepayment_fee_rate=await read_policy(tx, "contracts.prepayment_fee_rate"),
        allocation=await read_allocation(tx),
    )


async def bring_contracts(tx: Tx, brought: Sequence[Contract]) -> None:
    """Internal: whoever calls it publishes, and has required a permission of its own."""
    rows = [
        {
            "id": each.id,
            "application_id": each.application_id,
            "enterprise_id": each.borrower.organisation_id,
            "enterprise_name": each.borrower.name,
            "enterprise_uscc": each.borrower.uscc,
            "institution_id": each.lender.organisation_id,
            "institution_name": each.lender.name,
            "institution_uscc": each.lender.uscc,
            "product_id": each.product_id,
            "product_kind": each.product_kind,
            "product_name": each.product_name,
            "principal_minor": each.principal.minor,
            "fee_minor": each.fee.minor,
            "currency": each.principal.currency,
            "yearly_rate": each.yearly_rate.yearly,
            "day_count": each.yearly_rate.day_count,
            "term_months": each.term_months,
            "method": each.method,
            "penalty_multiplier": each.penalty_multiplier,
            "prepayment_fee_rate": each.prepayment_fee_rate,
            "allocation": list(each.allocation),
            "structure": write_structure(each.structure),
            "status": each.status,
            "prepared_on": each.prepared_on,
            "sign_by": each.sign_by,
        }
        for each in brought
    ]
    await tx.connection.execute(insert(tables.contract), rows)
