"""The API of sealing many documents at once: choose, prove oneself, watch."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from rongqu.infra.problems import problems
from rongqu.infra.web import ONCE, PageDep, SliceBody, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import new_id
from rongqu.modules.contracts.public import (
    AgreeBody,
    ChallengeBody,
    CodeWrong,
    Counted,
    EnvelopeId,
    IntentMissing,
    NoAddressForCode,
    OfferedCodeBody,
    TooManyCodes,
    count_proof,
    take_proof,
)
from rongqu.modules.identity.public import (
    PasskeyRefused,
    RelyingPartyDep,
    TooManyAttempts,
    WrongCode,
    offer_challenge,
)
from rongqu.modules.sealing import permissions, queries
from rongqu.modules.sealing.actions.agree_to_seal import agree_to_seal
from rongqu.modules.sealing.actions.offer_list_code import offer_list_code
from rongqu.modules.sealing.actions.open_sealing import open_sealing
from rongqu.modules.sealing.actions.resume_sealing import resume_sealing
from rongqu.modules.sealing.actions.withdraw_sealing import withdraw_sealing
from rongqu.modules.sealing.errors import (
    ListChanged,
    NotAgreed,
    NotWaiting,
    SealingHasEnded,
    SealingNotFound,
    SealingNotOpen,
)
from rongqu.modules.sealing.schemas import LineBody, OpenSealingBody, SealingBody, WaitingBody
from rongqu.modules.sealing.types import SealingId

router = module_router("sealing", prefix="/sealings")


@router.get("", responses=problems())
async def list_sealings_endpoint(tx: TxDep, page: PageDep) -> SliceBody[SealingBody]:
    tx.actor.require(permissions.VIEW)
    found = await queries.list_sealings(tx, page)
    items = [SealingBody.of(each) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/waiting", responses=problems())
async def list_waiting_for_seal_endpoint(tx: TxDep) -> list[WaitingBody]:
    """What waits for the seal of the own organisation, at most a thousand."""
    tx.actor.require(permissions.SIGN)
    return [WaitingBody.of(each) for each in await queries.list_waiting(tx)]


@router.post(
    "",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, NotWaiting),
)
async def open_sealing_endpoint(tx: TxDep, body: OpenSealingBody) -> SealingBody:
    """The list of documents; nothing is agreed to yet."""
    tx.actor.require(permissions.SIGN)
    chosen = [EnvelopeId(each) for each in body.envelope_ids]
    return SealingBody.of(await open_sealing(tx, SealingId(new_id()), chosen))


@router.get("/{sealing_id}", responses=problems(SealingNotFound))
async def get_sealing_endpoint(tx: TxDep, sealing_id: UUID) -> SealingBody:
    tx.actor.require(permissions.VIEW)
    return SealingBody.of(await queries.get_sealing(tx, SealingId(sealing_id)))


@router.get("/{sealing_id}/documents", responses=problems(SealingNotFound))
async def list_sealing_documents_endpoint(tx: TxDep, sealing_id: UUID) -> list[LineBody]:
    tx.actor.require(permissions.VIEW)
    sealing = await queries.get_sealing(tx, SealingId(sealing_id))
    lines = await queries.list_lines(tx, sealing.id)
    papers = await queries.read_papers_of(tx, lines)
    return [LineBody.of(each, papers[each.place]) for each in lines]


@router.put(
    "/{sealing_id}/code",
    responses=problems(SealingNotFound, SealingNotOpen, NoAddressForCode, TooManyCodes),
)
async def offer_list_code_endpoint(tx: TxDep, sealing_id: UUID) -> OfferedCodeBody:
    """PUT: asked again within a minute, the code that is under way counts."""
    tx.actor.require(permissions.SIGN)
    return OfferedCodeBody.of(await offer_list_code(tx, SealingId(sealing_id)))


@router.put("/{sealing_id}/challenge", responses=problems(SealingNotFound))
async def offer_list_challenge_endpoint(
    tx: TxDep, relying_party: RelyingPartyDep, sealing_id: UUID
) -> ChallengeBody:
    """What a passkey answers for this list and no other; nothing is stored."""
    tx.actor.require(permissions.SIGN)
    sealing = await queries.get_sealing(tx, SealingId(sealing_id))
    return ChallengeBody(options=offer_challenge(relying_party, sealing.sha256, tx.now))


@router.post(
    "/{sealing_id}/withdrawal",
    dependencies=[ONCE],
    responses=problems(KeyReused, SealingNotFound, SealingHasEnded),
)
async def withdraw_sealing_endpoint(tx: TxDep, sealing_id: UUID) -> SealingBody:
    """What has its seal keeps it; what is left waits for the seal as before."""
    tx.actor.require(permissions.SIGN)
    return SealingBody.of(await withdraw_sealing(tx, SealingId(sealing_id)))


@router.post(
    "/{sealing_id}/resumption",
    status_code=202,
    dependencies=[ONCE],
    responses=problems(KeyReused, SealingNotFound, SealingHasEnded, NotAgreed),
)
async def resume_sealing_endpoint(tx: TxDep, sealing_id: UUID) -> SealingBody:
    """What is left of an agreed list is tried again at once."""
    tx.actor.require(permissions.SIGN)
    return SealingBody.of(await resume_sealing(tx, SealingId(sealing_id)))


async def _count(request: Request, sealing_id: UUID, body: AgreeBody) -> Counted:
    return await count_proof(request, sealing_id, body)


COUNTED = Depends(_count)


@router.post(
    "/{sealing_id}/consent",
    status_code=202,
    dependencies=[COUNTED, ONCE],
    responses=problems(
        KeyReused,
        SealingNotFound,
        SealingNotOpen,
        ListChanged,
        IntentMissing,
        CodeWrong,
        WrongCode,
        PasskeyRefused,
        TooManyAttempts,
    ),
)
async def agree_to_seal_endpoint(
    tx: TxDep,
    relying_party: RelyingPartyDep,
    counted: Annotated[Counted, COUNTED],
    sealing_id: UUID,
    body: AgreeBody,
) -> SealingBody:
    """The person proves to be who they are and to mean this list; the seals follow."""
    tx.actor.require(permissions.SIGN)
    intent = await take_proof(tx, relying_party, counted, body)
    return SealingBody.of(await agree_to_seal(tx, SealingId(sealing_id), intent))
