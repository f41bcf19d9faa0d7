"""Makes loans, pays them, and lets days go by."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from httpx2 import AsyncClient, Response
from sqlalchemy import insert

from rongqu.events.payments import PayoutSettled
from rongqu.infra.database import Engine
from rongqu.infra.relay import Relay
from rongqu.infra.tx import Tx, open_tx
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.ids import (
    ContractId,
    LoanId,
    OrganisationId,
    PaymentOrderId,
    new_id,
)
from rongqu.kernel.money import Money
from rongqu.modules.contracts.tables import contract
from rongqu.modules.payments.actions.record_news import record_news
from rongqu.modules.payments.ports import BankStatus, OrderNews
from rongqu.modules.payments.types import NoteKind
from rongqu.modules.servicing.public import (
    BusinessDay,
    Loan,
    LoanInstalment,
    end_missed_days,
    get_loan,
    list_instalments,
)
from tests.builders.actors import new_key, signed_in
from tests.builders.identity import Clock
from tests.builders.invoices import given_enterprise
from tests.builders.payments import given_account

RICH_MINOR = 500_000_00
PAID_OUT_ON = date(2026, 1, 15)

# 120,000 at 4.85 % for 12 months of thirty days: 10,264.65 a month, 485.00 interest in the first.
ORDINARY: dict[str, Any] = {
    "principal_minor": 120_000_00,
    "fee_minor": 0,
    "currency": "CNY",
    "yearly_rate": "0.0485",
    "day_count": "thirty_e_360",
    "term_months": 12,
    "method": "equal_instalment",
    "penalty_multiplier": "1.5",
    "prepayment_fee_rate": "0",
    "allocation": ["penalty", "interest", "principal"],
}


def turn_to(clock: Clock, day: date) -> None:
    """Four in the morning UTC is noon in Shanghai."""
    clock.now = datetime.combine(day, time(4), UTC)


@dataclass(slots=True, kw_only=True)
class Book:
    """The loans of one borrower and one lender, and what happens to them."""

    engine: Engine
    relay: Relay
    clock: Clock
    borrower: OrganisationId
    lender: OrganisationId

    def borrower_headers(self) -> dict[str, str]:
        return signed_in("servicing:view", "servicing:repay", organisation=self.borrower)

    def lender_headers(self) -> dict[str, str]:
        return signed_in("servicing:view", organisation=self.lender, portal=Portal.INSTITUTION)

    async def given_contract(self, **different: Any) -> ContractId:
        """Signed by both; the money is not paid out yet."""
        contract_id = ContractId(new_id())
        values = ORDINARY | different
        async with open_tx(self.engine, SYSTEM, self.clock) as tx:
            await tx.connection.execute(
                insert(contract).values(
                    id=contract_id,
                    application_id=new_id(),
                    enterprise_id=self.borrower,
                    enterprise_name="苏州精工机械有限公司",
                    enterprise_uscc="x",
                    institution_id=self.lender,
                    institution_name="钱江银行",
                    institution_uscc="y",
                    product_id=new_id(),
                    product_kind="credit_loan",
                    product_name="科创信用贷",
                    status="signed",
                    prepared_on=tx.business_date,
                    sign_by=tx.business_date,
                    sha256="0" * 64,
                    signed_at=tx.now,
                    **values,
                )
            )
        return contract_id

    async def given_loan(self, **different: Any) -> LoanId:
        contract_id = await self.given_contract(**different)
        await self.pay_out(contract_id)
        return LoanId(contract_id)

    async def pay_out(self, contract_id: ContractId) -> None:
        async with open_tx(self.engine, SYSTEM, self.clock) as tx:
            await tx.publish(
                PayoutSettled(
                    subject_id=contract_id,
                    order_id=PaymentOrderId(new_id()),
                    amount=Money(120_000_00, "CNY"),
                    settled_on=tx.business_date,
                )
            )
        await self.relay.drain()

    async def loan(self, loan_id: LoanId) -> Loan:
        async with open_tx(self.engine, SYSTEM, self.clock) as tx:
            return await get_loan(tx, loan_id)

    async def plan(self, loan_id: LoanId) -> tuple[LoanInstalment, ...]:
        async with open_tx(self.engine, SYSTEM, self.clock) as tx:
            return await list_instalments(tx, await get_loan(tx, loan_id))

    async def run_day(self, day: date) -> BusinessDay:
        """Closes the days before `day` that are not closed; of a new platform only the last."""
        turn_to(self.clock, day)
        return [each async for each in end_missed_days(self.open_tx)][-1]

    def open_tx(self) -> AbstractAsyncContextManager[Tx]:
        return open_tx(self.engine, SYSTEM, self.clock)

    async def order(
        self, client: AsyncClient, loan_id: LoanId, kind: str, amount: str | None = None
    ) -> Response:
        """What the quote says, unless another amount is named."""
        headers = self.borrower_headers()
        if amount is None:
            amount = (await self.quotes(client, loan_id))[kind]["amount"]["amount"]
        body = {"kind": kind, "amount": {"amount": amount, "currency": "CNY"}}
        path = f"/loans/{loan_id}/repayments"
        return await client.post(path, json=body, headers=headers | new_key())

    async def quotes(self, client: AsyncClient, loan_id: LoanId) -> dict[str, Any]:
        answer = await client.get(f"/loans/{loan_id}", headers=self.borrower_headers())
        return {quote["kind"]: quote for quote in answer.json()["quotes"]}

    async def pay(
        self, client: AsyncClient, loan_id: LoanId, kind: str, amount: str | None = None
    ) -> Response:
        """Ordered, and settled by the bank at once."""
        ordered = await self.order(client, loan_id, kind, amount)
        await self.settled(ordered)
        return ordered

    async def settled(self, ordered: Response) -> None:
        assert ordered.status_code == 201, ordered.text
        await self.bank_says(ordered, BankStatus.SETTLED)

    async def bank_says(
        self, ordered: Response, status: BankStatus, reason: str | None = None
    ) -> None:
        body = ordered.json()
        amount = Money.parse(body["amount"]["amount"], "CNY")
        await self.bank_says_of(PaymentOrderId(body["id"]), amount, status, reason)

    async def bank_says_of(
        self,
        order_id: PaymentOrderId,
        amount: Money,
        status: BankStatus,
        reason: str | None = None,
    ) -> None:
        settled = status is BankStatus.SETTLED
        async with open_tx(self.engine, SYSTEM, self.clock) as tx:
            news = OrderNews(
                order_id=order_id,
                status=status,
                amount=amount,
                fee=Money(0, "CNY"),
                bank_order_no="B1",
                reason_code=reason,
                settled_on=tx.business_date if settled else None,
            )
            await record_news(tx, news, NoteKind.CALLED_BACK, new_id())
        await self.relay.drain()


async def given_book(
    engine: Engine, relay: Relay, clock: Clock, *, borrower_minor: int = RICH_MINOR
) -> Book:
    """The borrower's custody account holds enough to pay, unless said otherwise."""
    enterprise = await given_enterprise(engine)
    return Book(
        engine=engine,
        relay=relay,
        clock=clock,
        borrower=await given_account(engine, enterprise, balance_minor=borrower_minor),
        lender=await given_account(engine),
    )
