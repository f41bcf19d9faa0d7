"""Note what a company owes outside of the platform: it counts in its limit and its group's."""

from __future__ import annotations

from sqlalchemy import insert

from rongqu.events.related import DebtNoted
from rongqu.infra.tx import Tx
from rongqu.modules.parties.public import get_enterprise
from rongqu.modules.related import permissions, rules, tables
from rongqu.modules.related.types import Debt


async def note_debt(tx: Tx, debt: Debt) -> Debt:
    tx.actor.require(permissions.NOTE)
    await get_enterprise(tx, debt.enterprise_id)
    rules.check_debt(debt, tx.business_date)

    await tx.connection.execute(
        insert(tables.debt).values(
            id=debt.id,
            enterprise_id=debt.enterprise_id,
            lender=debt.lender,
            source=debt.source,
            amount_minor=debt.amount.minor,
            currency=debt.amount.currency,
            as_of=debt.as_of,
            noted_by=debt.noted_by,
            noted_at=debt.noted_at,
        )
    )

    await tx.publish(
        DebtNoted(
            subject_id=debt.id,
            parties=(debt.enterprise_id,),
            enterprise_id=debt.enterprise_id,
            source=debt.source.value,
            amount=debt.amount,
        )
    )
    return debt
