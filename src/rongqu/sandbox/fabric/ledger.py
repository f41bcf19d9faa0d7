"""One channel with one chaincode: the rules of `anchor_chaincode/index.js`, and what is on it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from rongqu.infra.fabric.messages import Envelope, ProcessedTransaction, Validity

NOTHING = "0" * 64


class ChaincodeRefused(Exception):
    """An error that the chaincode throws; the gateway hands it on."""


@dataclass(frozen=True, slots=True)
class Caller:
    msp: str
    transaction: str
    at: int


@dataclass
class Committed:
    envelope: Envelope
    validity: Validity
    block: int


@dataclass
class Ledger:
    owner: str = ""
    newest: int = 0
    roots: dict[int, str] = field(default_factory=dict[int, str])
    transactions: dict[str, Committed] = field(default_factory=dict[str, Committed])
    simulated: dict[str, int] = field(default_factory=dict[str, int])
    """By transaction, which newest size it had read when it was endorsed."""

    def simulate(self, caller: Caller, arguments: Sequence[bytes]) -> bytes:
        """What a call would do, and would answer; nothing is written."""
        function, *values = (each.decode() for each in arguments)
        match function, values:
            case "anchor", [size, root]:
                self._check(caller.msp, int(size), root)
                self.simulated[caller.transaction] = self.newest
                answer = ""
            case "find", [size]:
                answer = self.roots.get(int(size), "")
            case "newest", []:
                answer = str(self.newest)
            case _:
                raise ChaincodeRefused("no such function")
        return answer.encode()

    def _check(self, msp: str, size: int, root: str) -> None:
        if self.owner not in {"", msp}:
            raise ChaincodeRefused("not the owner")
        if root == NOTHING or len(root) != len(NOTHING):
            raise ChaincodeRefused("root: 64 hexadecimal digits")
        if size <= self.newest:
            raise ChaincodeRefused("not a larger size")

    def commit(self, caller: Caller, arguments: Sequence[bytes], envelope: Envelope) -> None:
        """A block of its own. What was read when it was endorsed must not have changed since."""
        validity = Validity.VALID
        if self.simulated.pop(caller.transaction, None) != self.newest:
            validity = Validity.MVCC_READ_CONFLICT
        block = len(self.transactions) + 1
        self.transactions[caller.transaction] = Committed(envelope, validity, block)
        if validity is Validity.VALID:
            _, size, root = (each.decode() for each in arguments)
            self.owner, self.newest = caller.msp, int(size)
            kept = {
                "at": caller.at,
                "owner": caller.msp,
                "root": root,
                "size": int(size),
                "transaction": caller.transaction,
            }
            self.roots[int(size)] = json.dumps(kept)

    def look_up(self, transaction: str) -> bytes:
        """As `qscc` answers to GetTransactionByID."""
        found = self.transactions.get(transaction)
        if found is None:
            raise ChaincodeRefused("no such transaction")
        return bytes(
            ProcessedTransaction(
                transaction_envelope=found.envelope, validation_code=found.validity
            )
        )
