"""The origination API: parse, call, answer."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Response
from fastapi.responses import StreamingResponse

from rongqu.infra.hot_writes import Moment, hot_write
from rongqu.infra.pictures import without_metadata
from rongqu.infra.problems import problems
from rongqu.infra.web import ONCE, PageDep, SettingDep, SliceBody, TxDep, module_router
from rongqu.infra.wire_files import FILE_BODY, FILE_FAULTS, PICTURES
from rongqu.kernel.errors import KeyReused, SecondPersonNeeded
from rongqu.kernel.ids import (
    ApplicationId,
    ContractId,
    DocumentId,
    UserId,
    new_id,
)
from rongqu.modules.catalog.public import ProductNotFound, TermsBody
from rongqu.modules.colending.public import SharesUnanswered, ShareTooLarge
from rongqu.modules.collateral.public import (
    ItemNotFound,
    KindNotWanted,
    OfferedTwice,
    OwnedByAnother,
    PledgedElsewhere,
    RecordInvalid,
    TooManyItems,
    UnsoundItem,
    ValueRaised,
)
from rongqu.modules.diligence.public import CommitteeNeeded
from rongqu.modules.origination import (
    calling_off_endpoints,
    errors,
    peer_endpoints,
    permissions,
    precedent_endpoints,
    queries,
)
from rongqu.modules.origination.actions.approve_application import approve_application
from rongqu.modules.origination.actions.assign_application import assign_application
from rongqu.modules.origination.actions.attach_document import Upload, attach_document
from rongqu.modules.origination.actions.edit_application import (
    edit_application,
    edit_application_at_once,
)
from rongqu.modules.origination.actions.judge_collateral import judge_collateral
from rongqu.modules.origination.actions.keep_collateral import keep_collateral
from rongqu.modules.origination.actions.pass_due_diligence import pass_due_diligence
from rongqu.modules.origination.actions.pass_review import pass_review
from rongqu.modules.origination.actions.read_document import read_document
from rongqu.modules.origination.actions.reject_application import reject_application
from rongqu.modules.origination.actions.remove_collateral import remove_collateral
from rongqu.modules.origination.actions.remove_document import remove_document
from rongqu.modules.origination.actions.retry_payout import retry_payout
from rongqu.modules.origination.actions.return_application import return_application
from rongqu.modules.origination.actions.start_application import start_application
from rongqu.modules.origination.actions.submit_application import submit_application
from rongqu.modules.origination.actions.take_application import take_application
from rongqu.modules.origination.actions.withdraw_application import withdraw_application
from rongqu.modules.origination.answers import (
    ApplicationBody,
    BasisBody,
    DocumentBody,
    DossierBody,
    ShelvesBody,
)
from rongqu.modules.origination.basis import get_basis
from rongqu.modules.origination.company import get_company
from rongqu.modules.origination.company_schemas import CompanyBody
from rongqu.modules.origination.dossier import get_dossier
from rongqu.modules.origination.files import headers_of, receive_file
from rongqu.modules.origination.schemas import (
    ApplicationQuery,
    AssignBody,
    DecisionBody,
    DueDiligenceBody,
    EditBody,
    RejectBody,
    ReturnBody,
    ReviewBody,
    StartBody,
    SubmitBody,
    WithdrawBody,
)
from rongqu.modules.origination.security_schemas import (
    CollateralItemBody,
    CollateralJudgementBody,
    CollateralRecordBody,
)
from rongqu.modules.origination.trial_schemas import TrialBody
from rongqu.modules.origination.trying import try_product
from rongqu.modules.parties.public import EnterpriseNotFound

router = module_router("origination", prefix="/applications")

MOVE = (KeyReused, errors.ApplicationNotFound, errors.CannotMove)
WORK = (*MOVE, errors.TakenByOther)

ReceivedDep = Annotated[Upload, Depends(receive_file)]


@router.post(
    "",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        EnterpriseNotFound,
        ProductNotFound,
        errors.ProductNotOffered,
        errors.OutsideProduct,
    ),
)
async def start_application_endpoint(tx: TxDep, body: StartBody) -> ApplicationBody:
    started = await start_application(tx, body.to_start(ApplicationId(new_id())))
    return ApplicationBody.of(started)


@router.get("", responses=problems())
async def list_applications_endpoint(
    tx: TxDep, query: Annotated[ApplicationQuery, Query()], page: PageDep
) -> SliceBody[ApplicationBody]:
    """Applicants see their own, institutions what was handed in to them, staff by permission."""
    tx.actor.require(permissions.VIEW)
    found = await queries.list_applications(tx, query.to_wanted(), page)
    return SliceBody[ApplicationBody](
        items=[ApplicationBody.of(one) for one in found.items], next_cursor=found.next_cursor
    )


@router.get("/shelves", responses=problems())
async def count_application_shelves_endpoint(tx: TxDep) -> ShelvesBody:
    tx.actor.require(permissions.VIEW)
    return ShelvesBody(counts=await queries.count_shelves(tx))


@router.post("/product-trial", responses=problems())
async def try_product_endpoint(tx: TxDep, body: TermsBody) -> TrialBody:
    """What these terms would have said to the newest past applicants; changes nothing."""
    return TrialBody.of(await try_product(tx, body.to_terms()))


@router.get("/{application_id}", responses=problems(errors.ApplicationNotFound))
async def get_application_endpoint(tx: TxDep, application_id: UUID) -> DossierBody:
    tx.actor.require(permissions.VIEW)
    return DossierBody.of(await get_dossier(tx, ApplicationId(application_id)))


@router.get(
    "/{application_id}/basis",
    responses=problems(errors.ApplicationNotFound, errors.FiguresMissing, errors.NoPrice),
)
async def get_approval_basis_endpoint(
    tx: TxDep,
    application_id: UUID,
    term_months: Annotated[int | None, Query(ge=1, le=360)] = None,
) -> BasisBody:
    """For the term that is to be granted; without one, for the wished."""
    tx.actor.require(permissions.VIEW_FILE)
    application = await queries.get_application(tx, ApplicationId(application_id))
    return BasisBody.of(await get_basis(tx, application, term_months))


@router.get(
    "/{application_id}/company",
    responses=problems(errors.ApplicationNotFound, EnterpriseNotFound),
)
async def get_applicant_company_endpoint(tx: TxDep, application_id: UUID) -> CompanyBody:
    """Who applies, and what its invoices tell; for whoever works on the application."""
    return CompanyBody.of(await get_company(tx, ApplicationId(application_id)))


@router.patch(
    "/{application_id}",
    responses=problems(
        errors.ApplicationNotFound,
        errors.NotEditable,
        errors.StaleVersion,
        errors.OutsideProduct,
    ),
)
async def edit_application_endpoint(
    tx: TxDep, application_id: UUID, body: EditBody
) -> ApplicationBody:
    """The version makes a repeated request harmless: the second one is stale."""
    edited = await edit_application(tx, ApplicationId(application_id), body.version, body.to_edit())
    return ApplicationBody.of(edited)


@hot_write("PATCH", "/applications/{application_id}")
async def edit_application_bytes(moment: Moment, application_id: UUID, sent: bytes) -> bytes | None:
    """The same as `edit_application`: drafts are saved while they are typed."""
    body = EditBody.model_validate_json(sent)
    edited = await edit_application_at_once(
        moment, ApplicationId(application_id), body.version, body.to_edit()
    )
    return None if edited is None else ApplicationBody.of(edited).model_dump_json().encode()


@router.put(
    "/{application_id}/documents/{document_id}",
    responses=problems(
        errors.ApplicationNotFound,
        errors.NotEditable,
        errors.DocumentKindUnknown,
        errors.TooManyDocuments,
        *FILE_FAULTS,
    ),
    openapi_extra=FILE_BODY,
)
async def attach_document_endpoint(
    received: ReceivedDep, tx: TxDep, application_id: UUID
) -> DocumentBody:
    """The file is read, inspected and stored before the transaction opens: it comes first."""
    document = await attach_document(tx, ApplicationId(application_id), received)
    return DocumentBody.of(document)


@router.delete(
    "/{application_id}/documents/{document_id}",
    status_code=204,
    responses=problems(errors.ApplicationNotFound, errors.DocumentNotFound, errors.NotEditable),
)
async def remove_document_endpoint(tx: TxDep, application_id: UUID, document_id: UUID) -> Response:
    await remove_document(tx, ApplicationId(application_id), DocumentId(document_id))
    return Response(status_code=204)


@router.get(
    "/{application_id}/documents/{document_id}/content",
    response_class=StreamingResponse,
    responses=problems(errors.ApplicationNotFound, errors.DocumentNotFound),
)
async def read_document_endpoint(
    tx: TxDep,
    setting: SettingDep,
    application_id: UUID,
    document_id: UUID,
    download: bool = False,
) -> Response:
    """Pictures and PDF open in the page; everything else, and on wish those too, is saved. Of a
    photo nobody is told where and with what it was taken; the file as it came stays in the store,
    for examinations."""
    document = await read_document(tx, ApplicationId(application_id), DocumentId(document_id))
    if document.file_type in PICTURES:
        original = await setting.storage.get(document.storage_key)
        content = await asyncio.to_thread(without_metadata, original)
        headers = headers_of(replace(document, size=len(content)), download=download)
        return Response(content, media_type=document.file_type, headers=headers)
    return StreamingResponse(
        setting.storage.stream(document.storage_key),
        media_type=document.file_type,
        headers=headers_of(document, download=download),
    )


@router.put(
    "/{application_id}/collateral/{item_id}",
    responses=problems(
        errors.ApplicationNotFound,
        errors.NotEditable,
        EnterpriseNotFound,
        ItemNotFound,
        KindNotWanted,
        RecordInvalid,
        TooManyItems,
        OfferedTwice,
        PledgedElsewhere,
    ),
)
async def keep_collateral_endpoint(
    tx: TxDep, application_id: UUID, item_id: UUID, body: CollateralRecordBody
) -> CollateralItemBody:
    """A thing that is to secure the loan, in full: sending it again changes nothing."""
    wish = body.to_wish(item_id)
    return CollateralItemBody.of(await keep_collateral(tx, ApplicationId(application_id), wish))


@router.delete(
    "/{application_id}/collateral/{item_id}",
    status_code=204,
    responses=problems(errors.ApplicationNotFound, ItemNotFound, errors.NotEditable),
)
async def remove_collateral_endpoint(tx: TxDep, application_id: UUID, item_id: UUID) -> Response:
    await remove_collateral(tx, ApplicationId(application_id), item_id)
    return Response(status_code=204)


@router.post(
    "/{application_id}/collateral/{item_id}/judgement",
    dependencies=[ONCE],
    responses=problems(*WORK, EnterpriseNotFound, ItemNotFound, UnsoundItem, ValueRaised),
)
async def judge_collateral_endpoint(
    tx: TxDep, application_id: UUID, item_id: UUID, body: CollateralJudgementBody
) -> CollateralItemBody:
    opinion = body.to_opinion()
    return CollateralItemBody.of(
        await judge_collateral(tx, ApplicationId(application_id), item_id, opinion)
    )


@router.post(
    "/{application_id}/submission",
    dependencies=[ONCE],
    responses=problems(
        *MOVE,
        EnterpriseNotFound,
        errors.StaleVersion,
        errors.Incomplete,
        errors.ProductNotOffered,
        OwnedByAnother,
    ),
)
async def submit_application_endpoint(
    tx: TxDep, application_id: UUID, body: SubmitBody
) -> ApplicationBody:
    submitted = await submit_application(tx, ApplicationId(application_id), body.version)
    return ApplicationBody.of(submitted)


@router.post(
    "/{application_id}/withdrawal",
    dependencies=[ONCE],
    responses=problems(*MOVE, errors.ContractNotReady),
)
async def withdraw_application_endpoint(
    tx: TxDep, application_id: UUID, body: WithdrawBody
) -> ApplicationBody:
    withdrawn = await withdraw_application(
        tx, ApplicationId(application_id), body.reason, body.note
    )
    return ApplicationBody.of(withdrawn)


@router.post("/{application_id}/taking", dependencies=[ONCE], responses=problems(*WORK))
async def take_application_endpoint(tx: TxDep, application_id: UUID) -> ApplicationBody:
    return ApplicationBody.of(await take_application(tx, ApplicationId(application_id)))


@router.post(
    "/{application_id}/assignment",
    dependencies=[ONCE],
    responses=problems(*MOVE, errors.NotAMember),
)
async def assign_application_endpoint(
    tx: TxDep, application_id: UUID, body: AssignBody
) -> ApplicationBody:
    assigned = await assign_application(tx, ApplicationId(application_id), UserId(body.assignee_id))
    return ApplicationBody.of(assigned)


@router.post("/{application_id}/review", dependencies=[ONCE], responses=problems(*WORK))
async def pass_review_endpoint(
    tx: TxDep, application_id: UUID, body: ReviewBody
) -> ApplicationBody:
    passed = await pass_review(tx, ApplicationId(application_id), body.findings)
    return ApplicationBody.of(passed)


@router.post("/{application_id}/due-diligence", dependencies=[ONCE], responses=problems(*WORK))
async def pass_due_diligence_endpoint(
    tx: TxDep, application_id: UUID, body: DueDiligenceBody
) -> ApplicationBody:
    passed = await pass_due_diligence(tx, ApplicationId(application_id), body.checklist, body.note)
    return ApplicationBody.of(passed)


@router.post(
    "/{application_id}/approval",
    dependencies=[ONCE],
    responses=problems(
        *WORK,
        SecondPersonNeeded,
        errors.AboveAsked,
        CommitteeNeeded,
        SharesUnanswered,
        ShareTooLarge,
        errors.AboveGroupLimit,
        errors.AboveLimit,
        errors.AboveLendingValue,
        PledgedElsewhere,
        errors.OutsideProduct,
        errors.FiguresMissing,
        errors.NoPrice,
    ),
)
async def approve_application_endpoint(
    tx: TxDep, application_id: UUID, body: DecisionBody
) -> ApplicationBody:
    decision = body.to_decision(ContractId(new_id()))
    approved = await approve_application(tx, ApplicationId(application_id), decision)
    return ApplicationBody.of(approved)


@router.post("/{application_id}/rejection", dependencies=[ONCE], responses=problems(*WORK))
async def reject_application_endpoint(
    tx: TxDep, application_id: UUID, body: RejectBody
) -> ApplicationBody:
    rejected = await reject_application(tx, ApplicationId(application_id), body.reason, body.note)
    return ApplicationBody.of(rejected)


@router.post("/{application_id}/return", dependencies=[ONCE], responses=problems(*WORK))
async def return_application_endpoint(
    tx: TxDep, application_id: UUID, body: ReturnBody
) -> ApplicationBody:
    returned = await return_application(tx, ApplicationId(application_id), body.reason, body.note)
    return ApplicationBody.of(returned)


@router.post(
    "/{application_id}/payout-retry",
    dependencies=[ONCE],
    responses=problems(KeyReused, errors.ApplicationNotFound, errors.NothingToRetry),
)
async def retry_payout_endpoint(tx: TxDep, application_id: UUID) -> ApplicationBody:
    return ApplicationBody.of(await retry_payout(tx, ApplicationId(application_id)))


routers = (
    router,
    precedent_endpoints.router,
    peer_endpoints.router,
    calling_off_endpoints.router,
)
