"""Partners that offer services: one booking is done, paid and rated, one waits for its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from rongqu.demo.borrowers import Borrower
from rongqu.demo.cast import DOMAIN, Cast, House, Lender, found
from rongqu.demo.log_ins import Login
from rongqu.demo.world import World
from rongqu.kernel.ids import PaymentOrderId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.parties.public import InstitutionKind
from rongqu.modules.payments.public import order_top_up
from rongqu.modules.services.public import (
    BookingId,
    NewBooking,
    NewPaper,
    NewServiceOffer,
    OfferId,
    PaperId,
    ServiceKind,
    accept_booking,
    accept_service,
    book_service,
    deliver_service,
    keep_paper,
    offer_service,
    rate_service,
)


@dataclass(frozen=True, slots=True)
class Work:
    house: House
    kind: ServiceKind
    title: str
    words: str
    price: str
    days: int


LAW = House("lawfirm", "衡正律师事务所", "Hengzheng", InstitutionKind.LAW_FIRM, "310100", (), 0)
TAX = House("accountants", "明算会计师事务所", "Mingsuan",
            InstitutionKind.ACCOUNTING_FIRM, "330100", (), 0)  # fmt: skip
OFFERS = (
    Work(LAW, ServiceKind.LEGAL, "采购与销售合同审阅", "逐条审阅，出具书面意见。", "3800.00", 5),
    Work(LAW, ServiceKind.LEGAL, "应收账款催告函", "起草并寄送律师函，附送达证明。", "1500.00", 3),
    Work(TAX, ServiceKind.TAX, "研发费用加计扣除辅导", "梳理台账，出具备查资料。", "12000.00", 15),
)  # fmt: skip
MONEY = Money.parse("50000.00", "CNY")
OPINION = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


async def book_services(
    world: World, cast: Cast, borrowers: Sequence[Borrower]
) -> tuple[Login, ...]:
    partners = {
        house.login: await found(world, house, cast.password, Random(house.login))
        for house in (LAW, TAX)
    }
    await world.settle()
    offers = [await _offer(world, partners[each.house.login], each) for each in OFFERS]
    customers = list({each.actor.organisation: each for each in borrowers}.values())[:2]
    for customer, offer_id, wish in zip(
        customers,
        (offers[0], offers[2]),
        ("请审阅与新客户的年度采购合同，重点看付款与违约条款。", "需要本年度加计扣除的备查资料。"),
        strict=False,
    ):
        booking_id = await _book(world, customer, offer_id, wish)
        if offer_id == offers[0]:
            await _do(world, partners[LAW.login], customer, booking_id)
    await world.settle()
    return tuple(
        Login(f"{house.login}.officer@{DOMAIN}", "officer", house.name) for house in (LAW, TAX)
    )


async def _offer(world: World, partner: Lender, done: Work) -> OfferId:
    offer_id = OfferId(new_id())
    async with world.act(partner.officer) as tx:
        new = NewServiceOffer(
            id=offer_id,
            kind=done.kind,
            title=done.title,
            description=done.words,
            price=Money.parse(done.price, "CNY"),
            delivery_days=done.days,
            valid_from=world.first,
            valid_until=date(world.last.year + 1, 12, 31),
        )
        await offer_service(tx, new)
    return offer_id


async def _book(world: World, customer: Borrower, offer_id: OfferId, wish: str) -> BookingId:
    booking_id = BookingId(new_id())
    async with world.act(customer.actor) as tx:
        await order_top_up(tx, PaymentOrderId(new_id()), MONEY)
    await world.settle()
    async with world.act(customer.actor) as tx:
        await book_service(tx, NewBooking(id=booking_id, offer_id=offer_id, wish=wish))
    return booking_id


async def _do(world: World, partner: Lender, customer: Borrower, booking_id: BookingId) -> None:
    stored = await world.work.storage.put("services", OPINION)
    async with world.act(partner.officer) as tx:
        await accept_booking(tx, booking_id)
        new = NewPaper(id=PaperId(new_id()), booking_id=booking_id, stored=stored)
        await keep_paper(tx, new)
        await deliver_service(tx, booking_id, "意见书与修改稿见附件，付款与违约条款已标注。")
    async with world.act(customer.actor) as tx:
        await accept_service(tx, booking_id)
        await rate_service(tx, booking_id, 5, "专业、及时，意见很实用。")
