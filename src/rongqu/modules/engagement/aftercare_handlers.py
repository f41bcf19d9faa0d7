"""What is told after an investment: to the issuer, who is asked, and to holders."""

from __future__ import annotations

from uuid import UUID

from rongqu.events.aftercare import (
    BallotCalled,
    BallotClosed,
    OfferingDocumentAdded,
    QuestionAnswered,
    QuestionAsked,
    ReportDueSoon,
    ReportLate,
    ReportSubmitted,
)
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.modules.engagement.telling import tell_in_portal
from rongqu.modules.engagement.types import News, Topic

Aftercare = (
    QuestionAsked
    | QuestionAnswered
    | ReportDueSoon
    | ReportLate
    | ReportSubmitted
    | BallotCalled
    | BallotClosed
    | OfferingDocumentAdded
)


@on(QuestionAsked)
async def tell_issuer_of_question(tx: Tx, event: QuestionAsked) -> None:
    await _tell_of_aftercare(tx, "question_asked", event, event.issuer_id)


@on(QuestionAnswered)
async def tell_of_answer(tx: Tx, event: QuestionAnswered) -> None:
    await _tell_of_aftercare(tx, "question_answered", event, event.asker_id)


@on(ReportDueSoon)
async def remind_issuer_of_report(tx: Tx, event: ReportDueSoon) -> None:
    await _tell_of_aftercare(tx, "report_due_soon", event, *event.parties)


@on(ReportLate)
async def tell_of_late_report(tx: Tx, event: ReportLate) -> None:
    await _tell_of_aftercare(tx, "report_late", event, *event.parties)


@on(ReportSubmitted)
async def tell_holders_of_report(tx: Tx, event: ReportSubmitted) -> None:
    """The issuer, who comes first, knows what it has reported."""
    kind = "covenant_broken" if event.breaches else "report_submitted"
    await _tell_of_aftercare(tx, kind, event, *event.parties[1:])


@on(OfferingDocumentAdded)
async def tell_holders_of_document(tx: Tx, event: OfferingDocumentAdded) -> None:
    await _tell_of_aftercare(tx, "offering_document", event, *event.parties[1:])


@on(BallotCalled)
async def tell_holders_of_ballot(tx: Tx, event: BallotCalled) -> None:
    await _tell_of_aftercare(tx, "ballot_called", event, *event.parties[1:])


@on(BallotClosed)
async def tell_of_outcome(tx: Tx, event: BallotClosed) -> None:
    await _tell_of_aftercare(tx, "ballot_closed", event, *event.parties)


async def _tell_of_aftercare(tx: Tx, kind: str, event: Aftercare, *organisations: UUID) -> None:
    for each in organisations:
        news = News(
            kind=kind,
            topic=Topic.MONEY,
            organisation_id=each,
            subject_id=event.subject_id,
            params={"title": event.title},
            link=f"/aftercare/{event.offering_id}",
        )
        await tell_in_portal(tx, news)
