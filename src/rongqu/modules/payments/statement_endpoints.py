"""The API of statements and breaks: parse, call, answer. `endpoints.py` adds to its router."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, PageDep, SettingDep, SliceBody, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import BreakId, StatementId
from rongqu.modules.compliance.public import ApprovalPending, AskedApprovalBody, find_pending
from rongqu.modules.identity.public import name_people
from rongqu.modules.payments import errors, permissions
from rongqu.modules.payments import statement_queries as statements
from rongqu.modules.payments.actions.ask_for_statements import ask_for_statements
from rongqu.modules.payments.actions.ask_write_off import ask_write_off
from rongqu.modules.payments.actions.assign_break import assign_break
from rongqu.modules.payments.actions.import_statement import import_statement
from rongqu.modules.payments.ports import CustodyBank
from rongqu.modules.payments.statement_files import STATEMENT_BODY, ReceivedDep
from rongqu.modules.payments.statement_schemas import (
    AssignmentBody,
    BankLineBody,
    BankLinesBody,
    BankStatementBody,
    BankStatementsBody,
    BreakBody,
    BreakDetailBody,
    BreakFilterQuery,
    NameOf,
    OpenBreaksBody,
    WriteOffAskedBody,
)
from rongqu.modules.payments.types import WRITE_OFF, Break

router = module_router("payments", prefix="/payments")

DOCUMENT = (
    errors.StatementTooLarge,
    errors.StatementNotXml,
    errors.StatementXmlForbidden,
    errors.StatementNotCamt,
    errors.StatementIncomplete,
    errors.StatementCurrencyUnknown,
)
CONTENT = (
    errors.StatementAccountUnknown,
    errors.StatementOutOfBalance,
    errors.StatementDoesNotFollow,
    errors.StatementKnown,
    errors.StatementDiffers,
)


async def _names(tx: Tx, items: Iterable[Break]) -> NameOf:
    people = {who for each in items for who in (each.assigned_to, each.closed_by) if who}
    return dict(await name_people(tx, people))


async def _body(tx: Tx, item: Break) -> BreakBody:
    return BreakBody.of(item, tx.business_date, await _names(tx, [item]))


@router.get("/statements", responses=problems())
async def list_bank_statements_endpoint(tx: TxDep, page: PageDep) -> SliceBody[BankStatementBody]:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    found = await statements.list_statements(tx, page)
    items = [BankStatementBody.of(each) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.put(
    "/statements/{statement_id}",
    responses=problems(*DOCUMENT, *CONTENT),
    openapi_extra=STATEMENT_BODY,
)
async def import_bank_statement_endpoint(
    received: ReceivedDep, tx: TxDep, setting: SettingDep
) -> BankStatementsBody:
    """A camt.053 document. Read and understood before the transaction opens: it comes first."""
    agreement = setting.port(CustodyBank).agreement
    taken = [await import_statement(tx, each, agreement) for each in received]
    return BankStatementsBody(items=[BankStatementBody.of(each) for each in taken])


@router.post("/statement-fetches", status_code=202, dependencies=[ONCE], responses=problems())
async def fetch_bank_statements_endpoint(tx: TxDep) -> None:
    """Have the bank asked for the days that are missing."""
    await ask_for_statements(tx)


@router.get("/statements/{statement_id}", responses=problems(errors.StatementNotFound))
async def get_bank_statement_endpoint(tx: TxDep, statement_id: UUID) -> BankStatementBody:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    return BankStatementBody.of(await statements.get_statement(tx, StatementId(statement_id)))


@router.get("/statements/{statement_id}/lines", responses=problems())
async def list_bank_statement_lines_endpoint(
    tx: TxDep,
    statement_id: UUID,
    after: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    only_breaks: bool = False,
) -> BankLinesBody:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    known_id = StatementId(statement_id)
    found = await statements.list_lines(tx, known_id, after, limit + 1, only_breaks=only_breaks)
    shown = found[:limit]
    return BankLinesBody(
        items=[BankLineBody.of(each) for each in shown],
        next_after=shown[-1].line.number if len(found) > limit else None,
    )


@router.get("/breaks", responses=problems())
async def list_breaks_endpoint(
    tx: TxDep, page: PageDep, wanted: Annotated[BreakFilterQuery, Depends()]
) -> SliceBody[BreakBody]:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    found = await statements.list_breaks(tx, wanted.to_filter(), page)
    names = await _names(tx, found.items)
    items = [BreakBody.of(each, tx.business_date, names) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/break-summary", responses=problems())
async def get_break_summary_endpoint(tx: TxDep) -> OpenBreaksBody:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    return OpenBreaksBody.of(await statements.summarise_breaks(tx))


@router.get("/breaks/{break_id}", responses=problems(errors.BreakNotFound))
async def get_break_endpoint(tx: TxDep, break_id: UUID) -> BreakDetailBody:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    item = await statements.get_break(tx, BreakId(break_id))
    lines = await statements.list_lines_of_break(tx, item.id)
    asked = await find_pending(tx, WRITE_OFF, str(item.id))
    names = await name_people(tx, {asked.asked_by} if asked else set())
    return BreakDetailBody(
        item=await _body(tx, item),
        lines=[BankLineBody.of(each) for each in lines],
        write_off=AskedApprovalBody.of(asked, names.get(asked.asked_by)) if asked else None,
    )


@router.post(
    "/breaks/{break_id}/assignment",
    dependencies=[ONCE],
    responses=problems(KeyReused, errors.BreakNotFound, errors.BreakClosed),
)
async def assign_break_endpoint(tx: TxDep, break_id: UUID, body: AssignmentBody) -> BreakBody:
    assignee = tx.actor.id if body.is_mine else None
    return await _body(tx, await assign_break(tx, BreakId(break_id), assignee))


@router.post(
    "/breaks/{break_id}/write-off",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused, errors.BreakNotFound, errors.BreakClosed, errors.BreakHasWay, ApprovalPending
    ),
)
async def ask_write_off_endpoint(
    tx: TxDep, break_id: UUID, body: WriteOffAskedBody
) -> AskedApprovalBody:
    asked = await ask_write_off(tx, BreakId(break_id), body.remark)
    names = await name_people(tx, {asked.asked_by})
    return AskedApprovalBody.of(asked, names.get(asked.asked_by))
