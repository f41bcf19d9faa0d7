"""What goes out of the loan book: a loan's plan and its statement, as files."""

from __future__ import annotations

from uuid import UUID

from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import TxDep, part_router
from rongqu.kernel.ids import LoanId
from rongqu.modules.bookings.spreadsheet import to_csv
from rongqu.modules.bookings.statement import (
    Statement,
    make_statement,
    render_pdf,
    render_workbook,
)
from rongqu.modules.servicing.public import (
    VIEW,
    LoanNotFound,
    get_loan,
    get_standing,
    list_facts,
    list_instalments,
)

router = part_router("bookings", "/loans")
CSV, PDF = "text/csv; charset=utf-8", "application/pdf"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/{loan_id}/schedule.csv", response_class=Response, responses=problems(LoanNotFound))
async def get_schedule_csv_endpoint(tx: TxDep, loan_id: UUID) -> Response:
    """For a spreadsheet: UTF-8 with a mark at the beginning, which Excel needs to read Chinese."""
    tx.actor.require(VIEW)
    loan = await get_loan(tx, LoanId(loan_id))
    plan = to_csv(await list_instalments(tx, loan))
    return _download(plan.encode(), CSV, f"schedule-{loan.id}.csv")


@router.get("/{loan_id}/statement.pdf", response_class=Response, responses=problems(LoanNotFound))
async def get_statement_pdf_endpoint(tx: TxDep, loan_id: UUID) -> Response:
    """The loan, its plan and its history on paper."""
    tx.actor.require(VIEW)
    statement = await _statement_of(tx, LoanId(loan_id))
    pdf = await run_in_threadpool(render_pdf, statement)
    return _download(pdf, PDF, f"statement-{loan_id}.pdf")


@router.get("/{loan_id}/statement.xlsx", response_class=Response, responses=problems(LoanNotFound))
async def get_statement_workbook_endpoint(tx: TxDep, loan_id: UUID) -> Response:
    tx.actor.require(VIEW)
    statement = await _statement_of(tx, LoanId(loan_id))
    workbook = await run_in_threadpool(render_workbook, statement)
    return _download(workbook, WORKBOOK, f"statement-{loan_id}.xlsx")


def _download(content: bytes, media_type: str, name: str) -> Response:
    return Response(
        content,
        media_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


async def _statement_of(tx: Tx, loan_id: LoanId) -> Statement:
    loan = await get_loan(tx, loan_id)
    standing = await get_standing(tx, loan, tx.business_date)
    return make_statement(standing, await list_facts(tx, loan))
