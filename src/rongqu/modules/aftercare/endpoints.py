"""The API of aftercare: parse, call, answer with everything that is said of the offering."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, MoneyBody, TxDep, module_router
from rongqu.kernel.errors import AlreadyThere, KeyReused
from rongqu.kernel.ids import OfferingId
from rongqu.modules.aftercare import document_endpoints, errors, permissions, queries
from rongqu.modules.aftercare.actions.agree_covenant import agree_covenant
from rongqu.modules.aftercare.actions.answer_question import answer_question
from rongqu.modules.aftercare.actions.ask_question import ask_question
from rongqu.modules.aftercare.actions.call_ballot import call_ballot
from rongqu.modules.aftercare.actions.cast_vote import cast_vote
from rongqu.modules.aftercare.actions.submit_report import submit_report
from rongqu.modules.aftercare.schemas import (
    AftercareBody,
    AnswerBody,
    CovenantBody,
    HolderBallotBody,
    HolderVoteBody,
    IssuerReportBody,
    NewCovenantBody,
    NewHolderBallotBody,
    NewQuestionBody,
    OfferingQuestionBody,
    SubmissionBody,
)
from rongqu.modules.aftercare.types import BallotId, QuestionId
from rongqu.modules.investing.public import (
    OfferingNotFound,
    OfferingStatus,
    get_visible_offering,
)

router = module_router("aftercare", prefix="/aftercare")
router.take_in(document_endpoints.router)

EARLY = (OfferingStatus.PROPOSED, OfferingStatus.OPEN)


@router.get("/offerings/{offering_id}", responses=problems(OfferingNotFound))
async def get_aftercare_endpoint(tx: TxDep, offering_id: UUID) -> AftercareBody:
    tx.actor.require(permissions.VIEW)
    return await _body(tx, OfferingId(offering_id))


@router.post(
    "/offerings/{offering_id}/questions",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, AlreadyThere, OfferingNotFound, errors.TooManyQuestions),
)
async def ask_question_endpoint(
    tx: TxDep, offering_id: UUID, body: NewQuestionBody
) -> AftercareBody:
    await ask_question(tx, body.to_new(offering_id))
    return await _body(tx, OfferingId(offering_id))


@router.post(
    "/questions/{question_id}/answer",
    dependencies=[ONCE],
    responses=problems(KeyReused, errors.QuestionNotFound, errors.AlreadyAnswered),
)
async def answer_question_endpoint(tx: TxDep, question_id: UUID, body: AnswerBody) -> AftercareBody:
    return await _body(tx, await answer_question(tx, QuestionId(question_id), body.text))


@router.post(
    "/offerings/{offering_id}/covenants",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        OfferingNotFound,
        errors.CovenantTooLate,
        errors.CovenantTaken,
        errors.OtherCurrency,
    ),
)
async def agree_covenant_endpoint(
    tx: TxDep, offering_id: UUID, body: NewCovenantBody
) -> AftercareBody:
    await agree_covenant(tx, body.to_covenant(offering_id))
    return await _body(tx, OfferingId(offering_id))


@router.post(
    "/reports/{report_id}/submission",
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        errors.ReportNotFound,
        errors.AlreadyReported,
        errors.ReportTooEarly,
        errors.OtherCurrency,
    ),
)
async def submit_report_endpoint(tx: TxDep, report_id: UUID, body: SubmissionBody) -> AftercareBody:
    return await _body(tx, await submit_report(tx, body.to_submission(report_id)))


@router.post(
    "/offerings/{offering_id}/ballots",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        AlreadyThere,
        OfferingNotFound,
        errors.OptionsNotSound,
        errors.ClosesTooEarly,
        errors.NoHolders,
    ),
)
async def call_ballot_endpoint(
    tx: TxDep, offering_id: UUID, body: NewHolderBallotBody
) -> AftercareBody:
    await call_ballot(tx, body.to_new(offering_id))
    return await _body(tx, OfferingId(offering_id))


@router.post(
    "/ballots/{ballot_id}/vote",
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        errors.BallotNotFound,
        errors.BallotClosed,
        errors.NoVote,
        errors.AlreadyVoted,
    ),
)
async def cast_holder_vote_endpoint(
    tx: TxDep, ballot_id: UUID, body: HolderVoteBody
) -> AftercareBody:
    return await _body(tx, await cast_vote(tx, BallotId(ballot_id), body.choice))


async def _body(tx: Tx, offering_id: OfferingId) -> AftercareBody:
    offering = await get_visible_offering(tx, offering_id)
    own = tx.actor.organisation
    is_issuer = offering.issuer_id == own
    breaches = await queries.list_breaches(tx, offering_id)
    reports = await queries.list_reports(tx, offering_id)
    questions = await queries.list_questions(tx, offering_id)
    ballots = await queries.list_ballots(tx, offering_id)
    return AftercareBody(
        title=offering.title,
        is_issuer=is_issuer,
        may_covenant=is_issuer and offering.status in EARLY and offering.orders == 0,
        has_holders=offering.status is OfferingStatus.ACTIVE,
        questions=[OfferingQuestionBody.of(each, own) for each in questions],
        covenants=[
            CovenantBody(measure=each.measure, least=MoneyBody.of(each.least))
            for each in await queries.list_covenants(tx, offering_id)
        ],
        reports=[IssuerReportBody.of(each, breaches, tx.business_date) for each in reports],
        ballots=[HolderBallotBody.of(each, tx.now) for each in ballots],
    )
