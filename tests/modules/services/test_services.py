"""Companies book services: what is held, paid and given back, and who may do what until when."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from httpx2 import AsyncClient, Response
from sqlalchemy import select, text

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.storage import Storage
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import OrganisationId, PaymentOrderId, new_id
from rongqu.modules.ledger.public import AccountCode
from rongqu.modules.parties.public import InstitutionKind
from rongqu.modules.payments.actions.record_news import record_news
from rongqu.modules.payments.ports import BankStatus, OrderNews
from rongqu.modules.payments.queries import get_order
from rongqu.modules.payments.tables import payment_order
from rongqu.modules.payments.types import NoteKind, OrderStatus
from rongqu.modules.services.jobs import look_after_bookings
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.ledger import balance_of, sum_of_all_accounts
from tests.builders.parks import given_institution, of_house
from tests.builders.payments import given_account

PRICE, RICH = 8_000_01, 100_000_00
FEE = 2_400_00
"""30 % of the price, rounded down."""
PDF = b"%PDF-1.7\nopinion\n%%EOF\n"
STAFF = signed_in("services:view_everywhere", "services:resolve")


def code(response: Response) -> str:
    return str(response.status_code) if response.is_success else response.json()["code"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A law firm with an offer, and a company with money."""

    engine: Engine
    client: AsyncClient
    storage: Storage
    partner_id: OrganisationId
    customer_id: OrganisationId
    offer_id: str

    @property
    def partner(self) -> dict[str, str]:
        rights = ("services:view", "services:offer", "services:deliver")
        return of_house(self.partner_id, *rights)

    @property
    def customer(self) -> dict[str, str]:
        return signed_in("services:view", "services:book", organisation=self.customer_id)

    async def post(self, path: str, who: dict[str, str], body: Any = None) -> Response:
        return await self.client.post(f"/services{path}", json=body, headers=who | new_key())

    async def book(self, **different: Any) -> Response:
        body = {"id": str(new_id()), "offer_id": self.offer_id, "wish": "审阅一份采购合同"}
        return await self.post("/bookings", self.customer, body | different)

    async def booked(self) -> str:
        answer = await self.book()
        assert answer.status_code == 201, answer.text
        return answer.json()["booking"]["id"]

    async def partner_does(self, booking_id: str, what: str, body: Any) -> str:
        return code(await self.post(f"/bookings/{booking_id}/{what}", self.partner, body))

    async def customer_does(self, booking_id: str, what: str, body: Any = None) -> str:
        return code(await self.post(f"/bookings/{booking_id}/{what}", self.customer, body))

    async def keep(self, booking_id: str, content: bytes = PDF) -> str:
        path = f"/services/bookings/{booking_id}/papers/{new_id()}"
        return code(await self.client.put(path, content=content, headers=self.partner))

    async def delivered(self) -> str:
        booking_id = await self.booked()
        assert await self.partner_does(booking_id, "answer", {}) == "200"
        assert await self.keep(booking_id) == "200"
        assert await self.partner_does(booking_id, "delivery", {"note": "意见书已出具"}) == "200"
        return booking_id

    async def page(self, booking_id: str) -> dict[str, Any]:
        path = f"/services/bookings/{booking_id}"
        return (await self.client.get(path, headers=self.customer)).json()

    async def tell(self) -> None:
        await Relay(self.engine, modules={"services", "payments"}).drain()

    async def look_after(self) -> None:
        await look_after_bookings.run(Work(engine=self.engine, storage=self.storage))
        await self.tell()

    async def time_is_over(self) -> None:
        async with self.engine.begin(PLATFORM) as connection:
            over = "UPDATE services.booking SET due_at = now() - interval '1 minute'"
            await connection.execute(text(f"{over} WHERE due_at IS NOT NULL"))

    async def bank_says(self, status: BankStatus) -> None:
        is_settled = status is BankStatus.SETTLED
        wanted = select(payment_order.c.id).where(payment_order.c.status == OrderStatus.ORDERED)
        async with open_tx(self.engine, SYSTEM) as tx:
            for each in list((await tx.connection.execute(wanted)).scalars()):
                order = await get_order(tx, PaymentOrderId(each))
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
        await self.tell()

    async def money(self) -> tuple[int, int, int, int]:
        """The customer's that it can spend and that it cannot, the partner's, the platform's."""
        async with self.engine.connect(PLATFORM) as connection:
            holds = text("SELECT coalesce(sum(held_minor), 0)::bigint FROM services.booking")
            held = int((await connection.execute(holds)).scalar_one())
        own = await balance_of(self.engine, AccountCode.CUSTODY, self.customer_id)
        frozen = await balance_of(self.engine, AccountCode.FROZEN, self.customer_id)
        partner = await balance_of(self.engine, AccountCode.CUSTODY, self.partner_id)
        fees = await balance_of(self.engine, AccountCode.FEE_INCOME)
        assert await sum_of_all_accounts(self.engine) == 0
        return own - held, frozen + held, partner, fees


def an_offer(**different: Any) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "kind": "legal",
        "title": "合同审阅",
        "description": "五个工作日内出具书面意见",
        "price": {"amount": "8000.01", "currency": "CNY"},
        "delivery_days": 5,
        "valid_from": "2020-01-01",
        "valid_until": "2099-12-31",
        **different,
    }


@pytest.fixture
async def desk(engine: Engine, client: AsyncClient, storage: Storage) -> Desk:
    partner_id = await given_institution(engine, InstitutionKind.LAW_FIRM)
    await given_account(engine, partner_id)
    offer = an_offer()
    made = Desk(
        engine=engine,
        client=client,
        storage=storage,
        partner_id=partner_id,
        customer_id=await given_account(engine, balance_minor=RICH),
        offer_id=offer["id"],
    )
    answer = await made.post("/offers", made.partner, offer)
    assert answer.status_code == 201, answer.text
    return made


async def test_what_is_accepted_is_paid_less_the_share_of_the_platform(desk: Desk) -> None:
    booking_id = await desk.delivered()
    assert await desk.money() == (RICH - PRICE, PRICE, 0, 0)
    accepted = await asyncio.gather(
        desk.customer_does(booking_id, "acceptance"), desk.customer_does(booking_id, "acceptance")
    )
    assert sorted(accepted) == ["200", "services.booking_moved"]
    await desk.tell()
    await desk.look_after()
    await desk.bank_says(BankStatus.SETTLED)
    async with desk.engine.begin(PLATFORM) as connection:
        again = "UPDATE infra.event_delivery SET done_at = NULL, claimed_at = NULL"
        await connection.execute(text(f"{again} WHERE handler LIKE 'services.%'"))
    await desk.look_after()

    assert await desk.money() == (RICH - PRICE, 0, PRICE - FEE, FEE)
    page = await desk.page(booking_id)
    assert (page["booking"]["status"], page["booking"]["fee"]["amount"]) == ("completed", "2400.00")
    assert page["booking"]["paid_at"] is not None
    events = [name for name in await published(desk.engine) if name.startswith("services.")]
    assert events == [
        "services.service_offered.v1",
        "services.service_booked.v1",
        "services.booking_accepted.v1",
        "services.paper_kept.v1",
        "services.service_delivered.v1",
        "services.booking_ended.v1",
        "services.payment_ordered.v1",
        "services.service_paid.v1",
    ]


async def refused(desk: Desk) -> str:
    booking_id = await desk.booked()
    assert await desk.partner_does(booking_id, "answer", {"refusal": "利益冲突"}) == "200"
    return "refused"


async def cancelled(desk: Desk) -> str:
    assert await desk.customer_does(await desk.booked(), "cancellation") == "200"
    return "cancelled"


async def cancelled_late(desk: Desk) -> str:
    booking_id = await desk.booked()
    assert await desk.partner_does(booking_id, "answer", {}) == "200"
    assert await desk.customer_does(booking_id, "cancellation") == "services.not_late_yet"
    await desk.time_is_over()
    await desk.look_after()
    assert await desk.customer_does(booking_id, "cancellation") == "200"
    return "cancelled"


async def lapsed(desk: Desk) -> str:
    await desk.booked()
    await desk.time_is_over()
    await desk.look_after()
    return "lapsed"


@pytest.mark.parametrize("end", [refused, cancelled, cancelled_late, lapsed])
async def test_what_is_not_done_is_given_back_to_the_cent(
    desk: Desk, end: Callable[[Desk], Awaitable[str]]
) -> None:
    outcome = await end(desk)
    await desk.tell()
    await desk.look_after()
    assert await desk.money() == (RICH, 0, 0, 0)
    shown = await desk.client.get("/services/bookings", headers=desk.partner)
    assert [each["status"] for each in shown.json()["items"]] == [outcome]


async def test_who_says_nothing_has_accepted_and_who_objects_has_not(desk: Desk) -> None:
    silent, loud = await desk.delivered(), await desk.delivered()
    assert await desk.customer_does(loud, "objection", {"note": "缺少附件"}) == "200"
    await desk.time_is_over()
    await desk.look_after()
    assert (await desk.page(silent))["booking"]["status"] == "completed"
    assert (await desk.page(loud))["booking"]["status"] == "disputed"
    assert await desk.partner_does(loud, "delivery", {"note": "再交"}) == "services.paper_needed"
    assert await desk.keep(loud) == "200"
    assert await desk.partner_does(loud, "delivery", {"note": "附件已补"}) == "200"


async def test_the_platform_decides_to_the_cent(desk: Desk) -> None:
    booking_id = await desk.delivered()
    path = f"/bookings/{booking_id}/resolution"

    def decided(amount: str, currency: str = "CNY") -> dict[str, Any]:
        return {"payable": {"amount": amount, "currency": currency}, "note": "部分完成"}

    assert code(await desk.post(path, STAFF, decided("1.00"))) == "services.booking_moved"
    assert await desk.customer_does(booking_id, "objection", {"note": "缺少附件"}) == "200"
    above = await desk.post(path, STAFF, decided("8000.02"))
    assert code(above) == "services.share_above_price"
    for wrong in (decided("-0.01"), decided("1.00", "USD")):
        assert code(await desk.post(path, STAFF, wrong)) == "common.invalid_request"
    assert code(await desk.post(path, STAFF, decided("3000.01"))) == "200"
    await desk.tell()
    await desk.bank_says(BankStatus.SETTLED)
    assert await desk.money() == (RICH - 3_000_01, 0, 2_100_01, 900_00)


async def test_what_the_bank_refuses_is_held_again_and_tried_again(desk: Desk) -> None:
    booking_id = await desk.delivered()
    assert await desk.customer_does(booking_id, "acceptance") == "200"
    await desk.tell()
    await desk.bank_says(BankStatus.FAILED)
    assert await desk.money() == (RICH - PRICE, PRICE, 0, 0)
    assert (await desk.page(booking_id))["booking"]["reason_code"] == "account_closed"
    await desk.look_after()
    await desk.bank_says(BankStatus.SETTLED)
    assert await desk.money() == (RICH - PRICE, 0, PRICE - FEE, FEE)


async def test_what_cannot_be_offered_booked_or_kept(desk: Desk) -> None:
    bank = await given_institution(desk.engine, InstitutionKind.BANK)
    usd = {"price": {"amount": "1.00", "currency": "USD"}}
    dear = {"price": {"amount": "500000.01", "currency": "CNY"}}
    wrong: list[tuple[dict[str, str], dict[str, Any], str]] = [
        (of_house(bank, "services:offer"), an_offer(), "services.kind_not_offered"),
        (desk.partner, an_offer(kind="tax"), "services.kind_not_offered"),
        (desk.partner, an_offer(**dear), "services.price_above_policy"),
        (desk.partner, an_offer(**usd), "common.invalid_request"),
        (desk.partner, an_offer(valid_until="2019-12-31"), "common.invalid_request"),
    ]
    for who, body, refusal in wrong:
        assert code(await desk.post("/offers", who, body)) == refusal
    assert code(await desk.book(offer_id=str(new_id()))) == "services.offer_not_found"

    poor = signed_in(
        "services:view", "services:book", organisation=await given_account(desk.engine)
    )
    body = {"id": str(new_id()), "offer_id": desk.offer_id, "wish": "审阅"}
    assert code(await desk.post("/bookings", poor, body)) == "payments.insufficient_funds"
    booking_id = await desk.booked()
    assert code(await desk.book(id=booking_id)) == "common.already_there"
    assert await desk.keep(booking_id) == "services.booking_moved"
    assert await desk.partner_does(booking_id, "answer", {}) == "200"
    assert await desk.keep(booking_id, b"MZ not a paper") == "common.file_type_refused"
    stranger = await desk.client.get(f"/services/bookings/{booking_id}", headers=poor)
    assert code(stranger) == "services.booking_not_found"

    assert code(await desk.post(f"/offers/{desk.offer_id}/withdrawal", desk.partner)) == "204"
    assert code(await desk.book()) == "services.offer_not_valid"
    assert await desk.money() == (RICH - PRICE, PRICE, 0, 0)


async def test_a_completed_service_is_rated_once_for_all_to_see(desk: Desk) -> None:
    booking_id = await desk.delivered()
    words = {"stars": 4, "words": "专业、及时"}
    assert await desk.customer_does(booking_id, "rating", words) == "services.booking_moved"
    assert await desk.customer_does(booking_id, "acceptance") == "200"
    assert await desk.customer_does(booking_id, "rating", words) == "200"
    assert await desk.customer_does(booking_id, "rating", words) == "services.rated_already"
    other = signed_in("services:view", organisation=UUID(int=9))
    [offer] = (await desk.client.get("/services/offers", headers=other)).json()["items"]
    assert (offer["ratings"], offer["stars"]) == (1, 4)
    page = await desk.client.get(f"/services/offers/{desk.offer_id}", headers=other)
    assert [each["words"] for each in page.json()["ratings"]] == ["专业、及时"]
    paper_id = (await desk.page(booking_id))["papers"][0]["id"]
    paper = await desk.client.get(
        f"/services/bookings/{booking_id}/papers/{paper_id}", headers=desk.customer
    )
    assert paper.content == PDF
