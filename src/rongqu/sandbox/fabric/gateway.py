"""The Gateway of a sandbox peer over gRPC: it checks what a real one checks of a client (who
speaks, signatures, transaction ids, nothing twice) and endorses with a key of its own."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256

import grpc.aio

from rongqu.infra.fabric.messages import (
    OK,
    ChaincodeAction,
    ChaincodeActionPayload,
    ChaincodeEndorsedAction,
    ChaincodeId,
    CommitStatusRequest,
    CommitStatusResponse,
    Endorsement,
    EndorseRequest,
    EndorseResponse,
    Envelope,
    EvaluateRequest,
    EvaluateResponse,
    Header,
    Payload,
    Proposal,
    ProposalResponsePayload,
    Response,
    SerializedIdentity,
    SignedCommitStatusRequest,
    SignedProposal,
    SubmitRequest,
    SubmitResponse,
    Transaction,
    TransactionAction,
)
from rongqu.infra.fabric.signing import Member, is_signed_by
from rongqu.infra.fabric.transactions import (
    Call,
    read_envelope,
    read_proposal,
    transaction_id,
)
from rongqu.sandbox.fabric.ledger import Caller, ChaincodeRefused, Ledger

SERVICE = "gateway.Gateway"
LEDGER = "qscc"
Context = grpc.aio.ServicerContext[bytes, bytes]
Answering = Callable[[bytes, Context], Awaitable[bytes]]


class Refused(Exception):
    def __init__(self, code: grpc.StatusCode, why: str) -> None:
        super().__init__(why)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """`members`: whose identities the channel believes."""

    channel: str
    chaincode: str
    members: frozenset[bytes]
    peer: Member
    ledger: Ledger


class Gateway:
    def __init__(self, network: Network) -> None:
        self._network = network
        self._ledger = network.ledger

    async def evaluate(self, question: bytes, _: Context) -> bytes:
        asked = EvaluateRequest.parse(question)
        caller, call = self._check(asked.proposed_transaction, asked.channel_id)
        payload = self._run(caller, call)
        return bytes(EvaluateResponse(result=Response(status=OK, payload=payload)))

    async def endorse(self, question: bytes, _: Context) -> bytes:
        asked = EndorseRequest.parse(question)
        signed = asked.proposed_transaction
        caller, call = self._check(signed, asked.channel_id)
        answer = self._run(caller, call)
        assert signed is not None, "it was checked"
        envelope = self._endorse(Proposal.parse(signed.proposal_bytes), call, answer)
        return bytes(EndorseResponse(prepared_transaction=envelope))

    async def submit(self, question: bytes, _: Context) -> bytes:
        asked = SubmitRequest.parse(question)
        envelope = asked.prepared_transaction or Envelope()
        endorsed = read_envelope(envelope)
        if not is_signed_by(endorsed.creator, envelope.payload, envelope.signature):
            raise Refused(grpc.StatusCode.PERMISSION_DENIED, "not signed by its creator")
        if endorsed.id in self._ledger.transactions or not endorsed.is_endorsed:
            raise Refused(grpc.StatusCode.ABORTED, "known, or not endorsed")
        caller = Caller(_msp_of(endorsed.creator), endorsed.id, endorsed.at)
        self._ledger.commit(caller, endorsed.call.arguments, envelope)
        return bytes(SubmitResponse())

    async def commit_status(self, question: bytes, _: Context) -> bytes:
        signed = SignedCommitStatusRequest.parse(question)
        asked = CommitStatusRequest.parse(signed.request)
        self._check_signature(asked.identity, signed.request, signed.signature)
        found = self._ledger.transactions.get(asked.transaction_id)
        if found is None:  # a real one waits for it, until the caller has waited long enough
            raise Refused(grpc.StatusCode.DEADLINE_EXCEEDED, "not committed")
        return bytes(CommitStatusResponse(result=found.validity, block_number=found.block))

    def _check_signature(self, identity: bytes, message: bytes, signature: bytes) -> None:
        if identity not in self._network.members:
            raise Refused(grpc.StatusCode.PERMISSION_DENIED, "not a member of the channel")
        if not is_signed_by(identity, message, signature):
            raise Refused(grpc.StatusCode.PERMISSION_DENIED, "not signed by its creator")

    def _check(self, signed: SignedProposal | None, channel: str) -> tuple[Caller, Call]:
        if signed is None or channel != self._network.channel:
            raise Refused(grpc.StatusCode.NOT_FOUND, "no such channel")
        header, signer, call = read_proposal(signed)
        self._check_signature(signer.creator, signed.proposal_bytes, signed.signature)
        if header.tx_id != transaction_id(signer.nonce, signer.creator):
            raise Refused(grpc.StatusCode.INVALID_ARGUMENT, "another transaction id")
        at = header.timestamp.seconds if header.timestamp else 0
        return Caller(_msp_of(signer.creator), header.tx_id, at), call

    def _run(self, caller: Caller, call: Call) -> bytes:
        if call.chaincode == LEDGER and call.arguments[:1] == [b"GetTransactionByID"]:
            return self._ledger.look_up(call.arguments[2].decode())
        if call.chaincode != self._network.chaincode:
            raise Refused(grpc.StatusCode.FAILED_PRECONDITION, "no such chaincode")
        return self._ledger.simulate(caller, call.arguments)

    def _endorse(self, proposal: Proposal, call: Call, answer: bytes) -> Envelope:
        peer = self._network.peer
        action = ChaincodeAction(
            response=Response(status=OK, payload=answer),
            chaincode_id=ChaincodeId(name=call.chaincode),
        )
        results = bytes(
            ProposalResponsePayload(
                proposal_hash=sha256(proposal.header + proposal.payload).digest(),
                extension=bytes(action),
            )
        )
        endorsement = Endorsement(
            endorser=peer.identity, signature=peer.sign(results + peer.identity)
        )
        content = ChaincodeActionPayload(
            chaincode_proposal_payload=proposal.payload,
            action=ChaincodeEndorsedAction(
                proposal_response_payload=results, endorsements=[endorsement]
            ),
        )
        header = Header.parse(proposal.header)
        done = TransactionAction(header=header.signature_header, payload=bytes(content))
        payload = Payload(header=header, data=bytes(Transaction(actions=[done])))
        return Envelope(payload=bytes(payload))


@asynccontextmanager
async def serve_gateway(
    network: Network, host: str = "127.0.0.1", port: int = 0
) -> AsyncGenerator[str]:
    """At this port, or a free one; its address."""
    gateway = Gateway(network)
    methods = {
        "Evaluate": gateway.evaluate,
        "Endorse": gateway.endorse,
        "Submit": gateway.submit,
        "CommitStatus": gateway.commit_status,
    }
    handlers: dict[str, grpc.RpcMethodHandler[bytes, bytes]] = {
        name: grpc.unary_unary_rpc_method_handler(_answering(method))
        for name, method in methods.items()
    }
    server = grpc.aio.server()
    server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler(SERVICE, handlers)])
    bound = server.add_insecure_port(f"{host}:{port}")
    await server.start()
    try:
        yield f"{host}:{bound}"
    finally:
        await server.stop(grace=None)


def _answering(method: Answering) -> Answering:
    async def answer(question: bytes, context: Context) -> bytes:
        try:
            return await method(question, context)
        except ChaincodeRefused as error:
            await context.abort(grpc.StatusCode.ABORTED, str(error))
        except Refused as error:
            await context.abort(error.code, str(error))

    return answer


def _msp_of(identity: bytes) -> str:
    return SerializedIdentity.parse(identity).mspid
