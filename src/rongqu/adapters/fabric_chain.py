"""A channel of Hyperledger Fabric that keeps the root of every checkpoint, spoken to by the Gateway
protocol of its peers (Fabric 2.4 and later). The chaincode is `anchor_chaincode/index.js`.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64encode
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import grpc.aio
from betterproto2 import Message

from rongqu.infra.clock import Clock, utc_now
from rongqu.infra.environment import EnvironmentProblem
from rongqu.infra.fabric.messages import (
    OK,
    CommitStatusRequest,
    CommitStatusResponse,
    EndorseRequest,
    EndorseResponse,
    EvaluateRequest,
    EvaluateResponse,
    ProcessedTransaction,
    SignedCommitStatusRequest,
    SubmitRequest,
    SubmitResponse,
    Validity,
)
from rongqu.infra.fabric.signing import Member, NotAMember
from rongqu.infra.fabric.transactions import (
    Call,
    Proposed,
    TransactionInvalid,
    propose,
    read_envelope,
    sign_prepared,
)
from rongqu.modules.evidence.ports import (
    AnchorFailed,
    Checkpoint,
    Grown,
    Note,
    NoteInvalid,
    Receipt,
)

Answer = TypeVar("Answer", bound=Message)

NONCE_BYTES = 24
TIMEOUT_SECONDS = 10.0
COMMIT_SECONDS = 30.0
"""A block is made every few seconds, and is final."""
AWAY = frozenset({grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED})
LEDGER = "qscc"
"""Fabric's own chaincode, which answers what is on the ledger."""


class MemberUnreadable(EnvironmentProblem):
    def __init__(self, what: str) -> None:
        super().__init__(f"RONGQU_FABRIC_CERTIFICATE and RONGQU_FABRIC_KEY: {what}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`target`: host and port of a peer; `roots`: PEM of the CA of its TLS, None without TLS."""

    target: str
    channel: str
    chaincode: str
    roots: bytes | None = None


def read_member(msp: str, certificate: Path, key: Path) -> Member:
    """Raises MemberUnreadable."""
    try:
        return Member.of(msp, certificate.read_bytes(), key.read_bytes())
    except (OSError, NotAMember) as error:
        raise MemberUnreadable(str(error)) from error


class _Gateway:
    """One connection, and the four things that are asked over it."""

    def __init__(self, line: grpc.aio.Channel, place: Place, member: Member, clock: Clock) -> None:
        self._line = line
        self._place = place
        self._member = member
        self._clock = clock

    async def evaluate(self, chaincode: str, *arguments: bytes) -> bytes:
        """What a function answers; nothing is written."""
        proposed = self._propose(chaincode, arguments)
        request = EvaluateRequest(
            transaction_id=proposed.id,
            channel_id=self._place.channel,
            proposed_transaction=proposed.signed,
        )
        answer = await self._ask("Evaluate", request, EvaluateResponse.parse)
        if answer.result is None or answer.result.status != OK:
            raise AnchorFailed("refused")
        return answer.result.payload

    async def submit(self, chaincode: str, *arguments: bytes) -> None:
        """Until it is in a block."""
        proposed = self._propose(chaincode, arguments)
        place = {"transaction_id": proposed.id, "channel_id": self._place.channel}
        wish = EndorseRequest(**place, proposed_transaction=proposed.signed)
        endorsed = await self._ask("Endorse", wish, EndorseResponse.parse)
        if endorsed.prepared_transaction is None:
            raise AnchorFailed("unreadable")
        signed = sign_prepared(self._member, proposed, endorsed.prepared_transaction)
        order = SubmitRequest(**place, prepared_transaction=signed)
        await self._ask("Submit", order, SubmitResponse.parse)
        if (await self.status(proposed.id)).result != Validity.VALID:
            raise AnchorFailed("refused")

    async def status(self, transaction: str) -> CommitStatusResponse:
        """What became of a transaction, waited for."""
        asked = bytes(
            CommitStatusRequest(
                transaction_id=transaction,
                channel_id=self._place.channel,
                identity=self._member.identity,
            )
        )
        request = SignedCommitStatusRequest(request=asked, signature=self._member.sign(asked))
        parse = CommitStatusResponse.parse
        return await self._ask("CommitStatus", request, parse, COMMIT_SECONDS)

    def _propose(self, chaincode: str, arguments: tuple[bytes, ...]) -> Proposed:
        call = Call(self._place.channel, chaincode, list(arguments))
        return propose(self._member, call, secrets.token_bytes(NONCE_BYTES), self._clock())

    async def _ask(
        self,
        method: str,
        request: Message,
        parse: Callable[[bytes], Answer],
        seconds: float = TIMEOUT_SECONDS,
    ) -> Answer:
        ask: grpc.aio.UnaryUnaryMultiCallable[bytes, bytes]
        ask = self._line.unary_unary(f"/gateway.Gateway/{method}")
        try:
            return parse(await ask(bytes(request), timeout=seconds))
        except grpc.aio.AioRpcError as error:
            is_away = error.code() in AWAY
            raise AnchorFailed("unreachable" if is_away else "refused") from error


class FabricChain:
    """`member`: who speaks; the organisation that anchors first is the only one that may."""

    name = "fabric"

    def __init__(self, place: Place, member: Member, clock: Clock = utc_now) -> None:
        self._place = place
        self._member = member
        self._clock = clock

    async def anchor(self, note: str, grown: Grown) -> Receipt:
        """As on any chain: what was sent before a crash is found again, and what the ledger says
        of this size is the receipt, not what was sent."""
        del grown  # the chaincode compares no trees: whoever reads it does
        try:
            checkpoint = Checkpoint.parse(Note.parse(note).text)
        except NoteInvalid as error:
            raise AnchorFailed("unreadable") from error
        async with self._connect() as gateway:
            try:
                if not await self._find(gateway, checkpoint):
                    await self._send(gateway, checkpoint)
                kept = json.loads(await self._find(gateway, checkpoint))
                return await self._receipt(gateway, checkpoint, kept)
            except (TransactionInvalid, ValueError, TypeError, KeyError, EOFError) as error:
                raise AnchorFailed("unreadable") from error

    @asynccontextmanager
    async def _connect(self) -> AsyncGenerator[_Gateway]:
        """Asked every few minutes: a line that is kept open would be of no use."""
        target, roots = self._place.target, self._place.roots
        if roots is None:
            line = grpc.aio.insecure_channel(target)
        else:
            line = grpc.aio.secure_channel(target, grpc.ssl_channel_credentials(roots))
        async with line:
            yield _Gateway(line, self._place, self._member, self._clock)

    async def _find(self, gateway: _Gateway, checkpoint: Checkpoint) -> bytes:
        size = str(checkpoint.size).encode()
        return await gateway.evaluate(self._place.chaincode, b"find", size)

    async def _send(self, gateway: _Gateway, checkpoint: Checkpoint) -> None:
        newest = int(await gateway.evaluate(self._place.chaincode, b"newest"))
        if newest > checkpoint.size:
            raise AnchorFailed("chain_is_ahead")
        await gateway.submit(self._place.chaincode, *_arguments(checkpoint))

    async def _receipt(
        self, gateway: _Gateway, checkpoint: Checkpoint, kept: dict[str, Any]
    ) -> Receipt:
        """With the transaction itself: whoever has the roots of the channel's organisations sees
        in it, without a node, who endorsed what."""
        if kept["root"] != checkpoint.root.hex():
            raise AnchorFailed("fork")
        transaction = str(kept["transaction"])
        asked = b"GetTransactionByID", self._place.channel.encode(), transaction.encode()
        found = ProcessedTransaction.parse(await gateway.evaluate(LEDGER, *asked))
        envelope = found.transaction_envelope
        if envelope is None or found.validation_code != Validity.VALID:
            raise AnchorFailed("not_mined")
        endorsed = read_envelope(envelope)
        wanted = Call(self._place.channel, self._place.chaincode, list(_arguments(checkpoint)))
        if endorsed.id != transaction or endorsed.call != wanted or not endorsed.is_endorsed:
            raise AnchorFailed("unreadable")
        block = (await gateway.status(transaction)).block_number
        told = {
            "channel": self._place.channel,
            "chaincode": self._place.chaincode,
            "transaction": transaction,
            "block": block,
            "size": checkpoint.size,
            "root": checkpoint.root.hex(),
            "envelope": b64encode(bytes(envelope)).decode(),
        }
        proof = json.dumps(told, indent=2).encode() + b"\n"
        at = datetime.fromtimestamp(int(kept["at"]), UTC)
        return Receipt(reference=transaction, proof=proof, at=at)


def _arguments(checkpoint: Checkpoint) -> tuple[bytes, bytes, bytes]:
    return b"anchor", str(checkpoint.size).encode(), checkpoint.root.hex().encode()
