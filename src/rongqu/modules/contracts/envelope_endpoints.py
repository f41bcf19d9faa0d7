"""The API of envelopes: reading, proving oneself, signing, handing on, refusing, taking back."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request
from fastapi.responses import StreamingResponse

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import (
    ONCE,
    PageDep,
    SettingDep,
    SliceBody,
    TxDep,
    module_router,
)
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import ApprovalId, ContractId, UserId, new_id
from rongqu.modules.compliance.public import ApprovalPending, find_pending
from rongqu.modules.contracts import envelope_queries, permissions
from rongqu.modules.contracts.actions.agree_to_sign import agree_to_sign
from rongqu.modules.contracts.actions.ask_waiver import WAIVE_FINDINGS, ask_waiver
from rongqu.modules.contracts.actions.delegate_signature import Delegation, delegate_signature
from rongqu.modules.contracts.actions.offer_code import offer_code
from rongqu.modules.contracts.actions.refuse_to_sign import Refusal, refuse_to_sign
from rongqu.modules.contracts.actions.withdraw_envelope import withdraw_envelope
from rongqu.modules.contracts.envelope_schemas import (
    AgreeBody,
    ChallengeBody,
    DelegateBody,
    EnvelopeBody,
    EnvelopeReviewBody,
    OfferedCodeBody,
    RefuseBody,
    WaiverWishBody,
    WithdrawBody,
)
from rongqu.modules.contracts.envelope_types import (
    EnvelopeId,
    EnvelopeStatus,
)
from rongqu.modules.contracts.errors import (
    AlreadySigned,
    AttorneyUnknown,
    CannotSign,
    CannotVoid,
    CodeWrong,
    DocumentChanged,
    EnvelopeIsHeld,
    EnvelopeNotFound,
    IntentMissing,
    NoAddressForCode,
    NotHeld,
    NotParty,
    NotSender,
    NotYourTurn,
    SigningExpired,
    TooManyCodes,
)
from rongqu.modules.contracts.intents import Counted, count_proof, take_proof
from rongqu.modules.identity.public import (
    PasskeyRefused,
    RelyingPartyDep,
    TooManyAttempts,
    WrongCode,
    name_people,
    offer_challenge,
)

router = module_router("contracts", prefix="/envelopes")

PDF = "application/pdf"


@router.get("", responses=problems())
async def list_envelopes_endpoint(
    tx: TxDep,
    page: PageDep,
    status: Annotated[EnvelopeStatus | None, Query()] = None,
    kind: Annotated[str | None, Query(max_length=40)] = None,
    set_of: Annotated[UUID | None, Query()] = None,
) -> SliceBody[EnvelopeBody]:
    """`set_of`: the papers of one loan contract."""
    tx.actor.require(permissions.VIEW)
    wanted = envelope_queries.EnvelopeFilter(
        status=status, kind=kind, set_of=None if set_of is None else ContractId(set_of)
    )
    found = await envelope_queries.list_envelopes(tx, page, wanted)
    items = [EnvelopeBody.of(each) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/{envelope_id}", responses=problems(EnvelopeNotFound))
async def get_envelope_endpoint(tx: TxDep, envelope_id: UUID) -> EnvelopeBody:
    tx.actor.require(permissions.VIEW)
    return EnvelopeBody.of(await envelope_queries.get_envelope(tx, EnvelopeId(envelope_id)))


@router.get(
    "/{envelope_id}/document",
    response_class=StreamingResponse,
    responses=problems(EnvelopeNotFound)
    | {200: {"content": {PDF: {"schema": {"type": "string", "format": "binary"}}}}},
)
async def get_envelope_document_endpoint(
    tx: TxDep, setting: SettingDep, envelope_id: UUID
) -> StreamingResponse:
    """With all signatures so far. It is read after the transaction has ended, while it is sent."""
    tx.actor.require(permissions.VIEW)
    envelope = await envelope_queries.get_envelope(tx, EnvelopeId(envelope_id))
    headers = {
        "Content-Disposition": f'inline; filename="{envelope.id}.pdf"',
        "Content-Length": str(envelope.newest.size),
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'self'",
        "Cache-Control": "private, no-cache",
        "ETag": f'"{envelope.newest.sha256}"',
    }
    content = setting.storage.stream(envelope.newest.key)
    return StreamingResponse(content, media_type=PDF, headers=headers)


@router.get("/{envelope_id}/review", responses=problems(EnvelopeNotFound))
async def get_envelope_review_endpoint(tx: TxDep, envelope_id: UUID) -> EnvelopeReviewBody:
    """What the rules found in its text before it was sent."""
    tx.actor.require(permissions.VIEW)
    return await _review(tx, EnvelopeId(envelope_id))


@router.post(
    "/{envelope_id}/waiver",
    status_code=202,
    dependencies=[ONCE],
    responses=problems(KeyReused, EnvelopeNotFound, NotHeld, ApprovalPending),
)
async def ask_waiver_endpoint(
    tx: TxDep, envelope_id: UUID, body: WaiverWishBody
) -> EnvelopeReviewBody:
    """Sent once a second person agrees that it may pass."""
    wanted = EnvelopeId(envelope_id)
    await ask_waiver(tx, ApprovalId(new_id()), wanted, body.reason)
    return await _review(tx, wanted)


async def _review(tx: Tx, envelope_id: EnvelopeId) -> EnvelopeReviewBody:
    envelope = await envelope_queries.get_envelope(tx, envelope_id)
    found = await envelope_queries.get_review(tx, envelope_id)
    pending = await find_pending(tx, WAIVE_FINDINGS, str(envelope_id))
    people = [each for each in (found.waived_by, pending and pending.asked_by) if each]
    return EnvelopeReviewBody.of(envelope, found, pending, await name_people(tx, people))


@router.put(
    "/{envelope_id}/code",
    responses=problems(
        EnvelopeNotFound,
        EnvelopeIsHeld,
        NotParty,
        AlreadySigned,
        CannotSign,
        SigningExpired,
        NoAddressForCode,
        TooManyCodes,
    ),
)
async def offer_code_endpoint(tx: TxDep, envelope_id: UUID) -> OfferedCodeBody:
    """PUT: asked again within a minute, the code that is under way counts."""
    tx.actor.require(permissions.VIEW)
    return OfferedCodeBody.of(await offer_code(tx, EnvelopeId(envelope_id)))


@router.put("/{envelope_id}/challenge", responses=problems(EnvelopeNotFound))
async def offer_signing_challenge_endpoint(
    tx: TxDep, relying_party: RelyingPartyDep, envelope_id: UUID
) -> ChallengeBody:
    """What a passkey answers for this document and no other; nothing is stored."""
    tx.actor.require(permissions.VIEW)
    envelope = await envelope_queries.get_envelope(tx, EnvelopeId(envelope_id))
    return ChallengeBody(options=offer_challenge(relying_party, envelope.document.sha256, tx.now))


async def _count(request: Request, envelope_id: UUID, body: AgreeBody) -> Counted:
    return await count_proof(request, envelope_id, body)


COUNTED = Depends(_count)


@router.post(
    "/{envelope_id}/signature",
    dependencies=[COUNTED, ONCE],
    responses=problems(
        KeyReused,
        EnvelopeNotFound,
        IntentMissing,
        CodeWrong,
        WrongCode,
        PasskeyRefused,
        TooManyAttempts,
        NotParty,
        NotYourTurn,
        CannotSign,
        EnvelopeIsHeld,
        AlreadySigned,
        DocumentChanged,
        SigningExpired,
    ),
)
async def agree_to_sign_endpoint(
    tx: TxDep,
    relying_party: RelyingPartyDep,
    counted: Annotated[Counted, COUNTED],
    envelope_id: UUID,
    body: AgreeBody,
) -> EnvelopeBody:
    """The person proves to be who they are and to mean this document; the signature follows within
    seconds."""
    tx.actor.require(permissions.VIEW)
    intent = await take_proof(tx, relying_party, counted, body)
    return EnvelopeBody.of(await agree_to_sign(tx, EnvelopeId(envelope_id), intent))


@router.post(
    "/{envelope_id}/delegation",
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        EnvelopeNotFound,
        NotParty,
        AlreadySigned,
        CannotSign,
        EnvelopeIsHeld,
        SigningExpired,
        DocumentChanged,
        AttorneyUnknown,
    ),
)
async def delegate_signature_endpoint(
    tx: TxDep, envelope_id: UUID, body: DelegateBody
) -> EnvelopeBody:
    tx.actor.require(permissions.SIGN)
    wish = Delegation(attorney_id=UserId(body.attorney_id), sha256=body.sha256)
    return EnvelopeBody.of(await delegate_signature(tx, EnvelopeId(envelope_id), wish))


@router.post(
    "/{envelope_id}/refusal",
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        EnvelopeNotFound,
        EnvelopeIsHeld,
        NotParty,
        AlreadySigned,
        CannotSign,
        SigningExpired,
        CannotVoid,
    ),
)
async def refuse_to_sign_endpoint(tx: TxDep, envelope_id: UUID, body: RefuseBody) -> EnvelopeBody:
    tx.actor.require(permissions.SIGN)
    refusal = Refusal(reason=body.reason, note=body.note)
    return EnvelopeBody.of(await refuse_to_sign(tx, EnvelopeId(envelope_id), refusal))


@router.post(
    "/{envelope_id}/withdrawal",
    dependencies=[ONCE],
    responses=problems(KeyReused, EnvelopeNotFound, NotSender, CannotSign),
)
async def withdraw_envelope_endpoint(
    tx: TxDep, envelope_id: UUID, body: WithdrawBody
) -> EnvelopeBody:
    tx.actor.require(permissions.SEND)
    return EnvelopeBody.of(await withdraw_envelope(tx, EnvelopeId(envelope_id), body.note))
