from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from httpx2 import AsyncClient
from sqlalchemy import insert, select

from rongqu.events.fraud import SuspicionNoted
from rongqu.events.risk import ScoreComputed
from rongqu.events.servicing import LoanOverdue, RepaymentFailed
from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx, utc_now
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.events import Event
from rongqu.kernel.ids import EnterpriseId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.related.tables import member
from rongqu.modules.warnings import tables
from rongqu.modules.warnings.jobs import escalate_late_cases
from rongqu.modules.warnings.public import list_foreseen
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.identity import Clock
from tests.builders.invoices import given_enterprise
from tests.builders.servicing import given_book

YUAN = Money(100, "CNY")
NOTE = "已联系企业负责人并核对回款"


def officer() -> dict[str, str]:
    return signed_in("warnings:view", "warnings:work", portal=Portal.OPERATIONS)


async def told(engine: Engine, relay: Relay, *events: Event) -> None:
    async with open_tx(engine, SYSTEM) as tx:
        await tx.publish_all(events)
    await relay.drain()


def overdue(enterprise_id: UUID, days: int) -> LoanOverdue:
    return LoanOverdue(
        subject_id=new_id(),
        application_id=new_id(),
        enterprise_id=enterprise_id,
        institution_id=new_id(),
        days_past_due=days,
        bucket="d31_60" if days > 30 else "d1_30",
        overdue=YUAN,
        outstanding=YUAN,
    )


def scored(enterprise_id: EnterpriseId, score: int) -> ScoreComputed:
    return ScoreComputed(
        subject_id=enterprise_id, score_id=new_id(), score=score, grade="C", lane="normal"
    )


async def levels(engine: Engine) -> list[tuple[str, str | None]]:
    columns = tables.warning_case.c
    async with engine.connect(PLATFORM) as connection:
        rows = await connection.execute(select(columns.level, columns.next_step))
        return [(row.level, row.next_step) for row in rows]


async def test_a_worse_sign_raises_the_one_case_of_the_enterprise(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    enterprise_id = await given_enterprise(engine, net_assets=None)
    await told(engine, relay, overdue(enterprise_id, 1))
    assert await levels(engine) == [("blue", "look")]

    await told(engine, relay, overdue(enterprise_id, 8))
    await told(engine, relay, overdue(enterprise_id, 31))

    assert await levels(engine) == [("red", "group")]
    [listed] = (await client.get("/warnings?state=open", headers=officer())).json()["items"]
    assert listed["enterprise_name"] == "苏州精工机械有限公司"
    file = (await client.get(f"/warnings/{listed['id']}", headers=officer())).json()
    assert [each["size"] for each in file["signals"]] == ["31", "8", "1"]
    opened = [name for name in await published(engine) if name.startswith("warnings.")]
    assert (opened[0], opened[-1]) == ("warnings.warning_opened.v1", "warnings.warning_raised.v1")
    assert opened.count("warnings.trouble_noted.v1") == 1


async def test_the_board_shows_red_first_and_each_case_once_from_page_to_page(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    days = (1, 31, 8, 40)
    await told(engine, relay, *(overdue(new_id(), each) for each in days))
    seen: list[dict[str, Any]] = []
    query: dict[str, Any] | None = {"limit": 1, "state": "open"}

    while query is not None:
        page = (await client.get("/warnings", headers=officer(), params=query)).json()
        seen += page["items"]
        more = page["next_cursor"]
        query = None if more is None else {"limit": 1, "state": "open", "cursor": more}

    assert [each["level"] for each in seen] == ["red", "red", "yellow", "blue"]
    assert len({each["id"] for each in seen}) == len(days)
    assert seen[0]["due_at"] <= seen[1]["due_at"]


async def test_a_score_is_compared_with_the_one_before(engine: Engine, relay: Relay) -> None:
    enterprise_id = EnterpriseId(new_id())

    await told(engine, relay, scored(enterprise_id, 700), scored(enterprise_id, 690))
    assert await levels(engine) == []
    await told(engine, relay, scored(enterprise_id, 600))

    assert await levels(engine) == [("yellow", "cause")]


async def test_the_steps_of_red_come_in_order_and_the_case_ends_with_a_reason(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    await told(engine, relay, overdue(new_id(), 40))
    [listed] = (await client.get("/warnings?level=red", headers=officer())).json()["items"]
    path = f"/warnings/{listed['id']}"

    async def post(step: str, body: dict[str, str]) -> tuple[int, str]:
        answer = await client.post(f"{path}/{step}", json=body, headers=officer() | new_key())
        return answer.status_code, answer.json().get("code", "")

    plan, group = {"step": "plan", "note": NOTE}, {"step": "group", "note": NOTE}
    before = await published(engine)
    assert await post("steps", plan) == (409, "warnings.step_not_due")
    assert await post("closing", {"reason": NOTE}) == (409, "warnings.steps_left")
    assert await published(engine) == before
    assert [(await post("steps", step))[0] for step in (group, plan)] == [201, 201]
    assert (await post("closing", {"reason": NOTE}))[0] == 200

    assert await post("steps", plan) == (409, "warnings.closed")
    assert await post("closing", {"reason": NOTE}) == (409, "warnings.closed")
    file = (await client.get(path, headers=officer())).json()
    assert [each["step"] for each in file["steps"]] == ["group", "plan"]
    assert file["warning"]["closing_reason"] == NOTE
    gone = await client.get(f"/warnings/{new_id()}", headers=officer())
    assert gone.json()["code"] == "warnings.not_found"


async def test_what_figures_foresaw_is_told_with_its_days(engine: Engine, relay: Relay) -> None:
    """A late payment foresees nothing, and neither does a drop after the trouble."""
    foreseen, unforeseen, healthy = (EnterpriseId(new_id()) for _ in range(3))
    for enterprise_id in (foreseen, healthy):
        await told(engine, relay, scored(enterprise_id, 700), scored(enterprise_id, 400))
    await told(engine, relay, overdue(foreseen, 35), overdue(unforeseen, 1))
    await told(engine, relay, overdue(unforeseen, 35), scored(unforeseen, 700))
    await told(engine, relay, scored(unforeseen, 400))

    async with open_tx(engine, SYSTEM) as tx:
        found = await list_foreseen(tx, [foreseen, unforeseen, healthy])

    assert found == {foreseen: 0, healthy: None}


async def test_a_late_step_is_escalated_once(engine: Engine, relay: Relay, work: Work) -> None:
    failed = RepaymentFailed(
        subject_id=new_id(),
        application_id=new_id(),
        enterprise_id=new_id(),
        institution_id=new_id(),
        repayment_id=new_id(),
        amount=YUAN,
        reason_code="no_money",
    )
    await told(engine, relay, failed)
    later = replace(work, clock=lambda: utc_now() + timedelta(hours=25))

    await escalate_late_cases.run(work)
    assert (await published(engine)).count("warnings.warning_escalated.v1") == 0
    for _ in range(2):
        await escalate_late_cases.run(later)

    assert (await published(engine)).count("warnings.warning_escalated.v1") == 1


async def test_what_warnings_were_worth_is_measured(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    warned, unwarned = new_id(), new_id()
    await told(engine, relay, overdue(warned, 1))
    await told(engine, relay, overdue(warned, 35), overdue(unwarned, 35))

    figures = (await client.get("/warnings/figures", headers=officer())).json()

    assert (figures["judged"], figures["right"]) == (1, 1)
    assert (figures["troubled"], figures["warned"], figures["median_lead_days"]) == (2, 1, 0)
    assert {each["level"]: each["open"] for each in figures["levels"]} == {
        "red": 2,
        "yellow": 0,
        "blue": 0,
    }


async def linked(engine: Engine, one: UUID, other: UUID) -> None:
    columns = {"group_id": min(one, other)}
    rows = [columns | {"enterprise_id": each} for each in (one, other)]
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(insert(member), rows)


def suspected(enterprise_id: UUID, code: str, weight: str = "strong") -> SuspicionNoted:
    return SuspicionNoted(
        subject_id=new_id(),
        enterprise_id=enterprise_id,
        application_id=None,
        source="invoices",
        code=code,
        weight=weight,
    )


async def test_while_a_loan_runs_suspicions_and_red_cases_of_its_group_are_signs(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    book = await given_book(engine, relay, Clock())
    await book.given_loan()
    borrower, kin, free = book.borrower, new_id(), new_id()
    await linked(engine, borrower, kin)

    await told(engine, relay, suspected(free, "invoice.tax_code"))
    await told(engine, relay, suspected(borrower, "invoice.tax_code", "weak"))
    assert await levels(engine) == []
    await told(engine, relay, overdue(kin, 40))
    await told(engine, relay, overdue(kin, 41))
    assert sorted(await levels(engine)) == [("red", "group"), ("yellow", "cause")]
    await told(engine, relay, suspected(borrower, "invoice.tax_code"))
    await told(engine, relay, suspected(borrower, "thing.pledged_at_peer"))

    query = {"enterprise_id": str(borrower)}
    [listed] = (await client.get("/warnings", params=query, headers=officer())).json()["items"]
    file = (await client.get(f"/warnings/{listed['id']}", headers=officer())).json()
    assert listed["level"] == "red"
    assert [each["sign"] for each in file["signals"]] == ["pledged_twice", "suspected", "group"]
