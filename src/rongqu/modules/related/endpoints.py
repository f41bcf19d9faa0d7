"""The API of related companies: parse, call, answer."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, MoneyBody, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import EnterpriseId, UserId, new_id
from rongqu.kernel.uscc import InvalidUscc, parse_uscc
from rongqu.modules.parties.public import (
    EnterpriseNotFound,
    find_enterprise_by_uscc,
    get_enterprise,
    list_party_names,
)
from rongqu.modules.related import permissions, queries, rules
from rongqu.modules.related.actions.end_link import end_link
from rongqu.modules.related.actions.note_debt import note_debt
from rongqu.modules.related.actions.note_link import note_link
from rongqu.modules.related.actions.settle_debt import settle_debt
from rongqu.modules.related.errors import (
    DebtNotFound,
    DebtNotYet,
    DebtTooSmall,
    LinkedToItself,
    LinkNotFound,
    LinkOn,
    ShareMissing,
)
from rongqu.modules.related.schemas import (
    DebtWishBody,
    LinkBody,
    LinkEndingBody,
    LinkWishBody,
    OutsideDebtBody,
    RelatedCompanyBody,
    RelatedFileBody,
)

router = module_router("related", prefix="/related")
CURRENCY = "CNY"


@router.get("/companies/{enterprise_id}", responses=problems(EnterpriseNotFound))
async def get_related_endpoint(tx: TxDep, enterprise_id: UUID) -> RelatedFileBody:
    """The group of a company with its links, and what it owes elsewhere."""
    tx.actor.require(permissions.VIEW)
    return await _file(tx, EnterpriseId(enterprise_id))


@router.post(
    "/companies/{enterprise_id}/links",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, EnterpriseNotFound, LinkedToItself, ShareMissing, LinkOn),
)
async def note_link_endpoint(tx: TxDep, enterprise_id: UUID, body: LinkWishBody) -> RelatedFileBody:
    tx.actor.require(permissions.NOTE)
    one = await get_enterprise(tx, EnterpriseId(enterprise_id))
    other = await _find(tx, body.other_code)
    await note_link(tx, body.to_link(new_id(), one.id, other, UserId(tx.actor.id), tx.now))
    return await _file(tx, one.id)


@router.post(
    "/companies/{enterprise_id}/links/{link_id}/ending",
    dependencies=[ONCE],
    responses=problems(KeyReused, EnterpriseNotFound, LinkNotFound),
)
async def end_link_endpoint(
    tx: TxDep, enterprise_id: UUID, link_id: UUID, body: LinkEndingBody
) -> RelatedFileBody:
    company = EnterpriseId(enterprise_id)
    await end_link(tx, company, link_id, body.reason)
    return await _file(tx, company)


@router.post(
    "/companies/{enterprise_id}/debts",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, EnterpriseNotFound, DebtTooSmall, DebtNotYet),
)
async def note_debt_endpoint(tx: TxDep, enterprise_id: UUID, body: DebtWishBody) -> RelatedFileBody:
    company = EnterpriseId(enterprise_id)
    await note_debt(tx, body.to_debt(new_id(), company, UserId(tx.actor.id), tx.now))
    return await _file(tx, company)


@router.post(
    "/debts/{debt_id}/settlement",
    dependencies=[ONCE],
    responses=problems(KeyReused, DebtNotFound, EnterpriseNotFound),
)
async def settle_debt_endpoint(tx: TxDep, debt_id: UUID) -> RelatedFileBody:
    return await _file(tx, await settle_debt(tx, debt_id))


async def _find(tx: Tx, code: str) -> EnterpriseId:
    try:
        found = await find_enterprise_by_uscc(tx, parse_uscc(code))
    except InvalidUscc as wrong:
        raise EnterpriseNotFound(enterprise_id=code) from wrong
    if found is None:
        raise EnterpriseNotFound(enterprise_id=code)
    return found.id


async def _file(tx: Tx, enterprise_id: EnterpriseId) -> RelatedFileBody:
    company = await get_enterprise(tx, enterprise_id)
    group = await queries.find_group(tx, company.id)
    links = await queries.list_links(tx, group.members)
    counting = rules.count_pairs(links, await queries.read_least_shares(tx))
    parties = {*group.members, *(each.left for each in links), *(each.right for each in links)}
    names = {each.id: each.name.reveal() for each in await list_party_names(tx, parties)}
    debts = await queries.list_debts(tx, company.id)
    return RelatedFileBody(
        company=RelatedCompanyBody.of(company.id, names),
        members=[RelatedCompanyBody.of(each, names) for each in group.members],
        links=[
            LinkBody.of(each, names, counts=frozenset({each.left, each.right}) in counting)
            for each in links
        ],
        debts=[OutsideDebtBody.of(debt) for debt in debts],
        group_debt=MoneyBody.of(await queries.sum_debts(tx, group.members, CURRENCY)),
    )
