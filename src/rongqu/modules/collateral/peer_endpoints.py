"""Other platforms: the question that they ask, and what staff see of it."""

from __future__ import annotations

from fastapi import Request

from rongqu.infra.api_document import FOR_STRANGERS
from rongqu.infra.policies import read_policy
from rongqu.infra.problems import problems
from rongqu.infra.signed_messages import (
    NONCE,
    SIGNER,
    Key,
    Message,
    NotSigned,
    check_signed,
    target_of,
)
from rongqu.infra.tx import open_tx
from rongqu.infra.web import PageDep, Setting, SettingDep, SliceBody, TxDep, part_router
from rongqu.kernel.actor import SYSTEM
from rongqu.modules.collateral import errors, peer_queries
from rongqu.modules.collateral.actions.answer_peer import answer_peer
from rongqu.modules.collateral.peer_schemas import (
    AnsweredInquiryBody,
    PeerInquiryBody,
    PeersOfPledgesBody,
    PledgedBody,
)
from rongqu.modules.collateral.ports import PATH, PledgePeers, signer_of
from rongqu.modules.collateral.types import Inquiry

LONGEST_NONCE = 64

router = part_router("collateral", prefix="/collateral")


@router.post(
    PATH,
    responses=problems(errors.PeerRefused, errors.QuestionRepeated, errors.WrongDay),
    openapi_extra=FOR_STRANGERS,
)
async def answer_peer_endpoint(
    request: Request, body: PeerInquiryBody, setting: SettingDep
) -> PledgedBody:
    """For other platforms. The signature is checked before the database is touched; each message is
    answered once by its nonce, so no Idempotency-Key is wanted."""
    message = Message(request.method, target_of(request.scope), await request.body())
    inquiry = _read_inquiry(request, message, body, setting)
    async with open_tx(setting.engine, SYSTEM, setting.clock) as tx:
        return PledgedBody.of(await answer_peer(tx, inquiry))


def _read_inquiry(
    request: Request, message: Message, body: PeerInquiryBody, setting: Setting
) -> Inquiry:
    keys = {signer_of(name): (name, key) for name, key in _peers_of(setting).keys.items()}
    signer = request.headers.get(SIGNER, "")
    if signer not in keys or len(request.headers.get(NONCE, "")) > LONGEST_NONCE:
        raise errors.PeerRefused
    name, key = keys[signer]
    try:
        nonce = check_signed(Key(signer, key), message, request.headers, now=setting.clock())
    except NotSigned as refused:
        raise errors.PeerRefused from refused
    return Inquiry(peer=name, key=key, nonce=nonce, day=body.day, hashes=frozenset(body.hashes))


def _peers_of(setting: Setting) -> PledgePeers:
    """An installation may have none."""
    return setting.port(PledgePeers) if PledgePeers in setting.ports else PledgePeers(())


@router.get("/peers", responses=problems())
async def list_pledge_peers_endpoint(tx: TxDep, setting: SettingDep) -> PeersOfPledgesBody:
    """The platforms that are connected, what they were asked and what they have asked."""
    peers = _peers_of(setting)
    asked = [peer.name for peer in peers.all]
    dealings = await peer_queries.list_dealings(tx, asked, peers.keys)
    return PeersOfPledgesBody.of(
        dealings, int(await read_policy(tx, "collateral.peer_things_a_day"))
    )


@router.get("/peer-inquiries", responses=problems())
async def list_peer_inquiries_endpoint(tx: TxDep, page: PageDep) -> SliceBody[AnsweredInquiryBody]:
    found = await peer_queries.list_inquiries(tx, page)
    items = [AnsweredInquiryBody.of(each) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)
