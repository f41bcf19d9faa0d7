"""Every SELECT of due diligence. A lender sees the cases that came to it, the platform all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, select, true

from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor, Portal
from rongqu.kernel.ids import ApplicationId, EnterpriseId, OrganisationId, UserId
from rongqu.kernel.money import Money
from rongqu.modules.diligence import tables as t
from rongqu.modules.diligence.errors import (
    BallotNotFound,
    CaseNotFound,
    PhotoNotFound,
    VisitNotFound,
)
from rongqu.modules.diligence.types import (
    Answer,
    Ballot,
    BallotId,
    BallotStatus,
    Case,
    Choice,
    ItemResult,
    Memo,
    MemoSection,
    Photo,
    PhotoId,
    Spoken,
    Stated,
    Visit,
    VisitId,
    VisitKind,
    Vote,
)

CASE = t.case_file.c
PLATFORMS = (Portal.OPERATIONS, Portal.SYSTEM)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    return true() if actor.portal in PLATFORMS else CASE.institution_id == actor.organisation


async def get_case(tx: Tx, application_id: ApplicationId) -> Case:
    return await _one_case(tx, application_id, select(t.case_file))


async def lock_case(tx: Tx, application_id: ApplicationId) -> Case:
    """Before whatever is added to it."""
    return await _one_case(tx, application_id, select(t.case_file).with_for_update())


async def list_visits(tx: Tx, case: Case) -> tuple[Visit, ...]:
    """Oldest first."""
    columns = t.visit.c
    wanted = select(t.visit).where(columns.application_id == case.application_id)
    rows = list(await tx.connection.execute(wanted.order_by(columns.held_at, columns.id)))
    photos = await _photos_of(tx, [row.id for row in rows])
    return tuple(_to_visit(row, photos.get(row.id, ())) for row in rows)


async def get_visit(tx: Tx, case: Case, visit_id: VisitId) -> Visit:
    columns = t.visit.c
    wanted = select(t.visit).where(
        columns.id == visit_id, columns.application_id == case.application_id
    )
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise VisitNotFound(visit_id=visit_id)
    photos = await _photos_of(tx, [row.id])
    return _to_visit(row, photos.get(row.id, ()))


async def get_photo(tx: Tx, case: Case, photo_id: PhotoId) -> Photo:
    wanted = (
        select(t.photo)
        .join(t.visit, t.visit.c.id == t.photo.c.visit_id)
        .where(t.photo.c.id == photo_id, t.visit.c.application_id == case.application_id)
    )
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise PhotoNotFound(photo_id=photo_id)
    return to_photo(row)


async def list_answers(tx: Tx, case: Case) -> Mapping[str, Answer]:
    wanted = select(t.answer).where(t.answer.c.application_id == case.application_id)
    return {
        row.item: Answer(
            item=row.item,
            result=ItemResult(row.result),
            note=row.note,
            answered_by=UserId(row.answered_by),
            answered_at=row.answered_at,
        )
        for row in await tx.connection.execute(wanted)
    }


async def list_memos(tx: Tx, case: Case) -> tuple[Memo, ...]:
    """Newest first."""
    columns = t.memo.c
    wanted = select(t.memo).where(columns.application_id == case.application_id)
    rows = await tx.connection.execute(wanted.order_by(columns.version.desc()))
    return tuple(
        Memo(
            version=row.version,
            sections={MemoSection(name): text for name, text in row.sections.items()},
            written_by=UserId(row.written_by),
            written_at=row.written_at,
        )
        for row in rows
    )


async def list_ballots(tx: Tx, case: Case) -> tuple[Ballot, ...]:
    """Newest first."""
    columns = t.ballot.c
    wanted = select(t.ballot).where(columns.application_id == case.application_id)
    rows = list(await tx.connection.execute(wanted.order_by(columns.id.desc())))
    return await _with_votes(tx, rows)


async def list_passed(tx: Tx, application_id: ApplicationId) -> tuple[Ballot, ...]:
    """For the room above, which has checked its own case."""
    columns = t.ballot.c
    wanted = select(t.ballot).where(
        columns.application_id == application_id, columns.status == BallotStatus.PASSED
    )
    return await _with_votes(tx, list(await tx.connection.execute(wanted)))


async def lock_ballot(tx: Tx, case: Case, ballot_id: BallotId) -> Ballot:
    columns = t.ballot.c
    wanted = (
        select(t.ballot)
        .where(columns.id == ballot_id, columns.application_id == case.application_id)
        .with_for_update()
    )
    rows = list(await tx.connection.execute(wanted))
    if not rows:
        raise BallotNotFound(ballot_id=ballot_id)
    [ballot] = await _with_votes(tx, rows)
    return ballot


async def _one_case(tx: Tx, application_id: ApplicationId, statement: Select[Any]) -> Case:
    wanted = statement.where(CASE.application_id == application_id, visible_to(tx.actor))
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise CaseNotFound(application_id=application_id)
    return Case(
        application_id=ApplicationId(row.application_id),
        institution_id=OrganisationId(row.institution_id),
        enterprise_id=EnterpriseId(row.enterprise_id),
        product_kind=row.product_kind,
        asked=None if row.amount_minor is None else Money(row.amount_minor, row.currency),
        is_open=row.is_open,
    )


async def _photos_of(tx: Tx, visits: Sequence[UUID]) -> Mapping[UUID, tuple[Photo, ...]]:
    wanted = select(t.photo).where(t.photo.c.visit_id.in_(visits)).order_by(t.photo.c.id)
    found: defaultdict[UUID, tuple[Photo, ...]] = defaultdict(tuple)
    for row in await tx.connection.execute(wanted):
        found[row.visit_id] += (to_photo(row),)
    return found


async def _with_votes(tx: Tx, rows: Sequence[Row[Any]]) -> tuple[Ballot, ...]:
    columns = t.vote.c
    wanted = select(t.vote).where(columns.ballot_id.in_([row.id for row in rows]))
    votes: defaultdict[UUID, tuple[Vote, ...]] = defaultdict(tuple)
    for row in await tx.connection.execute(wanted.order_by(columns.cast_at)):
        votes[row.ballot_id] += (
            Vote(
                member_id=UserId(row.member_id),
                choice=Choice(row.choice),
                reason=row.reason,
                cast_at=row.cast_at,
            ),
        )
    return tuple(_to_ballot(row, votes[row.id]) for row in rows)


def _to_visit(row: Row[Any], photos: tuple[Photo, ...]) -> Visit:
    return Visit(
        id=VisitId(row.id),
        application_id=ApplicationId(row.application_id),
        kind=VisitKind(row.kind),
        spoken_with=None if row.spoken_with is None else Spoken(row.spoken_with),
        held_at=row.held_at,
        place=row.place,
        findings=row.findings,
        recorded_by=UserId(row.recorded_by),
        recorded_at=row.recorded_at,
        photos=photos,
    )


def to_photo(row: Row[Any]) -> Photo:
    return Photo(
        id=PhotoId(row.id),
        visit_id=VisitId(row.visit_id),
        file_type=row.file_type,
        size=row.size,
        sha256=row.sha256,
        storage_key=row.storage_key,
        stated=Stated(
            taken_at=row.taken_at,
            latitude=row.latitude,
            longitude=row.longitude,
            accuracy_m=row.accuracy_m,
        ),
        received_at=row.received_at,
    )


def _to_ballot(row: Row[Any], votes: tuple[Vote, ...]) -> Ballot:
    return Ballot(
        id=BallotId(row.id),
        application_id=ApplicationId(row.application_id),
        amount=Money(row.amount_minor, row.currency),
        question=row.question,
        memo_version=row.memo_version,
        members=tuple(UserId(each) for each in row.members),
        chair_id=UserId(row.chair_id),
        quorum=row.quorum,
        majority=row.majority,
        status=BallotStatus(row.status),
        called_by=UserId(row.called_by),
        called_at=row.called_at,
        ended_at=row.ended_at,
        votes=votes,
    )
