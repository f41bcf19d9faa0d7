"""An enterprise that asks, and lenders that bid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from httpx2 import AsyncClient, Response
from sqlalchemy import select, text

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.ids import EnterpriseId, new_id
from rongqu.modules.bidding.jobs import close_biddings
from rongqu.modules.bidding.tables import invitation
from rongqu.modules.catalog.public import CollateralTerms, Product
from tests.builders.actors import new_key, signed_in
from tests.builders.catalog import given_product
from tests.builders.identity import Clock
from tests.builders.origination import APPLY, ORDINARY_ASSETS, given_enterprise, lender

ASKS = (*APPLY, "matching:match", "bidding:view", "bidding:ask")
OFFERS = ("bidding:view", "bidding:offer")
CONFIRMS = (*OFFERS, "bidding:confirm")
WHAT = {"amount": {"amount": "800000.00", "currency": "CNY"}, "term_months": 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A lender that may be asked."""

    product: Product
    officer: dict[str, str]
    approver: dict[str, str]

    @property
    def id(self) -> UUID:
        return self.product.institution_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    engine: Engine
    client: AsyncClient
    clock: Clock
    work: Work
    enterprise_id: EnterpriseId
    owner: dict[str, str]
    houses: tuple[House, House, House]

    async def get(self, path: str, headers: dict[str, str], **params: Any) -> Response:
        return await self.client.get(f"/bidding/{path}", headers=headers, params=params)

    async def post(self, path: str, headers: dict[str, str], **body: Any) -> Response:
        return await self.client.post(f"/bidding/{path}", json=body, headers=headers | new_key())

    async def ask(self, **different: Any) -> Response:
        body = {
            **WHAT,
            "id": str(new_id()),
            "purpose": "working_capital",
            "pledges": [],
            "shows": ["figures"],
            "lenders": [str(house.id) for house in self.houses],
            "closes_at": (self.clock.now + timedelta(days=2)).isoformat(),
        }
        return await self.post("requests", self.owner, **(body | different))

    async def asked(self, **different: Any) -> UUID:
        response = await self.ask(**different)
        assert response.status_code == 201, response.text
        return UUID(response.json()["request"]["id"])

    async def invitation_of(self, request_id: UUID, house: House) -> UUID:
        columns = invitation.c
        wanted = select(columns.id).where(
            columns.request_id == request_id, columns.institution_id == house.id
        )
        async with self.engine.connect(PLATFORM) as connection:
            return (await connection.execute(wanted)).scalar_one()

    async def bid(self, invitation_id: UUID, house: House, **different: Any) -> Response:
        body = {
            **WHAT,
            "id": str(new_id()),
            "product_id": str(house.product.id),
            "yearly_rate": "0.06",
            "fee_bps": 100,
            "days_to_money": 2,
            "valid_until": (self.clock.now + timedelta(days=5)).isoformat(),
        }
        return await self.post(
            f"invitations/{invitation_id}/offers", house.officer, **(body | different)
        )

    async def offered(self, request_id: UUID, place: int, **different: Any) -> UUID:
        """An offer of the lender in that place, on the table."""
        house = self.houses[place]
        made = await self.bid(await self.invitation_of(request_id, house), house, **different)
        assert made.status_code == 201, made.text
        return UUID(next(each["id"] for each in made.json()["offers"] if each["status"] == "open"))

    async def accept(self, request_id: UUID, offer_id: UUID) -> Response:
        path = f"requests/{request_id}/acceptance"
        return await self.post(path, self.owner, offer_id=str(offer_id))

    async def page(self, request_id: UUID) -> dict[str, Any]:
        return (await self.get(f"requests/{request_id}", self.owner)).json()

    async def run_clock(self) -> None:
        await close_biddings.run(self.work)

    async def execute(self, statement: str) -> None:
        """As if it had happened elsewhere."""
        async with self.engine.begin(PLATFORM) as connection:
            await connection.execute(text(statement))

    async def rows(self, table: str) -> list[Any]:
        async with self.engine.connect(PLATFORM) as connection:
            found = await connection.execute(text(f"SELECT * FROM bidding.{table} ORDER BY id"))
            return list(found)


async def given_market(engine: Engine, client: AsyncClient, clock: Clock, work: Work) -> Market:
    """The enterprise is of grade C: its price is 6.8 % everywhere. The third wants a machine."""
    enterprise_id = await given_enterprise(engine, score=650, net_assets=ORDINARY_ASSETS)
    machine = CollateralTerms(kind=CollateralKind.EQUIPMENT, lending_share=Decimal("0.5"))
    products: tuple[dict[str, Any], ...] = ({}, {"days_to_money": 5}, {"collateral": (machine,)})
    houses = [await _given_house(engine, **each) for each in products]
    return Market(
        engine=engine,
        client=client,
        clock=clock,
        work=work,
        enterprise_id=enterprise_id,
        owner=signed_in(*ASKS, organisation=enterprise_id),
        houses=(houses[0], houses[1], houses[2]),
    )


async def _given_house(engine: Engine, **product: Any) -> House:
    made = await given_product(engine, institution=new_id(), **product)
    return House(
        product=made,
        officer=lender(made.institution_id, *OFFERS),
        approver=lender(made.institution_id, *CONFIRMS),
    )
