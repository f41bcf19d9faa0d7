"""The messages of Fabric's Gateway protocol, as far as they are used here, by their names and
numbers in `hyperledger/fabric-protos` (Fabric 2.4 and later). A field that is not
declared is kept out of what is sent; what was read is never written and signed again, so that no
unknown field is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from betterproto2 import (
    TYPE_BYTES,
    TYPE_INT32,
    TYPE_INT64,
    TYPE_MESSAGE,
    TYPE_STRING,
    TYPE_UINT64,
    Message,
    field,
)

ENDORSER_TRANSACTION = 3
"""`common.HeaderType`."""
OK = 200
"""`common.Status`."""


class Validity(IntEnum):
    """`protos.TxValidationCode`: what became of a transaction in its block."""

    VALID = 0
    BAD_CREATOR_SIGNATURE = 4
    DUPLICATE_TXID = 9
    ENDORSEMENT_POLICY_FAILURE = 10
    MVCC_READ_CONFLICT = 11


@dataclass(eq=False, repr=False)
class SerializedIdentity(Message):
    """`id_bytes`: the certificate, in PEM."""

    mspid: str = field(1, TYPE_STRING)
    id_bytes: bytes = field(2, TYPE_BYTES)


@dataclass(eq=False, repr=False)
class Timestamp(Message):
    seconds: int = field(1, TYPE_INT64)
    nanos: int = field(2, TYPE_INT32)


@dataclass(eq=False, repr=False)
class ChannelHeader(Message):
    type: int = field(1, TYPE_INT32)
    timestamp: Timestamp | None = field(3, TYPE_MESSAGE, optional=True)
    channel_id: str = field(4, TYPE_STRING)
    tx_id: str = field(5, TYPE_STRING)
    extension: bytes = field(7, TYPE_BYTES)


@dataclass(eq=False, repr=False)
class SignatureHeader(Message):
    creator: bytes = field(1, TYPE_BYTES)
    nonce: bytes = field(2, TYPE_BYTES)


@dataclass(eq=False, repr=False)
class Header(Message):
    channel_header: bytes = field(1, TYPE_BYTES)
    signature_header: bytes = field(2, TYPE_BYTES)


@dataclass(eq=False, repr=False)
class Payload(Message):
    header: Header | None = field(1, TYPE_MESSAGE, optional=True)
    data: bytes = field(2, TYPE_BYTES)


@dataclass(eq=False, repr=False)
class Envelope(Message):
    payload: bytes = field(1, TYPE_BYTES)
    signature: bytes = field(2, TYPE_BYTES)


@dataclass(eq=False, repr=False)
class ChaincodeId(Message):
    name: str = field(2, TYPE_STRING)


@dataclass(eq=False, repr=False)
class ChaincodeHeaderExtension(Message):
    chaincode_id: ChaincodeId | None = field(2, TYPE_MESSAGE, optional=True)


@dataclass(eq=False, repr=False)
class ChaincodeInput(Message):
    args: list[bytes] = field(1, TYPE_BYTES, repeated=True)


@dataclass(eq=False, repr=False)
class ChaincodeSpec(Message):
    chaincode_id: ChaincodeId | None = field(2, TYPE_MESSAGE, optional=True)
    input: ChaincodeInput | None = field(3, TYPE_MESSAGE, optional=True)


@dataclass(eq=False, repr=False)
class ChaincodeInvocationSpec(Message):
    chaincode_spec: ChaincodeSpec | None = field(1, TYPE_MESSAGE, optional=True)


@dataclass(eq=False, repr=False)
class ChaincodeProposalPayload(Message):
    input: bytes = field(1, TYPE_BYTES)


@dataclass(eq=False, repr=False)
class Proposal(Message):
    header: bytes = field(1, TYPE_BYTES)
    payload: bytes = field(2, TYPE_BYTES)


@dataclass(eq=False, repr=False)
class SignedProposal(Message):
    proposal_bytes: bytes = field(1, TYPE_BYTES)
    signature: bytes = field(2, TYPE_BYTES)


@dataclass(eq=False, repr=False)
class Response(Message):
    status: int = field(1, TYPE_INT32)
    message: str = field(2, TYPE_STRING)
    payload: bytes = field(3, TYPE_BYTES)


@dataclass(eq=False, repr=False)
class ChaincodeAction(Message):
    response: Response | None = field(3, TYPE_MESSAGE, optional=True)
    chaincode_id: ChaincodeId | None = field(4, TYPE_MESSAGE, optional=True)


@dataclass(eq=False, repr=False)
class ProposalResponsePayload(Message):
    proposal_hash: bytes = field(1, TYPE_BYTES)
    extension: bytes = field(2, TYPE_BYTES)


@dataclass(eq=False, repr=False)
class Endorsement(Message):
    endorser: bytes = field(1, TYPE_BYTES)
    signature: bytes = field(2, TYPE_BYTES)


@dataclass(eq=False, repr=False)
class ChaincodeEndorsedAction(Message):
    proposal_response_payload: bytes = field(1, TYPE_BYTES)
    endorsements: list[Endorsement] = field(2, TYPE_MESSAGE, repeated=True)


@dataclass(eq=False, repr=False)
class ChaincodeActionPayload(Message):
    chaincode_proposal_payload: bytes = field(1, TYPE_BYTES)
    action: ChaincodeEndorsedAction | None = field(2, TYPE_MESSAGE, optional=True)


@dataclass(eq=False, repr=False)
class TransactionAction(Message):
    header: bytes = field(1, TYPE_BYTES)
    payload: bytes = field(2, TYPE_BYTES)


@dataclass(eq=False, repr=False)
class Transaction(Message):
    actions: list[TransactionAction] = field(1, TYPE_MESSAGE, repeated=True)


@dataclass(eq=False, repr=False)
class ProcessedTransaction(Message):
    """What the ledger's own chaincode `qscc` answers to GetTransactionByID."""

    transaction_envelope: Envelope | None = field(1, TYPE_MESSAGE, optional=True)
    validation_code: int = field(2, TYPE_INT32)


@dataclass(eq=False, repr=False)
class EndorseRequest(Message):
    transaction_id: str = field(1, TYPE_STRING)
    channel_id: str = field(2, TYPE_STRING)
    proposed_transaction: SignedProposal | None = field(3, TYPE_MESSAGE, optional=True)


@dataclass(eq=False, repr=False)
class EndorseResponse(Message):
    prepared_transaction: Envelope | None = field(1, TYPE_MESSAGE, optional=True)


@dataclass(eq=False, repr=False)
class SubmitRequest(Message):
    transaction_id: str = field(1, TYPE_STRING)
    channel_id: str = field(2, TYPE_STRING)
    prepared_transaction: Envelope | None = field(3, TYPE_MESSAGE, optional=True)


@dataclass(eq=False, repr=False)
class SubmitResponse(Message):
    """Empty: whether it was committed is asked for."""


@dataclass(eq=False, repr=False)
class CommitStatusRequest(Message):
    transaction_id: str = field(1, TYPE_STRING)
    channel_id: str = field(2, TYPE_STRING)
    identity: bytes = field(3, TYPE_BYTES)


@dataclass(eq=False, repr=False)
class SignedCommitStatusRequest(Message):
    request: bytes = field(1, TYPE_BYTES)
    signature: bytes = field(2, TYPE_BYTES)


@dataclass(eq=False, repr=False)
class CommitStatusResponse(Message):
    result: int = field(1, TYPE_INT32)
    block_number: int = field(2, TYPE_UINT64)


@dataclass(eq=False, repr=False)
class EvaluateRequest(Message):
    transaction_id: str = field(1, TYPE_STRING)
    channel_id: str = field(2, TYPE_STRING)
    proposed_transaction: SignedProposal | None = field(3, TYPE_MESSAGE, optional=True)


@dataclass(eq=False, repr=False)
class EvaluateResponse(Message):
    result: Response | None = field(1, TYPE_MESSAGE, optional=True)
