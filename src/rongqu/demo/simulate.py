"""The days of the demo economy, one after another."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from rongqu.demo import borrowers, debtors, lenders
from rongqu.demo.bids import ask_for_bids
from rongqu.demo.borrowers import Borrower, Case, Pause
from rongqu.demo.cast import Cast, engage
from rongqu.demo.colending import invite_partners
from rongqu.demo.coupons import grant_coupons
from rongqu.demo.debtors import Portfolio
from rongqu.demo.figures import Figures, Warned, read_figures, read_warned
from rongqu.demo.invoices import history_of, write_invoices
from rongqu.demo.log_ins import PASSWORD, Login
from rongqu.demo.lpr import day_of_the_move, lower_lpr
from rongqu.demo.market import Market
from rongqu.demo.park import put_companies_forward
from rongqu.demo.plans import write_plans
from rongqu.demo.population import Company, draw_companies
from rongqu.demo.repayment_files import bring_repayment_files
from rongqu.demo.services import book_services
from rongqu.demo.world import AT_ONCE, World, open_world
from rongqu.infra.settings import Settings
from rongqu.kernel.dates import add_months
from rongqu.modules.identity.public import hash_password
from rongqu.modules.origination.public import Stage

INVESTORS = 6
ROUNDS = ((time(9, 30), time(11, 10)), (time(14, 0), time(16, 25)))
"""When companies act, and when lenders have read what they sent: a case that needs no second look
is decided within hours, as the fast lane promises, and never at the instant it came in."""
MIDNIGHT, EVENING = time(0, 10), time(17, 0)
FINAL_WEEK = timedelta(days=9)
SHARED_EVERY = 8
"""Every so many-th loan is funded together with another lender."""
REVIEW_PAUSES = frozenset({Pause.REVIEW, Pause.DUE_DILIGENCE, Pause.RETURNED})
FAST_LANE_SALES = 700_000
"""Whole yuan a month; with more, and all else in order, the score reaches the fast lane."""
WATCHED_EVERY = 5
QUARTER = 3
"""New invoices of known companies come in every third month."""
ENDED = frozenset({Stage.ACTIVE, Stage.CLOSED, Stage.REJECTED, Stage.WITHDRAWN, Stage.EXPIRED})

T = TypeVar("T")
OnDay = Callable[[date], None]
"""Told after each day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Economy:
    """What to simulate; `last` is the last day, a business day or not."""

    companies: int
    months: int
    seed: int
    last: date

    @property
    def first(self) -> date:
        return add_months(self.last, -self.months)


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    figures: Figures
    logins: tuple[Login, ...]
    last: date
    warned: Warned


async def simulate(settings: Settings, economy: Economy, on_day: OnDay) -> Simulated:
    seed = str(economy.seed)
    async with open_world(settings, economy.first, economy.last) as world:
        password = await hash_password(PASSWORD, "demo")
        world.clock.turn_to(world.first, MIDNIGHT)
        cast = await engage(world, password, seed, INVESTORS)
        coming = draw_companies(economy.companies, economy.seed, world.first, world.last)
        days = _Days(world=world, cast=cast, coming=coming)
        await days.run(on_day)
        park = await put_companies_forward(world, cast, days.borrowers)
        partners = await book_services(world, cast, days.borrowers)
        await grant_coupons(world, cast, days.borrowers)
        figures = await read_figures(world.work)
        logins = (*cast.logins, park, *partners, *days.logins_of_borrowers())
        warned = await read_warned(world.work, days.portfolio.planted)
        return Simulated(figures=figures, logins=logins, last=world.last, warned=warned)


@dataclass(kw_only=True)
class _Days:
    world: World
    cast: Cast
    coming: list[Company]
    borrowers: list[Borrower] = field(default_factory=list[Borrower])
    cases: list[Case] = field(default_factory=list[Case])
    portfolio: Portfolio = field(default_factory=Portfolio)
    market: Market = field(init=False)
    pauses: list[Pause] = field(default_factory=lambda: list(Pause))

    def __post_init__(self) -> None:
        self.market = Market(world=self.world, cast=self.cast)

    async def run(self, on_day: OnDay) -> None:
        day = self.world.first
        while day <= self.world.last:
            if self.world.is_business_day(day):
                await self._live(day)
            on_day(day)
            day += timedelta(days=1)
        await write_plans(self.world, self._known_borrowers())
        await self.market.close(self._known_borrowers()[0])
        await ask_for_bids(self.world, self.cast, [*self._known_borrowers(), *self.borrowers])
        await invite_partners(self.world, self.cast, self.cases)
        await bring_repayment_files(self.world, self.cast)

    def _known_borrowers(self) -> list[Borrower]:
        """Those with a loan, once each; or else all."""
        with_loans = {debt.borrower.company.number: debt.borrower for debt in self.portfolio.debts}
        return list(with_loans.values()) or self.borrowers

    async def _live(self, day: date) -> None:
        self.world.clock.turn_to(day, MIDNIGHT)
        await self.world.run_clockwork()
        await self.world.settle()
        self.world.clock.turn_to(day, ROUNDS[0][0])
        await self._welcome(day)
        await self._collect(day)
        await self.market.live(day)
        if day == day_of_the_move(self.world):
            await lower_lpr(self.world, self.cast, day)
        for sent_at, read_at in ROUNDS:
            self.world.clock.turn_to(day, sent_at)
            await self._apply(day)
            self.world.clock.turn_to(day, read_at)
            await self._decide()
        self.world.clock.turn_to(day, EVENING)
        await self._open_loans()

    async def _welcome(self, day: date) -> None:
        """Companies that come today, with their invoices; and new invoices of those known."""
        new = [company for company in self.coming if company.comes_on <= day]
        self.coming = self.coming[len(new) :]
        joined = await _together(borrowers.join(self.world, self.cast, each) for each in new)
        self.borrowers += sorted(joined, key=lambda borrower: borrower.company.number)
        await self.world.settle()
        await self._import(day, [(each, history_of(each), day) for each in new])
        await self._import(day, self._refreshed(day))
        await self.world.settle()

    def _refreshed(self, day: date) -> list[tuple[Company, date, date]]:
        """Some companies on each business day of a month, so that nobody's turn is missed."""
        since = self.world.days_since_business_day(day)
        return [
            (borrower.company, add_months(day, -QUARTER), day)
            for borrower in self.borrowers
            if borrower.company.comes_on < add_months(day, -1)
            and any(_is_turn(borrower.company, each) for each in since)
        ]

    async def _import(self, day: date, wanted: list[tuple[Company, date, date]]) -> None:
        if not wanted:
            return
        with TemporaryDirectory(prefix="rongqu-demo-") as folder:
            path = Path(folder) / f"{day.isoformat()}.parquet"
            await asyncio.to_thread(write_invoices, path, wanted)
            await self.world.hand_in(path)

    async def _apply(self, day: date) -> None:
        for borrower in self.borrowers:
            if borrower.next_wish_on <= day:
                pause = self._next_pause(borrower, day)
                case = await borrowers.wish_for_money(self.world, self.cast, borrower, pause)
                if case is None:
                    continue
                if pause is not None:
                    self.pauses.remove(pause)
                self.cases.append(case)
        await _together(
            borrowers.act_on(self.world, self.cast, case) for case in self.cases if case.is_ready()
        )
        await self.world.settle()

    def _next_pause(self, borrower: Borrower, day: date) -> Pause | None:
        """In the last days each shelf gets an application that stays on it. Who takes the fast lane
        passes no review."""
        if day <= self.world.last - FINAL_WEEK:
            return None
        is_reviewed = borrower.company.monthly_sales < FAST_LANE_SALES
        fitting = (pause for pause in self.pauses if is_reviewed or pause not in REVIEW_PAUSES)
        return next(fitting, None)

    async def _decide(self) -> None:
        await _together(
            lenders.act_on(self.world, case)
            for case in self.cases
            if case.stage in lenders.ON_THE_DESK and case.is_ready()
        )
        await self.world.settle()

    async def _open_loans(self) -> None:
        """In an order that does not depend on which delivery was faster."""
        await _together(borrowers.look(self.world, case) for case in self.cases)
        for case in self.cases:
            if case.stage is Stage.ACTIVE:
                await debtors.take_on(self.world, self.portfolio, case)
                if len(self.portfolio.debts) % SHARED_EVERY == 0:
                    await lenders.share(self.world, self.cast, case)
            if case.stage is Stage.REJECTED and case.pause is not None:
                self.pauses.insert(0, case.pause)
        self.cases = [case for case in self.cases if case.stage not in ENDED]

    async def _collect(self, day: date) -> None:
        paying = [
            (debt, kind) for debt in self.portfolio.debts if (kind := debt.due_on(day)) is not None
        ]
        if not paying:
            return
        await _together(debtors.fill_account(self.world, debt, kind) for debt, kind in paying)
        await self.world.settle()
        await _together(debtors.repay(self.world, debt, kind) for debt, kind in paying)
        await self.world.settle()

    def logins_of_borrowers(self) -> list[Login]:
        """One borrower with a loan, or the first one."""
        return [
            Login(each.company.mobile, "enterprise_owner", each.company.name)
            for each in self._known_borrowers()[:1]
        ]


def _is_turn(company: Company, day: date) -> bool:
    """Of those in decline, and of some others so that nothing is given away, each month."""
    if company.number % 28 + 1 != day.day:
        return False
    is_watched = company.sags_from is not None or company.number % WATCHED_EVERY == 0
    return is_watched or (company.number + day.month) % QUARTER == 0


async def _together(work: Iterable[Awaitable[T]]) -> list[T]:
    """Some at once; an error ends the simulation."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def pass_gate(each: Awaitable[T]) -> T:
        async with gate:
            return await each

    return list(await asyncio.gather(*(pass_gate(each) for each in work)))
