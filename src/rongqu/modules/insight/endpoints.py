"""The cockpit's API: figures, and the rows behind each of them under the same filter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import Depends, Query

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import PageDep, SliceBody, TxDep, module_router
from rongqu.kernel.dates import first_of_month
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.identity.public import name_organisations
from rongqu.modules.insight import permissions, queries, rules
from rongqu.modules.insight.cockpit import read_cockpit
from rongqu.modules.insight.errors import MonthsReversed
from rongqu.modules.insight.schemas import ApplicationRowBody, CockpitBody, LoanRowBody
from rongqu.modules.insight.types import ApplicationRow, Bucket, Filter, LoanRow

router = module_router("insight", prefix="/insight")


def _filter(
    first_month: Annotated[date | None, Query(description="any day of it")] = None,
    last_month: Annotated[date | None, Query(description="any day of it")] = None,
    province: Annotated[str | None, Query(pattern=r"^[0-9]{2}$")] = None,
    industry: Annotated[str | None, Query(max_length=6, pattern=r"^[A-Z]?[0-9]*$")] = None,
    product_kind: Annotated[str | None, Query(max_length=40)] = None,
) -> Filter:
    return Filter(
        first_month=first_month and first_of_month(first_month),
        last_month=last_month and first_of_month(last_month),
        province=province,
        industry=industry,
        product_kind=product_kind,
    )


FilterDep = Annotated[Filter, Depends(_filter)]


@router.get("/cockpit", responses=problems(MonthsReversed))
async def get_cockpit_endpoint(tx: TxDep, wish: FilterDep) -> CockpitBody:
    return CockpitBody.of(await read_cockpit(tx, wish))


@router.get("/applications", responses=problems(MonthsReversed))
async def list_cockpit_applications_endpoint(
    tx: TxDep, wish: FilterDep, page: PageDep, stage: Annotated[list[str] | None, Query()] = None
) -> SliceBody[ApplicationRowBody]:
    tx.actor.require(permissions.VIEW)
    rules.check_months(wish)
    found = await queries.list_applications(tx, wish, page, stage or ())
    names = await _names_of(tx, found.items)
    return SliceBody[ApplicationRowBody](
        items=[ApplicationRowBody.of(row, names) for row in found.items],
        next_cursor=found.next_cursor,
    )


@router.get("/loans", responses=problems(MonthsReversed))
async def list_cockpit_loans_endpoint(
    tx: TxDep,
    wish: FilterDep,
    page: PageDep,
    bucket: Annotated[list[Bucket] | None, Query()] = None,
) -> SliceBody[LoanRowBody]:
    tx.actor.require(permissions.VIEW)
    rules.check_months(wish)
    found = await queries.list_loans(tx, wish, page, bucket or ())
    names = await _names_of(tx, found.items)
    return SliceBody[LoanRowBody](
        items=[LoanRowBody.of(row, names) for row in found.items], next_cursor=found.next_cursor
    )


async def _names_of(
    tx: Tx, rows: tuple[ApplicationRow, ...] | tuple[LoanRow, ...]
) -> Mapping[OrganisationId, str]:
    ids = {each for row in rows for each in (row.enterprise_id, row.institution_id)}
    return await name_organisations(tx, ids)
