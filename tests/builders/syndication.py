"""Loans that several organisations fund, and what the bank says of their parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from httpx2 import AsyncClient
from sqlalchemy import insert, select, text

from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import ApplicationId, LoanId, OrganisationId, PaymentOrderId, new_id
from rongqu.modules.colending.tables import case_file
from rongqu.modules.colending.tables import share as funding_share
from rongqu.modules.ledger.public import Account, AccountCode, get_balance
from rongqu.modules.payments.actions.record_news import record_news
from rongqu.modules.payments.ports import BankStatus, OrderNews
from rongqu.modules.payments.queries import get_order
from rongqu.modules.payments.tables import payment_order
from rongqu.modules.payments.types import NoteKind, OrderKind, OrderStatus
from tests.builders.actors import signed_in
from tests.builders.servicing import Book

OFFICER = signed_in(
    "syndication:share", "syndication:view", "servicing:view_everywhere", portal=Portal.OPERATIONS
)
OTHER = OrganisationId(new_id())
THIRD = OrganisationId(new_id())


def share(organisation: OrganisationId, amount: str) -> dict[str, Any]:
    return {"organisation_id": str(organisation), "share": {"amount": amount, "currency": "CNY"}}


async def shared_loan(client: AsyncClient, book: Book) -> LoanId:
    loan_id = await book.given_loan()
    funders = [share(book.lender, "40000"), share(OTHER, "40000"), share(THIRD, "40000")]
    answer = await client.put(
        f"/syndication/loans/{loan_id}/funders", json={"funders": funders}, headers=OFFICER
    )
    assert answer.status_code == 200, answer.text
    return loan_id


async def given_accepted_shares(
    book: Book, application_id: ApplicationId, shares: Mapping[OrganisationId, int]
) -> None:
    """Agreed on while the application was with its lender."""
    whole = {"enterprise_id": book.borrower, "product_kind": "credit_loan", "currency": "CNY"}
    about = whole | {"region": "320500", "industry": "C34", "lead_id": book.lender}
    async with book.open_tx() as tx:
        values = {"application_id": application_id, "amount_minor": 120_000_00, "state": "decided"}
        await tx.connection.execute(insert(case_file).values(about | values))
        for partner, amount in shares.items():
            agreed = {
                "id": new_id(),
                "application_id": application_id,
                "partner_id": partner,
                "asked_minor": 120_000_00,
                "amount_minor": amount,
                "note": "经营稳定",
                "status": "accepted",
                "invited_by": new_id(),
                "invited_at": tx.now,
                "answered_at": tx.now,
            }
            await tx.connection.execute(insert(funding_share).values(about | agreed))


async def balances(book: Book, code: AccountCode) -> list[int]:
    async with book.open_tx() as tx:
        return [
            (await get_balance(tx, Account(code, who), "CNY")).minor
            for who in (book.lender, OTHER, THIRD)
        ]


async def deliver_again(book: Book, handler: str) -> None:
    again = text(
        "UPDATE infra.event_delivery SET done_at = NULL, claimed_at = NULL WHERE handler = :handler"
    )
    async with book.engine.begin(PLATFORM) as connection:
        assert (await connection.execute(again, {"handler": handler})).rowcount > 0
    await book.relay.drain()


async def bank_says(book: Book, status: BankStatus) -> int:
    """About every part that has been ordered. Returns how many there are."""
    columns = payment_order.c
    ordered = select(columns.id).where(
        columns.kind == OrderKind.SHARE, columns.status == OrderStatus.ORDERED
    )
    async with book.open_tx() as tx:
        ids = list((await tx.connection.execute(ordered)).scalars())
        for each in ids:
            order = await get_order(tx, PaymentOrderId(each))
            is_settled = status is BankStatus.SETTLED
            news = OrderNews(
                order_id=order.id,
                status=status,
                bank_order_no=f"B{order.id.hex}",
                reason_code=None if is_settled else "account_closed",
                settled_on=tx.business_date if is_settled else None,
                amount=order.amount,
                fee=order.fee,
            )
            await record_news(tx, news, NoteKind.CALLED_BACK, new_id())
    await book.relay.drain()
    return len(ids)


async def waiting_of(client: AsyncClient, loan_id: LoanId) -> dict[str, tuple[str, str | None]]:
    path = f"/syndication/loans/{loan_id}/funders"
    shown = (await client.get(path, headers=OFFICER)).json()["items"]
    return {
        each["organisation_id"]: (each["waiting"]["amount"], each["reason_code"]) for each in shown
    }
