"""The API of investing: parse, call, answer. The project hall, suitability and orders."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, MoneyBody, PageDep, SliceBody, TxDep, module_router
from rongqu.kernel.actor import Portal
from rongqu.kernel.errors import KeyReused, NotFound
from rongqu.kernel.ids import OfferingId, SubscriptionId
from rongqu.modules.compliance.public import ApprovalPending
from rongqu.modules.identity.public import name_organisations
from rongqu.modules.investing import permissions, queries, rules
from rongqu.modules.investing.actions.ask_qualification import ask_qualification
from rongqu.modules.investing.actions.assess_investor import assess_investor
from rongqu.modules.investing.actions.change_plan import change_plan
from rongqu.modules.investing.actions.distribute import distribute
from rongqu.modules.investing.actions.propose_offering import propose_offering
from rongqu.modules.investing.actions.subscribe import subscribe
from rongqu.modules.investing.actions.withdraw_subscription import withdraw_subscription
from rongqu.modules.investing.errors import (
    AboveOutstanding,
    AboveRemainder,
    AmountNotOrderable,
    AmountsOutOfOrder,
    AnswersIncomplete,
    AssessedTooOften,
    ClosesTooSoon,
    CoolingOffOver,
    DisclosureMissing,
    DistributionIdTaken,
    DistributionUnderWay,
    NotActive,
    NotAnInvestor,
    NotEnoughMoney,
    NotSuitable,
    OfferingIdTaken,
    OfferingNotFound,
    OfferingNotOpen,
    PlanNotSound,
    ProofTooLow,
    RateOutsidePolicy,
    RiskUnderstated,
    SubscriptionIdTaken,
    SubscriptionNotFound,
    TextSevere,
    TradesUnderWay,
    UnknownQuestionnaire,
)
from rongqu.modules.investing.market_endpoints import router as market_router
from rongqu.modules.investing.plans.queries import get_plan
from rongqu.modules.investing.queries import OfferingFilter
from rongqu.modules.investing.schemas import (
    AutoPlanBody,
    DistributionBody,
    DrawBody,
    DrawnBody,
    NewAutoPlanBody,
    NewDistributionBody,
    NewOfferingBody,
    NewSubscriptionBody,
    OfferingBody,
    SubscriptionBody,
)
from rongqu.modules.investing.suitability import queries as suitability
from rongqu.modules.investing.suitability.buying import find_refusals_of
from rongqu.modules.investing.suitability.questionnaire import questionnaire_in_force
from rongqu.modules.investing.suitability.schemas import (
    AnswersBody,
    InvestorStandingBody,
    KindBody,
    QualifiedProofBody,
    QuestionnaireBody,
    RiskAssessmentBody,
)
from rongqu.modules.investing.suitability.types import Standing
from rongqu.modules.investing.types import InvestmentKind, Offering, OfferingStatus

router = module_router("investing", prefix="/investing")
routers = (router, market_router)


@router.get("/questionnaire", responses=problems())
async def get_questionnaire_endpoint(tx: TxDep) -> QuestionnaireBody:
    tx.actor.require(permissions.VIEW)
    return QuestionnaireBody.of(questionnaire_in_force())


@router.get("/standing", responses=problems(NotAnInvestor))
async def get_own_standing_endpoint(tx: TxDep) -> InvestorStandingBody:
    """How well one's own organisation is known, and how much risk it can bear."""
    tx.actor.require(permissions.VIEW)
    standing = await suitability.get_standing(tx, tx.actor.organisation)
    return InvestorStandingBody.of(standing, tx.business_date)


@router.post(
    "/assessments",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused, NotAnInvestor, UnknownQuestionnaire, AnswersIncomplete, AssessedTooOften
    ),
)
async def assess_investor_endpoint(tx: TxDep, body: AnswersBody) -> RiskAssessmentBody:
    return RiskAssessmentBody.of(await assess_investor(tx, body.version, body.answers))


@router.post(
    "/qualifications",
    status_code=202,
    dependencies=[ONCE],
    responses=problems(KeyReused, NotAnInvestor, ProofTooLow, ApprovalPending),
)
async def ask_qualification_endpoint(tx: TxDep, body: QualifiedProofBody) -> None:
    await ask_qualification(tx, body.to_proof(tx.actor.organisation))


@router.get("/kinds", responses=problems())
async def list_investment_kinds_endpoint(tx: TxDep) -> list[KindBody]:
    tx.actor.require(permissions.VIEW)
    kinds = rules.kind_rules()
    limits = await suitability.read_limits_of(tx, kinds)
    return [KindBody.of(kind, rule, limits[kind]) for kind, rule in kinds.items()]


def _filter(
    kind: Annotated[InvestmentKind | None, Query()] = None,
    status: Annotated[OfferingStatus | None, Query()] = None,
    highest_class: Annotated[int | None, Query(ge=1, le=5)] = None,
    longest: Annotated[int | None, Query(ge=1, le=360, description="Months")] = None,
    region: Annotated[str | None, Query(pattern=r"^[0-9]{2,6}$")] = None,
) -> OfferingFilter:
    return OfferingFilter(
        kind=kind, status=status, highest_class=highest_class, longest=longest, region=region
    )


@router.get("/offerings", responses=problems())
async def list_offerings_endpoint(
    tx: TxDep, page: PageDep, wanted: Annotated[OfferingFilter, Depends(_filter)]
) -> SliceBody[OfferingBody]:
    """The project hall; of an issuer, its own desk."""
    issues = tx.actor.portal in (Portal.ENTERPRISE, Portal.INSTITUTION)
    only = replace(wanted, issuer_id=tx.actor.organisation) if issues else wanted
    found = await queries.list_offerings(tx, only, page)
    return SliceBody(items=await _bodies(tx, found.items), next_cursor=found.next_cursor)


@router.get("/offerings/{offering_id}", responses=problems(OfferingNotFound))
async def get_offering_endpoint(tx: TxDep, offering_id: UUID) -> OfferingBody:
    offering = await queries.get_visible_offering(tx, OfferingId(offering_id))
    return (await _bodies(tx, [offering]))[0]


@router.post(
    "/offerings",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        AmountsOutOfOrder,
        RateOutsidePolicy,
        RiskUnderstated,
        DisclosureMissing,
        ClosesTooSoon,
        TextSevere,
        OfferingIdTaken,
        ApprovalPending,
    ),
)
async def propose_offering_endpoint(tx: TxDep, body: NewOfferingBody) -> OfferingBody:
    offering = await propose_offering(tx, OfferingId(body.id), body.to_terms())
    return (await _bodies(tx, [offering]))[0]


@router.get("/offerings/{offering_id}/draw", responses=problems(OfferingNotFound))
async def get_draw_endpoint(tx: TxDep, offering_id: UUID) -> DrawBody:
    """Who got how much, by order, and the seed: for whoever wants to draw again."""
    offering = await queries.get_visible_offering(tx, OfferingId(offering_id))
    drawn = [] if offering.seed is None else await queries.list_drawn(tx, offering.id)
    return DrawBody(
        commitment=offering.commitment,
        seed=offering.seed,
        orders=[
            DrawnBody(
                id=each.id, amount=MoneyBody.of(each.amount), allotted=MoneyBody.of(each.allotted)
            )
            for each in drawn
            if each.allotted is not None
        ],
    )


@router.post(
    "/offerings/{offering_id}/subscriptions",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        OfferingNotFound,
        NotAnInvestor,
        OfferingNotOpen,
        AmountNotOrderable,
        NotSuitable,
        NotEnoughMoney,
        AboveRemainder,
        SubscriptionIdTaken,
    ),
)
async def subscribe_endpoint(
    tx: TxDep, offering_id: UUID, body: NewSubscriptionBody
) -> SubscriptionBody:
    placed = await subscribe(tx, body.to_wish(offering_id))
    offering = await queries.get_offering(tx, placed.offering_id)
    return SubscriptionBody.of(placed, offering.title, tx.now)


@router.get("/subscriptions", responses=problems())
async def list_subscriptions_endpoint(
    tx: TxDep, page: PageDep, offering_id: UUID | None = None
) -> SliceBody[SubscriptionBody]:
    only = None if offering_id is None else OfferingId(offering_id)
    found = await queries.list_own_subscriptions(tx, page, only)
    offerings = await queries.get_offerings(tx, {each.offering_id for each in found.items})
    items = [
        SubscriptionBody.of(each, offerings[each.offering_id].title, tx.now) for each in found.items
    ]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.post(
    "/subscriptions/{subscription_id}/withdrawal",
    dependencies=[ONCE],
    responses=problems(KeyReused, SubscriptionNotFound, CoolingOffOver),
)
async def withdraw_subscription_endpoint(tx: TxDep, subscription_id: UUID) -> SubscriptionBody:
    withdrawn = await withdraw_subscription(tx, SubscriptionId(subscription_id))
    offering = await queries.get_offering(tx, withdrawn.offering_id)
    return SubscriptionBody.of(withdrawn, offering.title, tx.now)


@router.post(
    "/offerings/{offering_id}/distributions",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        OfferingNotFound,
        NotActive,
        AboveOutstanding,
        NotEnoughMoney,
        DistributionUnderWay,
        TradesUnderWay,
        DistributionIdTaken,
    ),
)
async def distribute_endpoint(
    tx: TxDep, offering_id: UUID, body: NewDistributionBody
) -> DistributionBody:
    """The issuer pays all holders."""
    return DistributionBody(holders=await distribute(tx, body.to_wish(offering_id)))


@router.get("/plan", responses=problems(NotFound))
async def get_auto_plan_endpoint(tx: TxDep) -> AutoPlanBody:
    """One's own plan of automatic investment; not found where there has never been one."""
    return AutoPlanBody.of(await get_plan(tx))


@router.put("/plan", responses=problems(NotAnInvestor, PlanNotSound))
async def change_auto_plan_endpoint(tx: TxDep, body: NewAutoPlanBody) -> AutoPlanBody:
    return AutoPlanBody.of(await change_plan(tx, body.to_plan()))


async def _bodies(tx: Tx, offerings: list[Offering] | tuple[Offering, ...]) -> list[OfferingBody]:
    names = await name_organisations(tx, {each.issuer_id for each in offerings})
    standing = await _find_standing(tx)
    refusals = {} if standing is None else await find_refusals_of(tx, offerings, standing)
    return [
        OfferingBody.of(each, names.get(each.issuer_id, ""), tx.now, refusals.get(each.id, ()))
        for each in offerings
    ]


async def _find_standing(tx: Tx) -> Standing | None:
    """Only of investors: to others a project page says nothing about themselves."""
    if tx.actor.portal is not Portal.INVESTOR:
        return None
    try:
        return await suitability.get_standing(tx, tx.actor.organisation)
    except NotAnInvestor:
        return None
