"""The API of disputes: parse, call, answer."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import (
    ONCE,
    PageDep,
    SettingDep,
    SliceBody,
    TxDep,
    module_router,
    open_request_tx,
)
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import ContractId, OrganisationId, new_id
from rongqu.modules.contracts.public import ContractNotFound
from rongqu.modules.disputes import permissions, queries, rules
from rongqu.modules.disputes.actions.answer_proposal import answer_proposal
from rongqu.modules.disputes.actions.close_dispute import close_dispute
from rongqu.modules.disputes.actions.open_dispute import open_dispute
from rongqu.modules.disputes.actions.speak_in_dispute import speak_in_dispute
from rongqu.modules.disputes.actions.take_dispute import take_dispute
from rongqu.modules.disputes.bundle.collecting import collect
from rongqu.modules.disputes.bundle.packing import pack
from rongqu.modules.disputes.errors import (
    CannotDispute,
    DisputeEnded,
    DisputeNotFound,
    DisputeOpen,
    NoMediator,
    NotParty,
    NotYourProposal,
    TooManyNotes,
)
from rongqu.modules.disputes.schemas import (
    DisputeBody,
    DisputeLineBody,
    DisputeWordsBody,
    NewDisputeBody,
    ProposalAnswerBody,
)
from rongqu.modules.disputes.types import Dispute, DisputeId, DisputeSide
from rongqu.modules.evidence.public import CheckpointSigner
from rongqu.modules.identity.public import name_organisations, name_people

router = module_router("disputes", prefix="/disputes")

ZIP = "application/zip"


@router.get("", responses=problems())
async def list_disputes_endpoint(
    tx: TxDep,
    page: PageDep,
    is_open: Annotated[bool | None, Query()] = None,
    contract_id: Annotated[UUID | None, Query()] = None,
) -> SliceBody[DisputeLineBody]:
    tx.actor.require(permissions.VIEW)
    wanted = queries.DisputeFilter(
        is_open=is_open, contract_id=None if contract_id is None else ContractId(contract_id)
    )
    found = await queries.list_disputes(tx, page, wanted)
    names = await _names(tx, *found.items)
    items = [DisputeLineBody.of(each, names) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.post(
    "",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, ContractNotFound, NotParty, CannotDispute, DisputeOpen),
)
async def open_dispute_endpoint(tx: TxDep, body: NewDisputeBody) -> DisputeBody:
    return await _body(tx, await open_dispute(tx, body.to_new(DisputeId(new_id()))))


@router.get("/{dispute_id}", responses=problems(DisputeNotFound))
async def get_dispute_endpoint(tx: TxDep, dispute_id: UUID) -> DisputeBody:
    tx.actor.require(permissions.VIEW)
    return await _body(tx, await queries.get_dispute(tx, DisputeId(dispute_id)))


@router.post(
    "/{dispute_id}/mediator",
    dependencies=[ONCE],
    responses=problems(KeyReused, DisputeNotFound, DisputeEnded),
)
async def take_dispute_endpoint(tx: TxDep, dispute_id: UUID) -> DisputeBody:
    return await _body(tx, await take_dispute(tx, DisputeId(dispute_id)))


SPEAKING = problems(KeyReused, DisputeNotFound, NotParty, DisputeEnded, NoMediator, TooManyNotes)


@router.post("/{dispute_id}/statements", dependencies=[ONCE], responses=SPEAKING)
async def speak_in_dispute_endpoint(
    tx: TxDep, dispute_id: UUID, body: DisputeWordsBody
) -> DisputeBody:
    said = await speak_in_dispute(tx, DisputeId(dispute_id), body.text, is_proposal=False)
    return await _body(tx, said)


@router.post("/{dispute_id}/proposals", dependencies=[ONCE], responses=SPEAKING)
async def propose_settlement_endpoint(
    tx: TxDep, dispute_id: UUID, body: DisputeWordsBody
) -> DisputeBody:
    said = await speak_in_dispute(tx, DisputeId(dispute_id), body.text, is_proposal=True)
    return await _body(tx, said)


@router.post(
    "/{dispute_id}/proposals/{number}/answer",
    dependencies=[ONCE],
    responses=problems(KeyReused, DisputeNotFound, NotParty, DisputeEnded, NotYourProposal),
)
async def answer_proposal_endpoint(
    tx: TxDep, dispute_id: UUID, number: int, body: ProposalAnswerBody
) -> DisputeBody:
    wanted = DisputeId(dispute_id)
    answered = await answer_proposal(tx, wanted, number, is_accepted=body.is_accepted)
    return await _body(tx, answered)


@router.post(
    "/{dispute_id}/end",
    dependencies=[ONCE],
    responses=problems(KeyReused, DisputeNotFound, NotParty, DisputeEnded, NoMediator),
)
async def close_dispute_endpoint(
    tx: TxDep, dispute_id: UUID, body: DisputeWordsBody
) -> DisputeBody:
    return await _body(tx, await close_dispute(tx, DisputeId(dispute_id), body.text))


@router.get(
    "/{dispute_id}/bundle",
    response_class=Response,
    responses=problems(DisputeNotFound)
    | {200: {"content": {ZIP: {"schema": {"type": "string", "format": "binary"}}}}},
)
async def get_dispute_bundle_endpoint(
    request: Request, setting: SettingDep, dispute_id: UUID
) -> Response:
    """Everything about the contract in one file, for a court. Packed after the transaction."""
    async with open_request_tx(request) as tx:
        tx.actor.require(permissions.VIEW)
        dispute = await queries.get_dispute(tx, DisputeId(dispute_id))
        collected = await collect(tx, dispute)
    contract = await setting.storage.get(collected.document_key)
    verifier = str(setting.port(CheckpointSigner).verifier)
    content = await asyncio.to_thread(pack, collected, contract, verifier)
    headers = {
        "Content-Disposition": f'attachment; filename="{collected.number}-evidence.zip"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, media_type=ZIP, headers=headers)


async def _body(tx: Tx, dispute: Dispute) -> DisputeBody:
    line = DisputeLineBody.of(dispute, await _names(tx, dispute))
    names = await name_people(tx, {each.author_id for each in dispute.notes})
    return DisputeBody.of(dispute, line, _own_side(tx, dispute), names)


def _own_side(tx: Tx, dispute: Dispute) -> DisputeSide | None:
    is_concerned = tx.actor.organisation in dispute.parties or tx.actor.may(permissions.MEDIATE)
    return rules.side_of(dispute, tx.actor) if is_concerned else None


async def _names(tx: Tx, *disputes: Dispute) -> Mapping[OrganisationId, str]:
    parties = {party for each in disputes for party in each.parties}
    return await name_organisations(tx, parties)
