"""Every SELECT of collateral, and its rows as records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select

from rongqu.infra.policies import read_policies_on
from rongqu.infra.tx import Tx
from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.dates import add_months, business_date_at
from rongqu.kernel.ids import ApplicationId, ContractId, EnterpriseId, OrganisationId, UserId
from rongqu.kernel.money import Money
from rongqu.modules.collateral import tables
from rongqu.modules.collateral.engine.kinds import limits
from rongqu.modules.collateral.engine.marks import marks_of_item
from rongqu.modules.collateral.engine.valuing import value_item
from rongqu.modules.collateral.errors import ItemNotFound
from rongqu.modules.collateral.types import (
    CURRENCY,
    Case,
    DueQuestion,
    Invoiced,
    Item,
    Judgement,
    Occasion,
    PeerAnswer,
    PeerState,
    Question,
    Surroundings,
    Valued,
    Verdict,
)
from rongqu.modules.evidence.public import fingerprint_of
from rongqu.modules.parties.public import (
    InvoiceStatus,
    Purpose,
    find_sales_invoices,
    read_enterprise_for,
)

_item = tables.item.c
_THERE = select(tables.item).where(_item.removed_at.is_(None))


async def value_items(tx: Tx, case: Case) -> tuple[Valued, ...]:
    """What secures an application, as it stands today. The calling room has checked who asks."""
    items = await list_items(tx, case.application_id)
    if not items:
        return ()
    around = await look_around(tx, case, items)
    return tuple(value_item(item, _as_pledged(item, case, around)) for item in items)


def _as_pledged(item: Item, case: Case, around: Surroundings) -> Surroundings:
    """What secures a contract is shown as it was on the day it was pledged."""
    if item.pledged_at is None:
        return around
    day = business_date_at(item.pledged_at)
    return replace(around, today=day, loan_ends_on=add_months(day, case.term_months))


async def look_around(tx: Tx, case: Case, items: Sequence[Item]) -> Surroundings:
    owner = await read_enterprise_for(tx, EnterpriseId(case.owner_id), Purpose.APPLICATION)
    return Surroundings(
        today=tx.business_date,
        loan_ends_on=add_months(tx.business_date, case.term_months),
        owner_uscc=owner.uscc,
        limits=await read_policies_on(tx, limits(), tx.business_date),
        invoices=await _read_invoices(tx, case, items),
    )


async def _read_invoices(
    tx: Tx, case: Case, items: Sequence[Item]
) -> dict[str, tuple[Invoiced, ...]]:
    numbers = [
        str(item.record["invoice_number"]).strip()
        for item in items
        if item.kind is CollateralKind.RECEIVABLE
    ]
    if not numbers:
        return {}
    owner = EnterpriseId(case.owner_id)
    known: dict[str, tuple[Invoiced, ...]] = {}
    for found in await find_sales_invoices(tx, owner, numbers, purpose=Purpose.APPLICATION):
        invoice = Invoiced(
            gross=found.net + found.tax,
            buyer_code=found.partner_code,
            is_good=found.status is InvoiceStatus.VALID,
        )
        known[found.number] = (*known.get(found.number, ()), invoice)
    return known


async def list_items(tx: Tx, application_id: ApplicationId) -> tuple[Item, ...]:
    """Not scoped: of an application that the caller sees. In the order they were first kept."""
    wanted = _THERE.where(_item.application_id == application_id).order_by(_item.id)
    return tuple(_to_item(row) for row in await tx.connection.execute(wanted))


async def lock_items(tx: Tx, application_id: ApplicationId) -> tuple[Item, ...]:
    wanted = _THERE.where(_item.application_id == application_id).order_by(_item.id)
    return tuple(_to_item(row) for row in await tx.connection.execute(wanted.with_for_update()))


async def lock_item(tx: Tx, application_id: ApplicationId, item_id: UUID) -> Item:
    wanted = _THERE.where(_item.id == item_id, _item.application_id == application_id)
    row = (await tx.connection.execute(wanted.with_for_update())).one_or_none()
    if row is None:
        raise ItemNotFound(item_id=item_id)
    return _to_item(row)


_question = tables.peer_question.c
_QUESTIONS = select(
    tables.peer_question, _item.application_id, _item.owner_id, _item.lender_id, _item.kind
).join(tables.item, _item.id == _question.item_id)


async def list_peer_answers(tx: Tx, application_id: ApplicationId) -> tuple[PeerAnswer, ...]:
    """Not scoped, like `list_items`. By thing, peer and occasion."""
    wanted = _QUESTIONS.where(_item.application_id == application_id, _item.removed_at.is_(None))
    ordered = wanted.order_by(_item.id, _question.peer, _question.occasion)
    return tuple(_to_answer(row) for row in await tx.connection.execute(ordered))


async def lock_question(tx: Tx, question: Question) -> PeerAnswer:
    wanted = _QUESTIONS.where(
        _question.item_id == question.item_id,
        _question.peer == question.peer,
        _question.occasion == question.occasion,
    )
    locked = wanted.with_for_update(of=tables.peer_question)
    return _to_answer((await tx.connection.execute(locked)).one())


async def list_due_questions(tx: Tx, most: int) -> tuple[DueQuestion, ...]:
    """Not scoped: for the job that asks. The longest due first."""
    wanted = (
        select(tables.peer_question, tables.item)
        .join(tables.item, _item.id == _question.item_id)
        .where(_question.next_at <= tx.now)
        .order_by(_question.next_at, _item.id)
        .limit(most)
    )
    return tuple(
        DueQuestion(
            question=_to_question(row),
            fingerprints=frozenset(fingerprint_of(mark) for mark in marks_of_item(_to_item(row))),
        )
        for row in await tx.connection.execute(wanted)
    )


def _to_question(row: Row[Any]) -> Question:
    return Question(item_id=row.item_id, peer=row.peer, occasion=Occasion(row.occasion))


def _to_answer(row: Row[Any]) -> PeerAnswer:
    return PeerAnswer(
        question=_to_question(row),
        application_id=ApplicationId(row.application_id),
        owner_id=OrganisationId(row.owner_id),
        lender_id=OrganisationId(row.lender_id),
        kind=CollateralKind(row.kind),
        state=PeerState(row.state),
        reason=row.reason,
        attempts=row.attempts,
        asked_at=row.asked_at,
        answered_at=row.answered_at,
        next_at=row.next_at,
    )


def lines_of(contract_id: ContractId) -> Select[Any]:
    return _THERE.where(_item.contract_id == contract_id, _item.released_at.is_(None))


def _to_item(row: Row[Any]) -> Item:
    return Item(
        id=row.id,
        application_id=ApplicationId(row.application_id),
        owner_id=OrganisationId(row.owner_id),
        lender_id=OrganisationId(row.lender_id),
        kind=CollateralKind(row.kind),
        lending_share=row.lending_share,
        record=row.record,
        judgement=_to_judgement(row),
        contract_id=None if row.contract_id is None else ContractId(row.contract_id),
        pledged_at=row.pledged_at,
        released_at=row.released_at,
        kept_at=row.kept_at,
    )


def _to_judgement(row: Row[Any]) -> Judgement | None:
    if row.verdict is None:
        return None
    value = row.judged_value_minor
    return Judgement(
        verdict=Verdict(row.verdict),
        value=None if value is None else Money(value, CURRENCY),
        note=row.judgement_note,
        by=UserId(row.judged_by),
        at=row.judged_at,
    )
