"""Transactions of Fabric: proposed and signed by a client, endorsed by peers, signed once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from rongqu.infra.fabric.messages import (
    ENDORSER_TRANSACTION,
    OK,
    ChaincodeAction,
    ChaincodeActionPayload,
    ChaincodeHeaderExtension,
    ChaincodeId,
    ChaincodeInput,
    ChaincodeInvocationSpec,
    ChaincodeProposalPayload,
    ChaincodeSpec,
    ChannelHeader,
    Endorsement,
    Envelope,
    Header,
    Payload,
    Proposal,
    ProposalResponsePayload,
    SignatureHeader,
    SignedProposal,
    Timestamp,
    Transaction,
)
from rongqu.infra.fabric.signing import Member, is_signed_by


class TransactionInvalid(ValueError):
    """It is not a transaction, or not that which was proposed."""


@dataclass(frozen=True, slots=True)
class Call:
    """Of a function of a chaincode on a channel."""

    channel: str
    chaincode: str
    arguments: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Proposed:
    id: str
    signed: SignedProposal


def transaction_id(nonce: bytes, creator: bytes) -> str:
    return sha256(nonce + creator).hexdigest()


def propose(member: Member, call: Call, nonce: bytes, at: datetime) -> Proposed:
    """`nonce`: 24 random bytes, used once."""
    number = transaction_id(nonce, member.identity)
    chaincode = ChaincodeId(name=call.chaincode)
    channel_header = ChannelHeader(
        type=ENDORSER_TRANSACTION,
        timestamp=Timestamp(seconds=int(at.timestamp()), nanos=at.microsecond * 1000),
        channel_id=call.channel,
        tx_id=number,
        extension=bytes(ChaincodeHeaderExtension(chaincode_id=chaincode)),
    )
    header = Header(
        channel_header=bytes(channel_header),
        signature_header=bytes(SignatureHeader(creator=member.identity, nonce=nonce)),
    )
    spec = ChaincodeSpec(chaincode_id=chaincode, input=ChaincodeInput(args=list(call.arguments)))
    invocation = bytes(ChaincodeInvocationSpec(chaincode_spec=spec))
    proposal = bytes(
        Proposal(header=bytes(header), payload=bytes(ChaincodeProposalPayload(input=invocation)))
    )
    return Proposed(
        number, SignedProposal(proposal_bytes=proposal, signature=member.sign(proposal))
    )


@dataclass(frozen=True, slots=True)
class Endorsed:
    """What an envelope holds."""

    id: str
    creator: bytes
    at: int
    """When it was proposed, in seconds of Unix time: what a chaincode sees as now."""
    call: Call
    """Only what is on the ledger of it: functions and arguments are."""
    results: bytes
    """Signed by each endorser, with its own identity behind it."""
    action: ChaincodeAction
    endorsements: Sequence[Endorsement]

    @property
    def is_endorsed(self) -> bool:
        """By somebody, and by nobody wrongly. Who has to is the channel's policy."""
        return bool(self.endorsements) and all(
            is_signed_by(each.endorser, self.results + each.endorser, each.signature)
            for each in self.endorsements
        )


def read_proposal(signed: SignedProposal) -> tuple[ChannelHeader, SignatureHeader, Call]:
    """Raises TransactionInvalid where a message is missing. Signatures are not looked at."""
    proposal = Proposal.parse(signed.proposal_bytes)
    header = Header.parse(proposal.header)
    channel = ChannelHeader.parse(header.channel_header)
    return (
        channel,
        SignatureHeader.parse(header.signature_header),
        _read_call(channel.channel_id, proposal.payload),
    )


def read_envelope(envelope: Envelope) -> Endorsed:
    """Raises TransactionInvalid where it has not exactly one action with its parts."""
    payload = Payload.parse(envelope.payload)
    actions = Transaction.parse(payload.data).actions
    if payload.header is None or len(actions) != 1:
        raise TransactionInvalid("not one action")
    channel = ChannelHeader.parse(payload.header.channel_header)
    content = ChaincodeActionPayload.parse(actions[0].payload)
    if content.action is None:
        raise TransactionInvalid("no endorsed action")
    results = content.action.proposal_response_payload
    action = ChaincodeAction.parse(ProposalResponsePayload.parse(results).extension)
    return Endorsed(
        id=channel.tx_id,
        creator=SignatureHeader.parse(payload.header.signature_header).creator,
        at=channel.timestamp.seconds if channel.timestamp else 0,
        call=_read_call(channel.channel_id, content.chaincode_proposal_payload),
        results=results,
        action=action,
        endorsements=content.action.endorsements,
    )


def sign_prepared(member: Member, proposed: Proposed, prepared: Envelope) -> Envelope:
    """Nothing is signed but what was proposed, as the peers have endorsed it.

    Raises TransactionInvalid.
    """
    endorsed = read_envelope(prepared)
    _, _, wanted = read_proposal(proposed.signed)
    response = endorsed.action.response
    if endorsed.id != proposed.id or endorsed.call != wanted:
        raise TransactionInvalid("another transaction than proposed")
    if response is None or response.status != OK or not endorsed.is_endorsed:
        raise TransactionInvalid("not endorsed")
    return Envelope(payload=prepared.payload, signature=member.sign(prepared.payload))


def _read_call(channel: str, payload: bytes) -> Call:
    invocation = ChaincodeInvocationSpec.parse(ChaincodeProposalPayload.parse(payload).input)
    spec = invocation.chaincode_spec
    if spec is None or spec.chaincode_id is None or spec.input is None:
        raise TransactionInvalid("no call")
    return Call(channel, spec.chaincode_id.name, spec.input.args)
