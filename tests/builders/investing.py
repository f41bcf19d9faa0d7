"""Makes offerings, investors and orders; time goes by as a test turns its clock."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from httpx2 import AsyncClient, Response
from sqlalchemy import insert, select, text

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import Tx, open_tx
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.ids import OfferingId, OrganisationId, PaymentOrderId, new_id
from rongqu.kernel.pii import PersonName
from rongqu.kernel.uscc import synthetic_uscc
from rongqu.modules.investing.actions._settling_trades import settle_trade
from rongqu.modules.investing.jobs import settle_one
from rongqu.modules.investing.market.queries import list_trades_to_settle
from rongqu.modules.investing.rules import kind_rules
from rongqu.modules.investing.suitability.questionnaire import questionnaire_in_force
from rongqu.modules.parties.tables import investor as investor_table
from rongqu.modules.payments.actions.record_news import record_news
from rongqu.modules.payments.ports import BankStatus, OrderNews
from rongqu.modules.payments.queries import get_order
from rongqu.modules.payments.tables import payment_order
from rongqu.modules.payments.types import NoteKind, OrderStatus
from tests.builders.actors import new_key, signed_in
from tests.builders.identity import Clock
from tests.builders.payments import given_account

INVESTS = (
    "exits:view",
    "exits:answer",
    "investing:view",
    "investing:invest",
    "orderbook:view",
    "orderbook:bid",
    "parties:view",
    "payments:view",
)
ISSUES = ("exits:view", "exits:propose", "investing:view", "investing:offer", "payments:view")
DISCLOSURE = {name: "详见募集说明书" for rule in kind_rules().values() for name in rule.disclosures}
"""Of every kind: more may be said than has to be."""
BOLD = {question.key: list(question.points)[-1] for question in questionnaire_in_force().questions}
"""The answer worth most to each question: class 5."""


def yuan(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "CNY"}


@dataclass(slots=True, kw_only=True)
class Hall:
    """A project hall with one issuer."""

    engine: Engine
    client: AsyncClient
    relay: Relay
    work: Work
    clock: Clock
    issuer: OrganisationId

    def open_tx(self) -> AbstractAsyncContextManager[Tx]:
        return open_tx(self.engine, SYSTEM, self.clock)

    def issuer_headers(self) -> dict[str, str]:
        return signed_in(*ISSUES, organisation=self.issuer, portal=Portal.INSTITUTION)

    def terms(self, **different: Any) -> dict[str, Any]:
        """60,000 at 6 % for six months, interest each month: sold in thousands. The platform takes
        0.2 % a year."""
        return {
            "id": str(new_id()),
            "kind": "treasury_pledge",
            "title": "国债质押一号",
            "summary": "以国债作质押的短期融资",
            "risk_class": 2,
            "target": yuan("60000.00"),
            "minimum": yuan("30000.00"),
            "ticket": yuan("1000.00"),
            "step": yuan("100.00"),
            "yearly_rate": "0.06",
            "management_fee_rate": "0.002",
            "term_months": 6,
            "method": "interest_only",
            "allotment": "first_come",
            "region_code": "330100",
            "industry": "J66",
            "closes_at": (self.clock.now + timedelta(days=7)).isoformat(),
            "disclosure": DISCLOSURE,
        } | different

    async def propose(self, **different: Any) -> Response:
        return await self.client.post(
            "/investing/offerings",
            json=self.terms(**different),
            headers=self.issuer_headers() | new_key(),
        )

    async def given_offering(self, **different: Any) -> UUID:
        """Proposed by the issuer, opened by a second person."""
        proposed = await self.propose(**different)
        assert proposed.status_code == 201, proposed.text
        approver = signed_in("investing:approve_offering", portal=Portal.OPERATIONS)
        waiting = await self.client.get("/approvals?status=proposed", headers=approver)
        [approval] = [
            each["id"]
            for each in waiting.json()["items"]
            if each["subject"] == proposed.json()["id"]
        ]
        opened = await self.client.post(
            f"/approvals/{approval}/approval", headers=approver | new_key()
        )
        assert opened.status_code == 200, opened.text
        return UUID(proposed.json()["id"])

    async def given_investor(
        self, balance_minor: int = 100_000_00, *, kind: str = "person", assessed: bool = True
    ) -> dict[str, str]:
        """With an account, money in it, and the boldest answers. Returns its headers."""
        investor = await given_account(self.engine, balance_minor=balance_minor)
        async with self.engine.begin(PLATFORM) as connection:
            await connection.execute(
                insert(investor_table).values(
                    id=investor,
                    name=PersonName("钱多多"),
                    kind=kind,
                    uscc=synthetic_uscc(str(investor)) if kind == "company" else None,
                    registered_at=self.clock.now,
                )
            )
        headers = signed_in(*INVESTS, organisation=investor, portal=Portal.INVESTOR)
        if assessed:
            made = await self.assess(headers)
            assert made.status_code == 201, made.text
        return headers

    async def assess(self, headers: dict[str, str], **different: str) -> Response:
        body = {"version": 1, "answers": BOLD | different}
        return await self.client.post(
            "/investing/assessments", json=body, headers=headers | new_key()
        )

    async def order(
        self, offering: UUID, headers: dict[str, str], amount: str, order_id: UUID | None = None
    ) -> Response:
        body = {"id": str(order_id or new_id()), "amount": yuan(amount)}
        return await self.client.post(
            f"/investing/offerings/{offering}/subscriptions",
            json=body,
            headers=headers | new_key(),
        )

    def let_pass(self, days: int = 0, hours: int = 0) -> None:
        self.clock.now += timedelta(days=days, hours=hours)

    async def settle(self, offering: UUID) -> None:
        await settle_one(self.work, OfferingId(offering))
        await self.bank_pays()

    async def settle_trades(self, *, refuses: bool = False) -> None:
        async with self.open_tx() as tx:
            due = await list_trades_to_settle(tx)
        for each in due:
            async with self.open_tx() as tx:
                await settle_trade(tx, each)
        await self.bank_pays(refuses=refuses)

    async def bank_pays(self, *, refuses: bool = False) -> int:
        """The bank settles what was ordered, or refuses it; the news are heard."""
        columns = payment_order.c
        ordered = select(columns.id).where(columns.status == OrderStatus.ORDERED)
        async with self.engine.connect(PLATFORM) as connection:
            ids = list((await connection.execute(ordered.order_by(columns.id))).scalars())
        for each in ids:
            async with self.open_tx() as tx:
                order = await get_order(tx, PaymentOrderId(each))
                news = OrderNews(
                    order_id=order.id,
                    status=BankStatus.FAILED if refuses else BankStatus.SETTLED,
                    bank_order_no=f"B{order.id.hex}",
                    reason_code="account_closed" if refuses else None,
                    settled_on=None if refuses else tx.business_date,
                    amount=order.amount,
                    fee=order.fee,
                )
                await record_news(tx, news, NoteKind.CALLED_BACK, new_id())
        await self.relay.drain()
        return len(ids)

    async def offering(self, offering: UUID) -> dict[str, Any]:
        shown = await self.client.get(
            f"/investing/offerings/{offering}", headers=self.issuer_headers()
        )
        return shown.json()

    async def orders_of(self, headers: dict[str, str]) -> list[dict[str, Any]]:
        shown = await self.client.get("/investing/subscriptions", headers=headers)
        return shown.json()["items"]

    async def available(self, headers: dict[str, str]) -> str:
        """What its owner may spend of the custody account."""
        shown = await self.client.get("/payments/account", headers=headers)
        return shown.json()["available"]["amount"]

    async def unproved_holdings(self) -> list[Any]:
        """Holdings that are not the sum of their lines."""
        wrong = text("""
            SELECT h.offering_id FROM investing.holding h
            JOIN investing.holding_line l USING (offering_id, investor_id)
            GROUP BY h.offering_id, h.investor_id, h.units_minor
            HAVING sum(l.units_minor) <> h.units_minor
        """)
        async with self.engine.connect(PLATFORM) as connection:
            return list((await connection.execute(wrong)).scalars())

    async def given_active(
        self, *amounts: str, **different: Any
    ) -> tuple[UUID, list[dict[str, str]]]:
        """Sold to as many companies as there are amounts. Returns their headers."""
        offering = await self.given_offering(**different)
        holders = list[dict[str, str]]()
        for amount in amounts:
            holders.append(await self.given_investor(kind="company"))
            placed = await self.order(offering, holders[-1], amount)
            assert placed.status_code == 201, placed.text
        self.let_pass(days=8)
        await self.settle(offering)
        return offering, holders
