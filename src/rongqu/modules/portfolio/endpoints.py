"""The portfolio's API: figures, and the rows behind each of them under the same filter."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from rongqu.infra.problems import problems
from rongqu.infra.web import PageDep, SliceBody, TxDep, module_router
from rongqu.modules.identity.public import name_organisations
from rongqu.modules.portfolio import permissions, queries
from rongqu.modules.portfolio.errors import FactorTwice
from rongqu.modules.portfolio.quality.queries import read_quality
from rongqu.modules.portfolio.quality.schemas import QualityBody
from rongqu.modules.portfolio.schemas import (
    ExposureBody,
    RiskPortfolioBody,
    RiskSumBody,
    StressResultBody,
    StressWishBody,
)
from rongqu.modules.portfolio.stress import try_stress
from rongqu.modules.portfolio.types import Filter
from rongqu.modules.servicing.public import VIEW_EVERYWHERE

router = module_router("portfolio", prefix="/portfolio")

Band = Annotated[int | None, Query(ge=0, le=queries.BANDS)]
Code = Annotated[str | None, Query(max_length=40)]


def _where(
    industry: Code = None, region: Code = None, grade: Code = None, collateral: Code = None
) -> Filter:
    return Filter(industry=industry, region=region, grade=grade, collateral=collateral)


def _filter(
    where: Annotated[Filter, Depends(_where)],
    pd_band: Band = None,
    loss_band: Band = None,
    borrower: Annotated[UUID | None, Query()] = None,
    group: Annotated[UUID | None, Query()] = None,
) -> Filter:
    """Bands count from 0, the best."""
    return replace(where, pd_band=pd_band, loss_band=loss_band, borrower=borrower, group=group)


FilterDep = Annotated[Filter, Depends(_filter)]


@router.get("/risk", responses=problems())
async def get_risk_portfolio_endpoint(tx: TxDep) -> RiskPortfolioBody:
    """Expected loss, the matrix of chance and loss, concentration, migration, reserves."""
    tx.actor.require(permissions.VIEW)
    return RiskPortfolioBody.of(await queries.read_book(tx))


@router.get("/exposures", responses=problems())
async def list_exposures_endpoint(
    tx: TxDep, page: PageDep, wanted: FilterDep
) -> SliceBody[ExposureBody]:
    """Loans in the books and what is approved and not paid out yet, the latest first."""
    tx.actor.require(permissions.VIEW)
    found = await queries.list_exposures(tx, wanted, page)
    names = await name_organisations(tx, {each.institution_id for each in found.items})
    items = [ExposureBody.of(each, names) for each in found.items]
    return SliceBody[ExposureBody](items=items, next_cursor=found.next_cursor)


@router.get("/exposures/sum", responses=problems())
async def sum_exposures_endpoint(tx: TxDep, wanted: FilterDep) -> RiskSumBody:
    """Of all rows under the filter."""
    tx.actor.require(permissions.VIEW)
    return RiskSumBody.of(await queries.sum_exposures(tx, wanted))


@router.get("/quality", responses=problems())
async def get_quality_endpoint(tx: TxDep) -> QualityBody:
    """Roll rates and vintages of the whole book, as of the last day's end."""
    tx.actor.require(VIEW_EVERYWHERE)
    return QualityBody.of(await read_quality(tx))


@router.post("/stress-tests", responses=problems(FactorTwice))
async def try_stress_endpoint(tx: TxDep, body: StressWishBody) -> StressResultBody:
    """What the book would cost if more of it defaulted; nothing is written."""
    return StressResultBody.of(await try_stress(tx, body.to_stress()))
