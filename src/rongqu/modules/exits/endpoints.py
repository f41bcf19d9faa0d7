"""The API of exits: parse, call, answer with all exits of the offering."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, MoneyBody, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import OfferingId
from rongqu.modules.exits import errors, permissions, queries
from rongqu.modules.exits.actions.answer_exit import answer_exit
from rongqu.modules.exits.actions.propose_exit import propose_exit
from rongqu.modules.exits.actions.withdraw_exit import withdraw_exit
from rongqu.modules.exits.schemas import (
    ExitAnswerBody,
    ExitBody,
    ExitsBody,
    NewBuyBackBody,
    NewCompanySaleBody,
)
from rongqu.modules.exits.types import ExitId, NewExit
from rongqu.modules.investing.public import (
    NotActive,
    NotEnoughMoney,
    OfferingNotFound,
    OfferingStatus,
    get_visible_offering,
)

router = module_router("exits", prefix="/exits")


@router.get("/offerings/{offering_id}", responses=problems(OfferingNotFound))
async def list_exits_endpoint(tx: TxDep, offering_id: UUID) -> ExitsBody:
    tx.actor.require(permissions.VIEW)
    return await _body(tx, OfferingId(offering_id))


@router.post(
    "/offerings/{offering_id}/buy-backs",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        OfferingNotFound,
        NotActive,
        NotEnoughMoney,
        errors.ExitIdTaken,
        errors.ExitUnderWay,
        errors.TooFewDays,
        errors.BuyBackOutsidePolicy,
        errors.BuyBackTooLarge,
    ),
)
async def propose_buy_back_endpoint(
    tx: TxDep, offering_id: UUID, body: NewBuyBackBody
) -> ExitsBody:
    return await _propose(tx, body.to_new(offering_id))


@router.post(
    "/offerings/{offering_id}/company-sales",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        OfferingNotFound,
        NotActive,
        NotEnoughMoney,
        errors.ExitIdTaken,
        errors.ExitUnderWay,
        errors.TooFewDays,
    ),
)
async def propose_company_sale_endpoint(
    tx: TxDep, offering_id: UUID, body: NewCompanySaleBody
) -> ExitsBody:
    return await _propose(tx, body.to_new(offering_id))


@router.post(
    "/{exit_id}/answer",
    dependencies=[ONCE],
    responses=problems(KeyReused, errors.ExitNotFound, errors.ExitOver, errors.NotAsked),
)
async def answer_exit_endpoint(tx: TxDep, exit_id: UUID, body: ExitAnswerBody) -> ExitsBody:
    return await _body(tx, await answer_exit(tx, ExitId(exit_id), accepts=body.accepts))


@router.post(
    "/{exit_id}/withdrawal",
    dependencies=[ONCE],
    responses=problems(KeyReused, errors.ExitNotFound, errors.ExitOver),
)
async def withdraw_exit_endpoint(tx: TxDep, exit_id: UUID) -> ExitsBody:
    return await _body(tx, await withdraw_exit(tx, ExitId(exit_id)))


async def _propose(tx: Tx, wished: NewExit) -> ExitsBody:
    await propose_exit(tx, wished)
    return await _body(tx, wished.offering_id)


async def _body(tx: Tx, offering_id: OfferingId) -> ExitsBody:
    offering = await get_visible_offering(tx, offering_id)
    exits = await queries.list_exits(tx, offering_id)
    answers = await queries.list_own_answers(tx, exits)
    is_issuer = offering.issuer_id == tx.actor.organisation
    is_free = not any(each.status in queries.UNDER_WAY for each in exits)
    return ExitsBody(
        title=offering.title,
        outstanding=MoneyBody.of(offering.outstanding),
        may_propose=is_issuer and is_free and offering.status is OfferingStatus.ACTIVE,
        is_issuer=is_issuer,
        exits=[ExitBody.of(each, answers.get(each.id), tx.now) for each in exits],
    )
