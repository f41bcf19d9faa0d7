"""Hand in a bank's file of repayments: every line is judged and kept, and none is booked yet."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Date,
    Integer,
    Text,
    Uuid,
    bindparam,
    insert,
    text,
)

from rongqu.events.bookings import LoanFileHandedIn
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId, new_id
from rongqu.modules.bookings import permissions, queries, rules
from rongqu.modules.bookings import tables as t
from rongqu.modules.bookings.types import (
    FileStatus,
    JudgedLine,
    LoanFile,
    LoanFileId,
    NewFile,
    TakeIn,
)
from rongqu.modules.compliance.public import Ask, ask_approval
from rongqu.modules.parties.public import get_institution

TAKE_IN = "bookings.take_in"
"""The stored command; `handlers.py` says what it does."""

INSERT_LINES = text("""
    INSERT INTO bookings.line (file_id, number, institution_id, key, loan_number, loan_id,
        repayment_id, currency, amount_minor, paid_on, outcome, reason, cells)
    SELECT :file_id, number, :lender, key, loan_number, loan_id, repayment_id, currency,
           amount_minor, paid_on, CASE WHEN reason IS NOT NULL THEN 'refused' END, reason,
           coalesce(string_to_array(cells, chr(31)), ARRAY[]::text[])
    FROM unnest(:numbers, :keys, :loan_numbers, :loans, :repayments, :currencies, :amounts, :days,
                :reasons, :cells)
        AS given (number, key, loan_number, loan_id, repayment_id, currency, amount_minor, paid_on,
                  reason, cells)
""").bindparams(
    bindparam("file_id", type_=Uuid()),
    bindparam("lender", type_=Uuid()),
    bindparam("numbers", type_=ARRAY(Integer())),
    bindparam("amounts", type_=ARRAY(BigInteger())),
    bindparam("days", type_=ARRAY(Date())),
    *(bindparam(name, type_=ARRAY(Uuid())) for name in ("loans", "repayments")),
    *(
        bindparam(name, type_=ARRAY(Text()))
        for name in ("keys", "loan_numbers", "currencies", "reasons", "cells")
    ),
)
BETWEEN_CELLS = chr(31)
"""The unit separator of ASCII: no cell of a table has one."""


async def hand_in(tx: Tx, new: NewFile, reason: str) -> LoanFile:
    """Safe to repeat under the same id. What the machine hands in itself needs no second person."""
    tx.actor.require(permissions.HAND_IN)
    lender = (await get_institution(tx, new.institution_id)).id
    await queries.lock_lender(tx, lender)
    known = await queries.find_same_file(tx, lender, new.id, new.sha256)
    if known is not None:
        rules.check_same_file(known, new)
        return known

    loans = await queries.find_loans(tx, lender, [line.loan_number for line in new.lines])
    taken = await queries.find_taken(tx, lender, [line.key for line in new.lines])
    judged = rules.judge_lines(new.lines, loans, taken, tx.business_date)
    await tx.connection.execute(
        insert(t.file).values(
            id=new.id,
            institution_id=lender,
            name=new.name,
            sha256=new.sha256,
            status=FileStatus.TAKING if tx.actor.is_system else FileStatus.WAITING,
            handed_in_by=tx.actor.id,
            handed_in_at=tx.now,
        )
    )
    await _insert_lines(tx, new, judged)
    if not tx.actor.is_system:
        await _ask(tx, new, reason)

    refused = sum(line.reason is not None for line in judged)
    await tx.publish(
        LoanFileHandedIn(
            subject_id=new.id,
            parties=(lender,),
            institution_id=lender,
            lines=len(judged),
            refused=refused,
        )
    )
    return await queries.get_file(tx, new.id)


async def _ask(tx: Tx, new: NewFile, reason: str) -> None:
    ask = Ask(
        id=ApprovalId(new_id()),
        command=TAKE_IN,
        subject=str(new.id),
        content=TakeIn(file_id=new.id, sha256=new.sha256),
        reason=reason,
    )
    await ask_approval(tx, ask)


async def _insert_lines(tx: Tx, new: NewFile, judged: Sequence[JudgedLine]) -> None:
    amounts = [line.amount for line in judged]
    await tx.connection.execute(
        INSERT_LINES,
        {
            "file_id": LoanFileId(new.id),
            "lender": new.institution_id,
            "numbers": [each.line.number for each in judged],
            "keys": [each.line.key for each in judged],
            "loan_numbers": [each.line.loan_number for each in judged],
            "loans": [each.loan_id for each in judged],
            "repayments": [new_id() for _ in judged],
            "currencies": [amount and amount.currency for amount in amounts],
            "amounts": [None if amount is None else amount.minor for amount in amounts],
            "days": [each.line.paid_on for each in judged],
            "reasons": [each.reason for each in judged],
            "cells": [
                BETWEEN_CELLS.join(each.line.cells) if each.reason else None for each in judged
            ],
        },
    )
