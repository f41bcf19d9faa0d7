from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from httpx2 import AsyncClient

from rongqu.events.origination import ApplicationMoved
from rongqu.events.servicing import LoanClosed, LoanCured, LoanOpened, LoanOverdue, RepaymentApplied
from rongqu.infra.database import Engine
from rongqu.infra.tx import Tx, open_tx
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.ids import new_id
from rongqu.kernel.money import Money
from rongqu.modules.identity.public import OrganisationKind
from rongqu.modules.insight import handlers
from tests.builders.actors import signed_in
from tests.builders.identity import given_owner

ANALYST = signed_in("insight:view", portal=Portal.OPERATIONS)
MARCH = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
ZERO = Money(0, "CNY")
STAGES = ["draft", "submitted", "screening", "review", "approval", "contract", "payout", "active"]


Handle = Callable[[Tx], Awaitable[None]]


class Platform:
    """Tells the handlers what happened, each time twice: that must not change a figure."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.enterprise = self.institution = UUID(int=0)

    async def open(self) -> None:
        borrower = await given_owner(self._engine, organisation_name="杭州晨光科技有限公司")
        lender = await given_owner(
            self._engine, OrganisationKind.INSTITUTION, organisation_name="西湖银行"
        )
        self.enterprise, self.institution = borrower.organisation_id, lender.organisation_id

    async def application(
        self, amount: Money, *, region: str = "330100", reached: str = "active", hours: int = 5
    ) -> UUID:
        application_id = new_id()
        way = STAGES[: STAGES.index(reached) + 1]
        for before, after in pairwise(way):
            at = MARCH if after == "submitted" else MARCH.replace(hour=1 + hours)
            event = ApplicationMoved(
                subject_id=application_id,
                enterprise_id=self.enterprise,
                institution_id=self.institution,
                product_kind="credit_loan",
                region=region,
                industry="C39",
                amount=amount,
                from_stage=before,
                to_stage=after,
                reason_code=None,
            )
            await self._tell(at, lambda tx, moved=event: handlers.keep_application(tx, moved))
        return application_id

    async def loan(self, principal: Money, *, region: str = "330100") -> UUID:
        application_id = await self.application(principal, region=region)
        loan_id = new_id()
        opened = LoanOpened(
            subject_id=loan_id,
            application_id=application_id,
            enterprise_id=self.enterprise,
            institution_id=self.institution,
            principal=principal,
            first_due_on=date(2026, 4, 2),
            last_due_on=date(2027, 3, 2),
        )
        await self._tell(MARCH, lambda tx: handlers.keep_new_loan(tx, opened))
        return loan_id

    async def repaid(self, loan_id: UUID, outstanding: Money) -> None:
        event = RepaymentApplied(
            **self._of(loan_id),
            repayment_id=new_id(),
            principal=ZERO,
            interest=ZERO,
            penalty=ZERO,
            fee=ZERO,
            outstanding=outstanding,
        )
        await self._tell(MARCH, lambda tx: handlers.keep_outstanding(tx, event))

    async def late(self, loan_id: UUID, bucket: str, days: int, outstanding: Money) -> None:
        event = LoanOverdue(
            **self._of(loan_id),
            days_past_due=days,
            bucket=bucket,
            overdue=outstanding,
            outstanding=outstanding,
        )
        await self._tell(MARCH, lambda tx: handlers.keep_arrears(tx, event))

    async def cured(self, loan_id: UUID, outstanding: Money) -> None:
        event = LoanCured(**self._of(loan_id), outstanding=outstanding)
        await self._tell(MARCH, lambda tx: handlers.keep_cure(tx, event))

    async def closed(self, loan_id: UUID, principal: Money) -> None:
        event = LoanClosed(**self._of(loan_id), principal=principal, early=False)
        await self._tell(MARCH, lambda tx: handlers.keep_closing(tx, event))

    def _of(self, loan_id: UUID) -> dict[str, Any]:
        return {
            "subject_id": loan_id,
            "application_id": new_id(),
            "enterprise_id": self.enterprise,
            "institution_id": self.institution,
        }

    async def _tell(self, at: datetime, handle: Handle) -> None:
        for _ in range(2):
            async with open_tx(self._engine, SYSTEM) as tx:
                await handle(replace(tx, caused_at=at))


async def given_platform(engine: Engine) -> Platform:
    platform = Platform(engine)
    await platform.open()
    return platform


def yuan(amount: int) -> Money:
    return Money.parse(str(amount), "CNY")


async def test_figures_are_the_sums_of_their_rows(client: AsyncClient, engine: Engine) -> None:
    platform = await given_platform(engine)
    await platform.loan(yuan(600_000))
    second = await platform.loan(yuan(400_000), region="440300")
    await platform.repaid(second, yuan(300_000))
    await platform.application(yuan(50_000), reached="review")

    cockpit = (await client.get("/insight/cockpit", headers=ANALYST)).json()
    rows = (await client.get("/insight/loans", headers=ANALYST)).json()["items"]

    assert cockpit["financed"] == {"amount": "1000000.00", "currency": "CNY"}
    assert cockpit["outstanding"]["amount"] == "900000.00"
    assert cockpit["loans"] == len(rows) == 2
    assert cockpit["applications"] == 3
    assert [each["province"] for each in cockpit["provinces"]] == ["33", "44"]
    assert cockpit["provinces"][0]["demand"]["amount"] == "650000.00"
    assert {row["enterprise_name"] for row in rows} == {"杭州晨光科技有限公司"}


async def test_the_funnel_counts_who_ever_reached_a_stage_and_who_is_there(
    client: AsyncClient, engine: Engine
) -> None:
    platform = await given_platform(engine)
    await platform.application(yuan(1), reached="active")
    await platform.application(yuan(1), reached="review")

    cockpit = (await client.get("/insight/cockpit", headers=ANALYST)).json()
    reviewed = await client.get("/insight/applications?stage=review", headers=ANALYST)

    funnel = {each["stage"]: (each["reached"], each["now"]) for each in cockpit["funnel"]}
    assert funnel["submitted"] == (2, 0)
    assert funnel["review"] == (2, 1)
    assert funnel["active"] == (1, 1)
    assert funnel["closed"] == (0, 0)
    assert len(reviewed.json()["items"]) == 2


async def test_approval_time_runs_from_submission(client: AsyncClient, engine: Engine) -> None:
    platform = await given_platform(engine)
    for hours in (2, 4, 12):
        await platform.application(yuan(1), hours=hours)

    cockpit = (await client.get("/insight/cockpit", headers=ANALYST)).json()

    assert (cockpit["median_hours"], cockpit["best_hours"]) == ("4.0", "2.0")


async def test_bad_debt_is_what_is_over_ninety_days_late(
    client: AsyncClient, engine: Engine
) -> None:
    platform = await given_platform(engine)
    good, bad, cured = [await platform.loan(yuan(each)) for each in (700_000, 200_000, 100_000)]
    await platform.late(bad, "d90_plus", 95, yuan(200_000))
    await platform.late(cured, "d1_30", 5, yuan(100_000))
    await platform.cured(cured, yuan(100_000))

    cockpit = (await client.get("/insight/cockpit", headers=ANALYST)).json()
    behind = (await client.get("/insight/loans?bucket=d90_plus", headers=ANALYST)).json()["items"]

    assert (cockpit["bad_debt_rate"], cockpit["bad_debt_line"]) == ("0.2000", "0.012")
    assert [row["id"] for row in behind] == [str(bad)]
    assert str(good) not in {row["id"] for row in behind}


async def test_a_closed_loan_owes_nothing_and_is_in_no_bucket(
    client: AsyncClient, engine: Engine
) -> None:
    platform = await given_platform(engine)
    loan_id = await platform.loan(yuan(100_000))
    await platform.closed(loan_id, yuan(100_000))

    cockpit = (await client.get("/insight/cockpit", headers=ANALYST)).json()

    assert cockpit["outstanding"]["amount"] == "0.00"
    assert cockpit["bad_debt_rate"] is None
    assert sum(each["loans"] for each in cockpit["buckets"]) == 0


async def test_filters_hold_for_figures_and_rows_alike(client: AsyncClient, engine: Engine) -> None:
    platform = await given_platform(engine)
    await platform.loan(yuan(600_000))
    await platform.loan(yuan(400_000), region="440300")
    only = "province=44&first_month=2026-03-15&last_month=2026-03-01&industry=C"

    cockpit = (await client.get(f"/insight/cockpit?{only}", headers=ANALYST)).json()
    loans = (await client.get(f"/insight/loans?{only}", headers=ANALYST)).json()["items"]
    elsewhere = (await client.get("/insight/cockpit?industry=A", headers=ANALYST)).json()

    assert cockpit["financed"]["amount"] == "400000.00"
    assert [row["province"] for row in loans] == ["44"]
    assert elsewhere["financed"]["amount"] == "0.00"


async def test_months_the_wrong_way_round_are_refused(client: AsyncClient) -> None:
    answer = await client.get(
        "/insight/cockpit?first_month=2026-03-01&last_month=2026-02-01", headers=ANALYST
    )

    assert answer.status_code == 422
    assert answer.json()["code"] == "insight.months_reversed"


async def test_pages_neither_repeat_nor_lose_a_row(client: AsyncClient, engine: Engine) -> None:
    platform = await given_platform(engine)
    made = {str(await platform.loan(yuan(1))) for _ in range(5)}

    seen: list[str] = []
    cursor = ""
    while cursor is not None:
        at = f"&cursor={cursor}" if cursor else ""
        page = (await client.get(f"/insight/loans?limit=2{at}", headers=ANALYST)).json()
        seen += [row["id"] for row in page["items"]]
        cursor = page["next_cursor"]

    assert len(seen) == 5
    assert set(seen) == made


async def test_who_may_not_see_the_platform_sees_nothing(client: AsyncClient) -> None:
    for path in ("cockpit", "applications", "loans"):
        answer = await client.get(f"/insight/{path}", headers=signed_in())
        assert answer.status_code == 403
