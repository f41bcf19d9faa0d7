"""Take a statement of the custody bank, and explain every line of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert

from rongqu.events.payments import BreakOpened, StatementImported
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import BreakId, StatementId, new_id
from rongqu.modules.payments import permissions, queries, reconciling, rules, tables
from rongqu.modules.payments import statement_queries as statements
from rongqu.modules.payments.actions._credits import take_credit
from rongqu.modules.payments.actions.recheck_breaks import recheck_breaks
from rongqu.modules.payments.ports import Agreement, CreditNews
from rongqu.modules.payments.reconciling import Finding, KnownOrder, Verdict
from rongqu.modules.payments.types import (
    BankLine,
    BankStatementDocument,
    BreakReason,
    BreakStatus,
    NoteKind,
    Statement,
    StatementSource,
)

ROWS_AT_ONCE = 2_000
INCOMING = "incoming"
"""The bank's code of money that has come in by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedStatement:
    """`id` is made by whoever sends it: sending it again after a broken line is harmless."""

    id: StatementId
    document: BankStatementDocument
    sha256: str
    source: StatementSource


async def import_statement(tx: Tx, received: ReceivedStatement, agreement: Agreement) -> Statement:
    """All of it or nothing. Afterwards each line is matched or belongs to a break with a reason,
    and so does each order settled in the period, and each cent between the bank and the books."""
    tx.actor.require(permissions.IMPORT_STATEMENT)
    document = received.document
    rules.check_own_account(document.account_no, agreement.settlement_account)
    reconciling.check_adds_up(document)
    await statements.lock_statements(tx)
    known = await statements.find_known_statement(tx, document.account_no, document.number)
    if known is not None:
        rules.check_sent_again(received.id, received.sha256, known)
        return await statements.get_statement(tx, received.id)
    last = await statements.find_last_statement(tx, document.account_no)
    reconciling.check_follows(
        document, last.to_on if last else None, last.closing if last else None
    )

    await _take_lost_credits(tx, document)
    orders = await _read_orders(tx, document, agreement)
    taken = await statements.read_taken_legs(tx, orders.keys())
    verdicts, left = reconciling.match_lines(document.lines, orders, taken)
    findings = reconciling.find_breaks(verdicts, orders, left, (document.from_on, document.to_on))
    await _insert_statement(tx, received)
    opened = await _insert_breaks(tx, received.id, findings)
    await _insert_lines(tx, received.id, verdicts, opened)
    await recheck_breaks(tx, orders.keys(), agreement.fee_account)
    await _open_break_for_the_rest(tx, received)

    statement = await statements.get_statement(tx, received.id)
    await tx.publish(
        StatementImported(
            subject_id=statement.id,
            parties=(tx.actor.organisation,),
            number=statement.number,
            until=statement.to_on,
            lines=statement.lines,
            breaks=statement.open_breaks,
        )
    )
    return statement


async def _read_orders(
    tx: Tx, document: BankStatementDocument, agreement: Agreement
) -> dict[reconciling.PaymentOrderId, KnownOrder]:
    named = {each for each in map(reconciling.order_id_of, document.lines) if each is not None}
    period = (document.from_on, document.to_on)
    return await statements.read_known_orders(tx, named, period, agreement.fee_account)


async def _take_lost_credits(tx: Tx, document: BankStatementDocument) -> None:
    """Money that came in and whose call-back was lost: the statement is the bank's word as well."""
    for line in document.lines:
        if line.kind != INCOMING or line.sub_account is None or line.amount.is_negative():
            continue
        order_id = reconciling.order_id_of(line)
        if order_id is None or await queries.find_order(tx, order_id) is not None:
            continue
        if line.bank_reference is None or not await queries.is_custody_account(
            tx, line.sub_account
        ):
            continue
        news = CreditNews(
            reference=line.end_to_end or line.bank_reference,
            account_no=line.sub_account,
            amount=line.amount,
            booked_on=line.booked_on,
        )
        booked = await take_credit(tx, news, NoteKind.STATEMENT, new_id())
        if booked is not None:
            await tx.publish(booked)


async def _insert_statement(tx: Tx, received: ReceivedStatement) -> None:
    document = received.document
    ledger = await queries.read_bank_balance(tx, document.to_on)
    await tx.connection.execute(
        insert(tables.statement).values(
            id=received.id,
            number=document.number,
            account_no=document.account_no,
            sha256=received.sha256,
            from_on=document.from_on,
            to_on=document.to_on,
            currency=document.closing.currency,
            opening_minor=document.opening.minor,
            closing_minor=document.closing.minor,
            ledger_minor=ledger.minor,
            source=received.source,
            imported_by=tx.actor.id,
            imported_at=tx.now,
        )
    )


async def _insert_breaks(
    tx: Tx, statement_id: StatementId, findings: Sequence[Finding]
) -> dict[int, BreakId]:
    """Number of a line -> its break."""
    of_line: dict[int, BreakId] = {}
    for finding in findings:
        break_id = BreakId(new_id())
        of_line |= {line.number: break_id for line in finding.lines}
        await _open_break(tx, break_id, statement_id, finding)
    return of_line


async def _open_break(
    tx: Tx, break_id: BreakId, statement_id: StatementId, finding: Finding
) -> None:
    await tx.connection.execute(
        insert(tables.break_item).values(
            id=break_id,
            statement_id=statement_id,
            reason=finding.reason,
            order_id=finding.order_id,
            amount_minor=finding.effect_minor,
            currency=queries.CURRENCY,
            status=BreakStatus.OPEN,
            opened_on=tx.business_date,
            opened_at=tx.now,
        )
    )
    await tx.publish(
        BreakOpened(
            subject_id=break_id,
            parties=(tx.actor.organisation,),
            reason=finding.reason,
            order_id=finding.order_id,
        )
    )


async def _insert_lines(
    tx: Tx, statement_id: StatementId, verdicts: Sequence[Verdict], breaks: dict[int, BreakId]
) -> None:
    rows = [
        _row_of(verdict.line)
        | {
            "statement_id": statement_id,
            "order_id": verdict.order_id,
            "break_id": breaks.get(verdict.line.number),
        }
        for verdict in verdicts
    ]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        await tx.connection.execute(
            insert(tables.statement_line).values(rows[start : start + ROWS_AT_ONCE])
        )


def _row_of(line: BankLine) -> dict[str, object]:
    return {
        "number": line.number,
        "amount_minor": line.amount.minor,
        "currency": line.amount.currency,
        "booked_on": line.booked_on,
        "value_on": line.value_on,
        "bank_reference": line.bank_reference,
        "end_to_end": line.end_to_end,
        "sub_account": line.sub_account,
        "kind": line.kind,
        "text": line.text,
    }


async def _open_break_for_the_rest(tx: Tx, received: ReceivedStatement) -> None:
    """What open breaks do not explain of the difference between the bank and the books."""
    document = received.document
    ledger = await queries.read_bank_balance(tx, document.to_on)
    explained = await statements.sum_open_effects(tx)
    rest = document.closing - ledger - explained
    if not rest.is_zero():
        finding = Finding(BreakReason.BALANCE_DIFFERS, None, rest.minor)
        await _open_break(tx, BreakId(new_id()), received.id, finding)
