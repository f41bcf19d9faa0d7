"""What was shown and chosen is kept; an order is tried once two people agree, and ends by rule."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from httpx2 import AsyncClient, Response
from sqlalchemy import text

from rongqu.infra.database import Engine
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM, Actor, Portal
from rongqu.kernel.ids import EnterpriseId, OrganisationId, ProductId, new_id
from rongqu.modules.models.public import Tree
from rongqu.modules.ranking import queries
from rongqu.modules.ranking.actions.follow_application import follow_application
from rongqu.modules.ranking.actions.keep_ranking import keep_ranking
from rongqu.modules.ranking.actions.note_stage import note_stage
from rongqu.modules.ranking.actions.order_offers import order_offers
from rongqu.modules.ranking.actions.watch_experiment import watch_experiment
from rongqu.modules.ranking.learning import Learned
from rongqu.modules.ranking.types import Arm, Candidate, Question, StopCode
from tests.builders.actors import given_actor, new_key, signed_in
from tests.builders.events import published
from tests.modules.ranking.test_rules import FIGURES

FEWER_PAPERS = Tree(
    features=(9,),
    thresholds=(3.0,),
    nan_left=(True,),
    lefts=(~0,),
    rights=(~1,),
    leaves=(1.0, 0.0),
    means=(0.5,),
)
"""Who asks for three papers or fewer comes first."""
SHOWN_TO_EIGHTY = """
    INSERT INTO ranking.showing
    SELECT gen_random_uuid(), gen_random_uuid(), current_date, '', NULL, :experiment, arm, '[]',
           now()
    FROM generate_series(1, 40), (VALUES ('rules'), ('learned')) AS arms (arm)
"""
REFUSED_WHERE_LEARNED = """
    INSERT INTO ranking.outcome
    SELECT gen_random_uuid(), enterprise_id, gen_random_uuid(), id, now(), now(),
           CASE arm WHEN 'rules' THEN now() END, CASE arm WHEN 'learned' THEN now() END, NULL
    FROM ranking.showing
"""
STAFF = new_id()
ASKER = signed_in("ranking:view", "ranking:ask", organisation=STAFF, portal=Portal.OPERATIONS)
SECOND = signed_in("ranking:view", "ranking:approve", organisation=STAFF, portal=Portal.OPERATIONS)


def a_question(company: EnterpriseId, *papers: int) -> Question:
    return Question(
        enterprise_id=company,
        wish="50000000|12||",
        priority=None,
        candidates=tuple(
            Candidate(
                product_id=ProductId(new_id()),
                institution_id=OrganisationId(new_id()),
                yearly_cost=0.05,
                days=3,
                fit=1.0,
                amount=500_000.0,
                months=12,
                grade=1,
                papers=each,
                collateral=0,
            )
            for each in papers
        ),
    )


async def show(engine: Engine, asked: Question, actor: Actor | None = None) -> tuple[int, ...]:
    own = given_actor("matching:match", organisation=asked.enterprise_id)
    async with open_tx(engine, actor or own) as tx:
        return await order_offers(tx, asked)


async def keep(engine: Engine, gain_low: float = 0.02) -> int:
    learned = Learned(trees=(FEWER_PAPERS,), figures=replace(FIGURES, gain_low=gain_low))
    async with open_tx(engine, SYSTEM) as tx:
        return (await keep_ranking(tx, learned)).number


async def ask(client: AsyncClient, number: int, share: str = "0.5") -> Response:
    body = {"number": number, "share": share, "reason": "试行学到的排序"}
    return await client.post("/ranking/serving", json=body, headers=ASKER | new_key())


async def serve(client: AsyncClient, number: int) -> None:
    assert (await ask(client, number)).status_code == 201
    [waiting] = (await client.get("/approvals?status=proposed", headers=SECOND)).json()["items"]
    path = f"/approvals/{waiting['id']}/approval"
    assert (await client.post(path, headers=ASKER | new_key())).status_code == 403
    assert (await client.post(path, headers=SECOND | new_key())).status_code == 200


async def counted(engine: Engine, what: str) -> int:
    async with engine.connect(PLATFORM) as connection:
        return (await connection.execute(text(f"SELECT count(*) FROM ranking.{what}"))).scalar_one()


async def test_what_was_shown_is_kept_once_with_what_became_of_it(engine: Engine) -> None:
    company = EnterpriseId(new_id())
    asked = a_question(company, 5, 2)
    assert await show(engine, asked) == await show(engine, asked) == (0, 1)
    staff = given_actor("matching:match_everywhere", portal=Portal.OPERATIONS)
    await show(engine, replace(asked, wish="another"), staff)
    await show(engine, replace(asked, wish=None))
    assert await counted(engine, "showing") == 1

    async def tell(application: UUID, product: ProductId, *stages: str) -> None:
        for stage in stages:
            async with open_tx(engine, SYSTEM) as tx:
                if stage == "started":
                    await follow_application(tx, application, company, product)
                else:
                    await note_stage(tx, application, company, stage)

    first, second = asked.candidates[0].product_id, asked.candidates[1].product_id
    funded = ("started", "started", "submitted", "contract", "active", "active")
    await tell(new_id(), second, *funded)
    await tell(new_id(), first, "submitted", "rejected", "started", "review")
    await tell(new_id(), ProductId(new_id()), "started")
    async with open_tx(engine, SYSTEM) as tx:
        [arm] = await queries.read_arms(tx, None)
        [shown] = await queries.list_shown(tx)
    assert (arm.arm, arm.companies, arm.lists, arm.opened) == (Arm.RULES, 1, 1, 2)
    assert (arm.applied, arm.approved, arm.refused, arm.funded) == (2, 1, 1, 1)
    assert (shown.worth, shown.places) == ((1, 4), (0, 1))
    assert shown.candidates == asked.candidates


async def test_an_order_is_served_to_its_arm_once_two_people_agree(
    client: AsyncClient, engine: Engine
) -> None:
    unsure, sure = await keep(engine, gain_low=0.0), await keep(engine)
    refused = [
        (await ask(client, unsure)).json()["code"],
        (await ask(client, 99)).json()["code"],
        (await ask(client, sure, share="0.51")).json()["code"],
        (await ask(client, sure, share="0.0")).json()["code"],
    ]
    outside = "ranking.share_outside_policy"
    assert refused == ["ranking.not_better", "ranking.not_found", outside, outside]
    await serve(client, sure)

    orders = [await show(engine, a_question(EnterpriseId(new_id()), 5, 2)) for _ in range(24)]
    assert {(0, 1), (1, 0)} == set(orders)
    page = (await client.get("/ranking", headers=ASKER)).json()
    arms = {each["arm"]: each["lists"] for each in page["experiments"][0]["arms"]}
    assert arms == {"rules": orders.count((0, 1)), "learned": orders.count((1, 0))}
    assert page["recorded"]["lists"] == 0

    end = {"reason": "先按规则排序"}
    stopped = await client.post("/ranking/serving/end", json=end, headers=ASKER | new_key())
    again = await client.post("/ranking/serving/end", json=end, headers=ASKER | new_key())
    assert stopped.json()["experiments"][0]["stop_code"] == "person"
    assert again.json()["code"] == "ranking.nothing_runs"
    assert await show(engine, a_question(EnterpriseId(new_id()), 5, 2)) == (0, 1)
    news = [each for each in await published(engine) if each.startswith("ranking.")]
    assert news == ["ranking.learned.v1"] * 2 + [
        "ranking.experiment_started.v1",
        "ranking.experiment_stopped.v1",
    ]


async def test_a_worse_order_ends_by_itself_and_another_takes_its_place(
    client: AsyncClient, engine: Engine
) -> None:
    number = await keep(engine)
    await serve(client, number)
    await serve(client, number)
    async with open_tx(engine, SYSTEM) as tx:
        await watch_experiment(tx)
        running, replaced = await queries.list_experiments(tx)
    assert (running.stop_code, replaced.stop_code) == (None, StopCode.REPLACED)
    assert running.share == Decimal("0.5")

    async with engine.begin(PLATFORM) as connection:
        await connection.execute(text(SHOWN_TO_EIGHTY), {"experiment": running.id})
        await connection.execute(text(REFUSED_WHERE_LEARNED))
    for _ in range(2):
        async with open_tx(engine, SYSTEM) as tx:
            await watch_experiment(tx)
            assert await queries.find_running(tx) is None
            assert (await queries.list_experiments(tx))[0].stop_code is StopCode.REFUSALS
