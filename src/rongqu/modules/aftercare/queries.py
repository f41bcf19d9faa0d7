"""Every SELECT of aftercare. Who sees an offering sees what is said of it; of votes, one's own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select

from rongqu.infra.tx import Tx
from rongqu.kernel.files import FileType
from rongqu.kernel.ids import DocumentId, OfferingId, OrganisationId
from rongqu.kernel.money import Money
from rongqu.modules.aftercare import tables as t
from rongqu.modules.aftercare.errors import (
    BallotNotFound,
    OfferingDocumentNotFound,
    QuestionNotFound,
    ReportNotFound,
)
from rongqu.modules.aftercare.types import (
    Ballot,
    BallotId,
    Breach,
    Covenant,
    Measure,
    OfferingDocument,
    OfferingDocumentKind,
    Outcome,
    Question,
    QuestionId,
    Report,
    ReportId,
)
from rongqu.modules.investing.public import get_visible_offering

MOST_QUESTIONS, MOST_BALLOTS, MOST_DUE = 200, 50, 200


async def list_questions(tx: Tx, offering_id: OfferingId) -> tuple[Question, ...]:
    """Newest first."""
    columns = t.question.c
    wanted = select(t.question).where(columns.offering_id == offering_id)
    rows = await tx.connection.execute(wanted.order_by(columns.id.desc()).limit(MOST_QUESTIONS))
    return tuple(to_question(row) for row in rows)


async def list_documents(tx: Tx, offering_id: OfferingId) -> tuple[OfferingDocument, ...]:
    """Newest first; there are no more than the policy lets in."""
    columns = t.document.c
    wanted = select(t.document).where(columns.offering_id == offering_id)
    rows = await tx.connection.execute(wanted.order_by(columns.id.desc()))
    return tuple(to_document(row) for row in rows)


async def count_documents(tx: Tx, offering_id: OfferingId) -> int:
    wanted = select(func.count()).where(t.document.c.offering_id == offering_id)
    return (await tx.connection.execute(wanted)).scalar_one()


async def find_document(
    tx: Tx, offering_id: OfferingId, document_id: DocumentId
) -> OfferingDocument | None:
    columns = t.document.c
    wanted = select(t.document).where(columns.id == document_id, columns.offering_id == offering_id)
    row = (await tx.connection.execute(wanted)).one_or_none()
    return None if row is None else to_document(row)


async def get_document(
    tx: Tx, offering_id: OfferingId, document_id: DocumentId
) -> OfferingDocument:
    """Of an offering that the actor sees."""
    offering = await get_visible_offering(tx, offering_id)
    found = await find_document(tx, offering.id, document_id)
    if found is None:
        raise OfferingDocumentNotFound(document_id=document_id)
    return found


async def lock_question(tx: Tx, question_id: QuestionId) -> Question:
    wanted = select(t.question).where(t.question.c.id == question_id).with_for_update()
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise QuestionNotFound(question_id=question_id)
    return to_question(row)


async def count_waiting(tx: Tx, offering_id: OfferingId) -> int:
    columns = t.question.c
    wanted = select(func.count()).where(
        columns.offering_id == offering_id,
        columns.asker_id == tx.actor.organisation,
        columns.answered_at.is_(None),
    )
    return (await tx.connection.execute(wanted)).scalar_one()


async def list_reports(tx: Tx, offering_id: OfferingId) -> tuple[Report, ...]:
    columns = t.report.c
    wanted = select(t.report).where(columns.offering_id == offering_id).order_by(columns.ends_on)
    return tuple(to_report(row) for row in await tx.connection.execute(wanted))


async def lock_report(tx: Tx, report_id: ReportId) -> Report:
    wanted = select(t.report).where(t.report.c.id == report_id).with_for_update()
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise ReportNotFound(report_id=report_id)
    return to_report(row)


async def list_to_remind(tx: Tx, days: int) -> tuple[ReportId, ...]:
    """Owed soon and not reminded of, or late and not yet told."""
    columns = t.report.c
    soon = tx.business_date + timedelta(days=days)
    is_soon = and_(columns.due_on <= soon, columns.reminded_at.is_(None))
    is_late = and_(columns.due_on < tx.business_date, columns.late_at.is_(None))
    wanted = select(columns.id).where(columns.submitted_at.is_(None), or_(is_soon, is_late))
    rows = await tx.connection.execute(wanted.order_by(columns.id).limit(MOST_DUE))
    return tuple(ReportId(each) for each in rows.scalars())


async def list_covenants(tx: Tx, offering_id: OfferingId) -> tuple[Covenant, ...]:
    columns = t.covenant.c
    wanted = select(t.covenant).where(columns.offering_id == offering_id)
    rows = await tx.connection.execute(wanted.order_by(columns.measure))
    return tuple(
        Covenant(
            offering_id=offering_id,
            measure=Measure(row.measure),
            least=Money(row.least_minor, row.currency),
        )
        for row in rows
    )


async def list_breaches(tx: Tx, offering_id: OfferingId) -> tuple[Breach, ...]:
    wanted = (
        select(t.breach)
        .join(t.report, t.report.c.id == t.breach.c.report_id)
        .where(t.report.c.offering_id == offering_id)
        .order_by(t.report.c.ends_on, t.breach.c.measure)
    )
    return tuple(
        Breach(
            report_id=ReportId(row.report_id),
            measure=Measure(row.measure),
            least=Money(row.least_minor, row.currency),
            actual=Money(row.actual_minor, row.currency),
        )
        for row in await tx.connection.execute(wanted)
    )


async def list_ballots(tx: Tx, offering_id: OfferingId) -> tuple[Ballot, ...]:
    """Newest first, each with the vote of the actor's organisation."""
    columns = t.ballot.c
    wanted = _ballots(tx).where(columns.offering_id == offering_id)
    rows = await tx.connection.execute(wanted.order_by(columns.id.desc()).limit(MOST_BALLOTS))
    return tuple(to_ballot(row) for row in rows)


async def get_ballot(tx: Tx, ballot_id: BallotId) -> Ballot:
    return await _one_ballot(tx, _ballots(tx).where(t.ballot.c.id == ballot_id))


async def lock_ballot(tx: Tx, ballot_id: BallotId) -> Ballot:
    """For the count."""
    wanted = _ballots(tx).where(t.ballot.c.id == ballot_id)
    return await _one_ballot(tx, wanted.with_for_update(of=t.ballot))


async def _one_ballot(tx: Tx, wanted: Select[Any]) -> Ballot:
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise BallotNotFound
    return to_ballot(row)


async def list_to_close(tx: Tx) -> tuple[BallotId, ...]:
    columns = t.ballot.c
    wanted = select(columns.id).where(columns.closed_at.is_(None), columns.closes_at <= tx.now)
    rows = await tx.connection.execute(wanted.order_by(columns.closes_at).limit(MOST_DUE))
    return tuple(BallotId(each) for each in rows.scalars())


def _ballots(tx: Tx) -> Select[Any]:
    own = t.vote.alias("own")
    is_own = and_(own.c.ballot_id == t.ballot.c.id, own.c.investor_id == tx.actor.organisation)
    return select(
        t.ballot, own.c.units_minor.label("own_units"), own.c.choice.label("own_choice")
    ).outerjoin(own, is_own)


def to_document(row: Row[Any]) -> OfferingDocument:
    return OfferingDocument(
        id=DocumentId(row.id),
        offering_id=OfferingId(row.offering_id),
        issuer_id=OrganisationId(row.issuer_id),
        kind=OfferingDocumentKind(row.kind),
        name=row.name,
        file_type=FileType(row.file_type),
        size=row.size,
        sha256=row.sha256,
        storage_key=row.storage_key,
        added_at=row.added_at,
    )


def to_question(row: Row[Any]) -> Question:
    return Question(
        id=QuestionId(row.id),
        offering_id=OfferingId(row.offering_id),
        issuer_id=OrganisationId(row.issuer_id),
        asker_id=OrganisationId(row.asker_id),
        text=row.text,
        asked_at=row.asked_at,
        answer=row.answer,
        answered_at=row.answered_at,
    )


def to_report(row: Row[Any]) -> Report:
    figures: dict[str, int] = row.figures or {}
    return Report(
        id=ReportId(row.id),
        offering_id=OfferingId(row.offering_id),
        issuer_id=OrganisationId(row.issuer_id),
        ends_on=row.ends_on,
        due_on=row.due_on,
        text=row.text,
        figures={Measure(name): Money(minor, row.currency) for name, minor in figures.items()},
        submitted_at=row.submitted_at,
        reminded_at=row.reminded_at,
        late_at=row.late_at,
    )


def to_ballot(row: Row[Any]) -> Ballot:
    is_open = row.tally is None
    outcome = None if is_open else Outcome(tally=tuple(row.tally), chosen=row.chosen)
    return Ballot(
        id=BallotId(row.id),
        offering_id=OfferingId(row.offering_id),
        issuer_id=OrganisationId(row.issuer_id),
        question=row.question,
        options=tuple(row.options),
        units=Money(row.units_minor, row.currency),
        quorum=row.quorum,
        called_at=row.called_at,
        closes_at=row.closes_at,
        outcome=outcome,
        own_units=None if row.own_units is None else Money(row.own_units, row.currency),
        own_choice=row.own_choice,
    )
