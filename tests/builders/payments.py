"""Makes organisations with custody accounts and money in them, and orders between them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import insert

from rongqu.infra.database import Engine
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx, utc_now
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import OrganisationId, PaymentOrderId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.payments.public import (
    OrderKind,
    PaymentOrder,
    PayoutOrder,
    TransferOrder,
    find_order,
    order_payout,
    order_transfer,
)
from rongqu.modules.payments.tables import custody_account
from rongqu.modules.payments.types import AccountStatus
from tests.builders.ledger import pay_in, post


async def given_account(
    engine: Engine,
    organisation: UUID | None = None,
    *,
    balance_minor: int = 0,
    account_no: str | None = None,
    status: AccountStatus = AccountStatus.OPEN,
) -> OrganisationId:
    """An organisation whose account is open, with money in it as if it had been topped up."""
    owner = OrganisationId(organisation or new_id())
    is_open = status is AccountStatus.OPEN
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(
            insert(custody_account).values(
                id=new_id(),
                organisation_id=owner,
                name=f"公司 {str(owner)[-4:]}",
                status=status,
                account_no=(account_no or f"T{owner.hex}") if is_open else None,
                reason_code="name_unknown" if status is AccountStatus.REFUSED else None,
                requested_at=utc_now(),
                opened_at=utc_now() if is_open else None,
            )
        )
    if balance_minor:
        await post(engine, pay_in(owner, balance_minor))
    return owner


def a_payout(
    payer: OrganisationId, payee: OrganisationId, minor: int, *, fee_minor: int = 0
) -> PayoutOrder:
    return PayoutOrder(
        id=PaymentOrderId(new_id()),
        payer=payer,
        payee=payee,
        amount=Money(minor, "CNY"),
        fee=Money(fee_minor, "CNY"),
        reference=new_id(),
    )


def a_collection(payer: OrganisationId, payee: OrganisationId, minor: int) -> TransferOrder:
    return TransferOrder(
        id=PaymentOrderId(new_id()),
        kind=OrderKind.COLLECTION,
        payer=payer,
        payee=payee,
        amount=Money(minor, "CNY"),
        reference=new_id(),
    )


async def order(engine: Engine, wished: PayoutOrder | TransferOrder) -> PaymentOrder:
    async with open_tx(engine, SYSTEM) as tx:
        if isinstance(wished, PayoutOrder):
            return await order_payout(tx, wished)
        return await order_transfer(tx, wished)


async def read_order(engine: Engine, order_id: PaymentOrderId) -> PaymentOrder:
    async with open_tx(engine, SYSTEM) as tx:
        found = await find_order(tx, order_id)
    assert found is not None
    return found
