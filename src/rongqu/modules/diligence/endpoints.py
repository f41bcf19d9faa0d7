"""The API of due diligence: parse, call, answer."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query, Request, Response

from rongqu.infra.pictures import without_metadata
from rongqu.infra.problems import problems
from rongqu.infra.storage import StoredFile
from rongqu.infra.tx import Tx
from rongqu.infra.web import (
    ONCE,
    MoneyBody,
    SettingDep,
    TxDep,
    module_router,
    open_request_tx,
    setting_of,
)
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import ApplicationId, new_id
from rongqu.modules.diligence import errors, permissions, queries, rules
from rongqu.modules.diligence.actions.answer_item import answer_item
from rongqu.modules.diligence.actions.attach_photo import (
    NewPhoto,
    attach_photo,
    check_may_attach,
)
from rongqu.modules.diligence.actions.call_committee import call_committee
from rongqu.modules.diligence.actions.cast_vote import cast_vote
from rongqu.modules.diligence.actions.close_ballot import close_ballot
from rongqu.modules.diligence.actions.record_visit import record_visit
from rongqu.modules.diligence.actions.save_memo import save_memo
from rongqu.modules.diligence.schemas import (
    AnswerBody,
    BallotBody,
    ChecklistItemBody,
    HouseMemberBody,
    MemoBody,
    MemoSectionsBody,
    NewBallotBody,
    NewMemoBody,
    NewVisitBody,
    NewVoteBody,
    StatedQuery,
    VisitBody,
    WorkbenchBody,
)
from rongqu.modules.diligence.types import BallotId, PhotoId, VisitId
from rongqu.modules.diligence.workbench import draft_memo, get_workbench
from rongqu.modules.parties.public import EnterpriseNotFound

router = module_router("diligence", prefix="/diligence/{application_id}")

FOLDER = "diligence"
PICTURE_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
PICTURE_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}}
}
CASE = (errors.CaseNotFound, errors.CaseClosed)
BALLOT = (KeyReused, *CASE, errors.BallotNotFound, errors.BallotEnded, errors.NotAMember)


async def receive_photo(
    request: Request,
    application_id: UUID,
    visit_id: UUID,
    photo_id: UUID,
    stated: Annotated[StatedQuery, Query()],
) -> NewPhoto:
    """Ask who may, read no more than is allowed, store: then the transaction may open."""
    async with open_request_tx(request) as tx:
        most = await check_may_attach(tx, ApplicationId(application_id), VisitId(visit_id))
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > most:
            raise errors.PhotoTooLarge(most=most)
    file_type = rules.picture_type(bytes(content))
    stored: StoredFile = await setting_of(request).storage.put(FOLDER, bytes(content))
    return NewPhoto(
        id=PhotoId(photo_id),
        visit_id=VisitId(visit_id),
        file_type=file_type,
        stored=stored,
        stated=stated.to_stated(),
    )


ReceivedDep = Annotated[NewPhoto, Depends(receive_photo)]


@router.get("", responses=problems(errors.CaseNotFound))
async def get_workbench_endpoint(tx: TxDep, application_id: UUID) -> WorkbenchBody:
    tx.actor.require(permissions.VIEW)
    return await _body(tx, ApplicationId(application_id))


@router.put("/visits/{visit_id}", responses=problems(*CASE, errors.VisitInFuture))
async def record_visit_endpoint(
    tx: TxDep, application_id: UUID, visit_id: UUID, body: NewVisitBody
) -> WorkbenchBody:
    """The id is made by the device: what is sent twice is recorded once."""
    wanted = ApplicationId(application_id)
    await record_visit(tx, wanted, body.to_new(VisitId(visit_id)))
    return await _body(tx, wanted)


@router.put(
    "/visits/{visit_id}/photos/{photo_id}",
    responses=problems(
        *CASE,
        errors.VisitNotFound,
        errors.PhotoTooLarge,
        errors.PhotoRefused,
        errors.TooManyPhotos,
    ),
    openapi_extra=PICTURE_BODY,
)
async def attach_photo_endpoint(
    received: ReceivedDep, tx: TxDep, application_id: UUID
) -> WorkbenchBody:
    """A JPEG or PNG, with when and where it was taken as the device says."""
    wanted = ApplicationId(application_id)
    await attach_photo(tx, wanted, received)
    return await _body(tx, wanted)


@router.get(
    "/photos/{photo_id}",
    response_class=Response,
    responses=problems(errors.CaseNotFound, errors.PhotoNotFound) | PICTURE_ANSWER,
)
async def get_photo_endpoint(
    request: Request, setting: SettingDep, application_id: UUID, photo_id: UUID
) -> Response:
    """To look at: without what the camera wrote into it. The file as it came stays stored."""
    async with open_request_tx(request) as tx:
        tx.actor.require(permissions.VIEW)
        case = await queries.get_case(tx, ApplicationId(application_id))
        photo = await queries.get_photo(tx, case, PhotoId(photo_id))
    content = await setting.storage.get(photo.storage_key)
    headers = {
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return Response(without_metadata(content), media_type=photo.file_type, headers=headers)


@router.put("/checklist/{item}", responses=problems(*CASE, errors.ItemUnknown))
async def answer_checklist_item_endpoint(
    tx: TxDep, application_id: UUID, item: str, body: AnswerBody
) -> WorkbenchBody:
    wanted = ApplicationId(application_id)
    await answer_item(tx, wanted, body.to_new(item))
    return await _body(tx, wanted)


@router.get("/memo-draft", responses=problems(errors.CaseNotFound, EnterpriseNotFound))
async def draft_memo_endpoint(tx: TxDep, application_id: UUID) -> MemoSectionsBody:
    """Written from what is on record now; nothing is kept."""
    tx.actor.require(permissions.WORK)
    return MemoSectionsBody(sections=await draft_memo(tx, ApplicationId(application_id)))


@router.post(
    "/memos",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, *CASE, errors.MemoOutdated),
)
async def save_memo_endpoint(tx: TxDep, application_id: UUID, body: NewMemoBody) -> WorkbenchBody:
    wanted = ApplicationId(application_id)
    await save_memo(tx, wanted, body.based_on, body.sections)
    return await _body(tx, wanted)


@router.post(
    "/ballots",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        *CASE,
        errors.CommitteeTooSmall,
        errors.NotOfTheHouse,
        errors.MemoMissing,
        errors.BallotOpen,
    ),
)
async def call_committee_endpoint(
    tx: TxDep, application_id: UUID, body: NewBallotBody
) -> WorkbenchBody:
    wanted = ApplicationId(application_id)
    await call_committee(tx, wanted, body.to_new(BallotId(new_id())))
    return await _body(tx, wanted)


@router.post(
    "/ballots/{ballot_id}/votes",
    dependencies=[ONCE],
    responses=problems(*BALLOT, errors.VotedAlready),
)
async def cast_vote_endpoint(
    tx: TxDep, application_id: UUID, ballot_id: UUID, body: NewVoteBody
) -> WorkbenchBody:
    wanted = ApplicationId(application_id)
    await cast_vote(tx, wanted, BallotId(ballot_id), body.choice, body.reason)
    return await _body(tx, wanted)


@router.post(
    "/ballots/{ballot_id}/end",
    dependencies=[ONCE],
    responses=problems(*BALLOT, errors.QuorumMissing),
)
async def close_ballot_endpoint(tx: TxDep, application_id: UUID, ballot_id: UUID) -> WorkbenchBody:
    wanted = ApplicationId(application_id)
    await close_ballot(tx, wanted, BallotId(ballot_id))
    return await _body(tx, wanted)


async def _body(tx: Tx, application_id: ApplicationId) -> WorkbenchBody:
    bench = await get_workbench(tx, application_id)
    names, asked = bench.names, bench.case.asked
    return WorkbenchBody(
        application_id=bench.case.application_id,
        product_kind=bench.case.product_kind,
        asked=None if asked is None else MoneyBody.of(asked),
        is_open=bench.case.is_open,
        visits=[VisitBody.of(each, names) for each in bench.visits],
        checklist=[
            ChecklistItemBody.of(item, bench.answers.get(item), names) for item in bench.items
        ],
        memos=[MemoBody.of(each, names) for each in bench.memos],
        ballots=[BallotBody.of(each, names) for each in bench.ballots],
        house=[
            HouseMemberBody(user_id=each.user_id, name=each.display_name) for each in bench.house
        ],
        committee_above=MoneyBody.of(bench.committee_above),
        quorum=bench.quorum,
    )
