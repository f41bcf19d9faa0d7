"""What payments to the holders of an offering share: dividends and repayments, and exits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, insert, select

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId, PaymentOrderId
from rongqu.kernel.money import Money
from rongqu.modules.investing import tables
from rongqu.modules.investing.types import Offering
from rongqu.modules.payments.public import OrderKind, TransferOrder, order_transfer


@dataclass(frozen=True, slots=True)
class Part:
    """One holder's. Its id is also that of the payment."""

    id: UUID
    investor_id: OrganisationId
    principal: Money
    interest: Money
    fee: Money

    @property
    def amount(self) -> Money:
        return self.principal + self.interest


async def note_distribution(
    tx: Tx, distribution_id: UUID, offering: Offering, parts: Sequence[Part], *, is_exit: bool
) -> None:
    """With at least one part."""
    columns = tables.distribution.c
    before = select(func.count()).where(columns.offering_id == offering.id)
    number = (await tx.connection.execute(before)).scalar_one() + 1
    await tx.connection.execute(
        insert(tables.distribution).values(
            id=distribution_id,
            offering_id=offering.id,
            number=number,
            currency=offering.target.currency,
            principal_minor=sum(part.principal.minor for part in parts),
            interest_minor=sum(part.interest.minor for part in parts),
            is_exit=is_exit,
            ordered_by=tx.actor.id,
            ordered_at=tx.now,
            day=tx.business_date,
        )
    )
    rows = [
        {
            "id": part.id,
            "distribution_id": distribution_id,
            "investor_id": part.investor_id,
            "currency": part.amount.currency,
            "principal_minor": part.principal.minor,
            "interest_minor": part.interest.minor,
            "fee_minor": part.fee.minor,
            "status": "paying",
        }
        for part in parts
    ]
    await tx.connection.execute(insert(tables.distribution_part), rows)


async def pay_part(tx: Tx, offering: Offering, part: Part) -> None:
    await order_transfer(
        tx,
        TransferOrder(
            id=PaymentOrderId(part.id),
            kind=OrderKind.DISTRIBUTION,
            payer=offering.issuer_id,
            payee=part.investor_id,
            amount=part.amount,
            reference=part.id,
            fee=part.fee,
            product=offering.kind,
        ),
    )
