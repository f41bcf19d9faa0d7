"""The market of investors: offerings that have paid, some that are open, and what is traded."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from rongqu.demo.borrowers import Borrower
from rongqu.demo.cast import Cast, Lender
from rongqu.demo.offerings import (
    BOND,
    FACTORING_ONE,
    GROWTH,
    INCUBATOR,
    LEASES,
    PARK,
    PAST,
    POOL,
    PRESENT,
    TREASURY_ONE,
    TREASURY_TWO,
    WAITING,
    Draft,
    yuan,
)
from rongqu.demo.talk import Talk
from rongqu.demo.world import World
from rongqu.kernel.actor import Actor
from rongqu.kernel.dates import business_date_at
from rongqu.kernel.ids import OfferingId, PaymentOrderId, SubscriptionId, TradeId, new_id
from rongqu.kernel.money import Money
from rongqu.kernel.schedule import Instalment, Terms, compute_schedule
from rongqu.modules.compliance.public import approve, find_pending
from rongqu.modules.exits.public import ExitId, ExitKind, NewExit, Tender, propose_exit
from rongqu.modules.investing.public import (
    OPEN_OFFERING,
    QUALIFY,
    NewAsk,
    NewDistribution,
    NewPlan,
    NewSubscription,
    NewTrade,
    QualifiedProof,
    ask_qualification,
    assess_investor,
    change_plan,
    distribute,
    get_offering,
    place_ask,
    propose_offering,
    subscribe,
    take_ask,
)
from rongqu.modules.orderbook.public import (
    BidId,
    Likes,
    NewBid,
    NewRedemption,
    place_bid,
    request_redemption,
)
from rongqu.modules.payments.public import get_custody_account, order_top_up

BEGINS, GROWS = timedelta(days=84), timedelta(days=12)
"""Before the last day: the first offerings, which have paid twice by then; and those still open."""
SOLD_IN, OPEN_FOR = timedelta(days=7), timedelta(days=24)
TRADED_AFTER = timedelta(days=9)
OTHERS = timedelta(days=1)

BOLD = {
    "income": "above_500k",
    "assets": "above_3m",
    "debts": "none",
    "knowledge": "professional",
    "experience": "above_5_years",
    "horizon": "above_3_years",
    "goal": "growth",
    "loss": "to_30",
}
CALM = BOLD | {"income": "to_500k", "assets": "to_500k", "knowledge": "some", "loss": "to_10"}
CAREFUL = CALM | {"experience": "none", "goal": "income", "horizon": "to_1_year", "income": "none"}
ANSWERS = (BOLD, BOLD, CALM, CALM, BOLD, CAREFUL)
"""Of each investor; with QUALIFIED among them, and one whose proof waits."""
QUALIFIED, UNPROVEN = (0, 1, 4), 3

FIRST_ORDERS = (
    (TREASURY_ONE, (120_000, 200_000, 80_000, 100_000, 100_000)),
    (FACTORING_ONE, (150_000, 200_000, 0, 0, 250_000)),
    (PAST[-1], (20_000, 30_000)),
)
LATER_ORDERS = (
    (TREASURY_TWO, (0, 0, 150_000, 60_000, 0, 100_000)),
    (BOND, (100_000, 200_000, 0, 0, 180_000)),
    (PARK, (50_000, 0, 90_000, 40_000)),
    (LEASES, (0, 150_000, 0, 0, 200_000)),
    (INCUBATOR, (0, 60_000, 30_000)),
)
"""What each investor orders, in the order in which they are known."""
TAKEN_BACK, MONEY_FOR_EXIT = yuan(150_000), yuan(151_000)


@dataclass(kw_only=True)
class Market:
    """What happens when: `agenda` is done on the first business day from each date on."""

    world: World
    cast: Cast
    offered: dict[str, OfferingId] = field(default_factory=dict[str, OfferingId])
    agenda: list[tuple[date, Callable[[], Awaitable[None]]]] = field(init=False)

    def __post_init__(self) -> None:
        last = self.world.last
        self.agenda = [(last - BEGINS, self._begin), (last - GROWS, self._grow)]

    async def live(self, day: date) -> None:
        due = [each for each in self.agenda if each[0] <= day]
        self.agenda = [each for each in self.agenda if each[0] > day]
        for _, step in due:
            await step()

    async def close(self, author: Borrower) -> None:
        """What lies there when the demo begins; a company known by its loan offers a bond too."""
        await self._offer(author.actor, GROWTH)
        await self._order(GROWTH, (60_000, 40_000))
        await self._propose(self._issuer(POOL), WAITING)
        await self._fill_book()
        await self._buy_back(self._issuer(TREASURY_ONE))
        await self.world.settle()
        await self._talk().finish(self.offered[GROWTH.title], self.offered[FACTORING_ONE.title])

    def _talk(self) -> Talk:
        return Talk(world=self.world, cast=self.cast)

    async def _begin(self) -> None:
        for investor, answers in zip(self.cast.investors, ANSWERS, strict=True):
            async with self.world.act(investor) as tx:
                await assess_investor(tx, 1, answers)
        for number in QUALIFIED:
            await self._prove(number)
            await self._agree(QUALIFY, str(self.cast.investors[number].organisation))
        await self.world.settle()
        for draft in PAST:
            await self._offer(self._issuer(draft), draft)
        for draft, amounts in FIRST_ORDERS:
            await self._order(draft, amounts)
        self._plan(SOLD_IN + OTHERS, self._allot)

    async def _allot(self) -> None:
        """What was ordered is paid in; from then on it is paid back, and traded."""
        await self._run("investing.settle_offerings")
        for draft in (TREASURY_ONE, FACTORING_ONE):
            for instalment in await self._schedule(draft):
                self.agenda.append((instalment.due_on, _paying(self, draft, instalment)))
        self._plan(TRADED_AFTER, self._trade)

    async def _trade(self) -> None:
        """One sells, another buys; the money moves on the next business day."""
        seller, buyer = self.cast.investors[4], self.cast.investors[0]
        ask_id = await self._ask(seller, TREASURY_ONE, 40_000, "0.9950")
        async with self.world.act(buyer) as tx:
            await take_ask(tx, NewTrade(id=TradeId(new_id()), ask_id=ask_id, units=yuan(25_000)))
        self._plan(OTHERS, self._settle_trades)

    async def _settle_trades(self) -> None:
        await self._run("investing.settle_trades")

    async def _grow(self) -> None:
        async with self.world.act(self.cast.investors[0]) as tx:
            await change_plan(
                tx,
                NewPlan(
                    is_on=True,
                    each=yuan(20_000),
                    budget=yuan(200_000),
                    reserve=yuan(50_000),
                    highest_class=3,
                    least_rate=Decimal("0.0260"),
                    most_months=18,
                    kinds=(),
                    takes_redemptions=False,
                ),
            )
        for draft in PRESENT:
            await self._offer(self._issuer(draft), draft, promise=draft is BOND)
        for draft, amounts in LATER_ORDERS:
            await self._order(draft, amounts)
        await self._talk().begin(self.offered[TREASURY_ONE.title], self.offered[BOND.title])

    async def _fill_book(self) -> None:
        """A part of an offering for sale, bids below it, and who wants out without a buyer."""
        one, two, three, *_, careful = self.cast.investors
        await self._ask(two, TREASURY_ONE, 50_000, "0.9980")
        await self._ask(one, TREASURY_ONE, 20_000, "1.0010")
        await self._bid(three, self.offered[TREASURY_ONE.title], 30_000, "0.9850")
        await self._bid(careful, self.offered[TREASURY_ONE.title], 12_000, "0.9800")
        likes = Likes(highest_class=3, least_rate=Decimal("0.0400"), most_months=12, kinds=())
        await self._bid(one, likes, 40_000, "0.9900")
        for investor, units in ((two, 30_000), (one, 15_000)):
            async with self.world.act(investor) as tx:
                wished = NewRedemption(
                    id=new_id(),
                    offering_id=self.offered[FACTORING_ONE.title],
                    units=yuan(units),
                )
                await request_redemption(tx, wished)
        await self._prove(UNPROVEN)

    async def _buy_back(self, issuer: Actor) -> None:
        """The issuer offers to take a part of its running offering back."""
        await self._bring(issuer, MONEY_FOR_EXIT)
        async with self.world.act(issuer) as tx:
            wished = NewExit(
                id=ExitId(new_id()),
                offering_id=self.offered[TREASURY_ONE.title],
                kind=ExitKind.BUY_BACK,
                why="头寸宽裕，提前回购部分份额，价格含应计利息。",
                closes_at=tx.now + OPEN_FOR,
                terms=Tender(price=Decimal("1.0040"), units=TAKEN_BACK),
            )
            await propose_exit(tx, wished)

    async def _bring(self, issuer: Actor, owed: Money) -> None:
        """Who has lent everything out pays in what it is going to owe."""
        async with self.world.act(issuer) as tx:
            account = await get_custody_account(tx, issuer.organisation)
            if account.available < owed:
                await order_top_up(tx, PaymentOrderId(new_id()), owed)
        await self.world.settle()

    async def _ask(self, seller: Actor, draft: Draft, units: int, price: str) -> OfferingId:
        wished = NewAsk(
            id=new_id(),
            offering_id=self.offered[draft.title],
            units=yuan(units),
            price=Decimal(price),
        )
        async with self.world.act(seller) as tx:
            await place_ask(tx, wished)
        return OfferingId(wished.id)

    async def _bid(self, buyer: Actor, wanted: OfferingId | Likes, amount: int, price: str) -> None:
        async with self.world.act(buyer) as tx:
            wished = NewBid(
                id=BidId(new_id()),
                amount=yuan(amount),
                highest_price=Decimal(price),
                expires_on=self.world.last + 2 * OPEN_FOR,
                wanted=wanted,
            )
            await place_bid(tx, wished)

    async def _offer(self, issuer: Actor, draft: Draft, *, promise: bool = False) -> None:
        """Proposed, with what is promised of it, and opened by a second person."""
        offering_id = await self._propose(issuer, draft)
        if promise:
            await self._talk().promise(issuer, offering_id)
            await self._talk().publish(issuer, offering_id, draft)
        await self._agree(OPEN_OFFERING, str(offering_id))
        await self.world.settle()

    async def _propose(self, issuer: Actor, draft: Draft) -> OfferingId:
        offering_id = self.offered[draft.title] = OfferingId(new_id())
        async with self.world.act(issuer) as tx:
            open_for = SOLD_IN if draft in PAST else OPEN_FOR
            await propose_offering(tx, offering_id, draft.terms(tx.now + open_for))
        return offering_id

    async def _order(self, draft: Draft, amounts: Sequence[int]) -> None:
        for investor, amount in zip(self.cast.investors, amounts, strict=False):
            if amount:
                wished = NewSubscription(
                    id=SubscriptionId(new_id()),
                    offering_id=self.offered[draft.title],
                    amount=yuan(amount),
                )
                async with self.world.act(investor) as tx:
                    await subscribe(tx, wished)
        await self.world.settle()

    async def _prove(self, number: int) -> None:
        investor = self.cast.investors[number]
        proof = QualifiedProof(
            investor_id=investor.organisation,
            assets=yuan(3_600_000 + 400_000 * number),
            yearly_income=yuan(480_000),
            document="银行资产证明，开具日期在三个月以内",
        )
        async with self.world.act(investor) as tx:
            await ask_qualification(tx, proof)

    async def _agree(self, command: str, subject: str) -> None:
        async with self.world.act(self.cast.staff["compliance_officer"]) as tx:
            asked = await find_pending(tx, command, subject)
            assert asked is not None
            await approve(tx, asked.id)

    async def _schedule(self, draft: Draft) -> tuple[Instalment, ...]:
        async with self.world.work.open_tx() as tx:
            offering = await get_offering(tx, self.offered[draft.title])
        assert offering.starts_on is not None
        return compute_schedule(
            Terms(
                principal=offering.taken,
                rate=offering.rate,
                method=offering.method,
                months=offering.term_months,
                starts_on=offering.starts_on,
            )
        )

    async def pay(self, draft: Draft, instalment: Instalment) -> None:
        wished = NewDistribution(
            id=new_id(),
            offering_id=self.offered[draft.title],
            principal=instalment.principal,
            interest=instalment.interest,
        )
        await self._bring(self._issuer(draft), wished.principal + wished.interest)
        async with self.world.act(self._issuer(draft)) as tx:
            await distribute(tx, wished)
        await self.world.settle()

    async def _run(self, job: str) -> None:
        await self.world.run_clockwork({job})
        await self.world.settle()

    def _plan(self, after: timedelta, step: Callable[[], Awaitable[None]]) -> None:
        self.agenda.append((business_date_at(self.world.clock.look()) + after, step))

    def _issuer(self, draft: Draft) -> Actor:
        """The lender that is at home where the offering is."""
        found: list[Lender] = [
            lender for lender in self.cast.lenders if lender.house.region_code == draft.region_code
        ]
        return found[0].approver


def _paying(market: Market, draft: Draft, instalment: Instalment) -> Callable[[], Awaitable[None]]:
    async def pay() -> None:
        await market.pay(draft, instalment)

    return pay
