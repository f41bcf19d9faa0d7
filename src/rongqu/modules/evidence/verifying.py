"""The verifier: nothing but a file and keys to believe, so that it works offline and without us."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from rongqu.events.evidence import FactErased
from rongqu.modules.evidence.commitments import COMMITMENT_BYTES, SALT_BYTES, commit, leaf_of
from rongqu.modules.evidence.notes import Algorithm, Checkpoint, Note, NoteInvalid, VerifierKey
from rongqu.modules.evidence.proof_files import (
    ConsistencyFile,
    ErasureFile,
    FileUnreadable,
    ProofFile,
    load,
)
from rongqu.modules.evidence.tree.hashing import hash_leaf
from rongqu.modules.evidence.tree.proofs import (
    Flaw,
    ProofWrong,
    check_consistency,
    check_inclusion,
)
from rongqu.modules.evidence.types import SignedCheckpoint


class Verdict(StrEnum):
    INTACT = "intact"
    ERASED = "erased"
    """The content was taken away lawfully: its place is in the log, and so is the erasure."""
    NOT_ITS_ERASURE = "not_its_erasure"
    """The fact beside it tells of another erasure, or of none."""
    UNREADABLE = "unreadable"
    UNKNOWN_LOG = "unknown_log"
    """No key that we believe has signed the checkpoint."""
    SIGNATURE_WRONG = "signature_wrong"
    OTHER_TREE_SIZE = "other_tree_size"
    """The path belongs to a tree of another size."""
    NOT_IN_TREE = "not_in_tree"
    """The fact, its salt or the path was changed, or was never in this log."""
    FORK = "fork"
    """The log has shown two histories."""
    CHANGED = "changed"
    """Of exported records: they, or what is said about them, are not what was signed."""


@dataclass(frozen=True, slots=True)
class Cosignature:
    witness: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """`fact` only when it is proved; of an erased one, the fact that tells of its erasure."""

    verdict: Verdict
    checkpoint: Checkpoint | None = None
    index: int | None = None
    fact: dict[str, Any] | None = None
    cosignatures: tuple[Cosignature, ...] = ()


FLAWS = {
    Flaw.OUTSIDE: Verdict.OTHER_TREE_SIZE,
    Flaw.TOO_LONG: Verdict.OTHER_TREE_SIZE,
    Flaw.TOO_SHORT: Verdict.OTHER_TREE_SIZE,
    Flaw.OTHER_ROOT: Verdict.NOT_IN_TREE,
    Flaw.NO_HASH: Verdict.UNREADABLE,
    Flaw.FORK: Verdict.FORK,
}


class _Refused(Exception):
    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.value)
        self.verdict = verdict


def verify(content: bytes, keys: Collection[VerifierKey]) -> Verification:
    """`keys`: of the log, and of witnesses whose word counts."""
    try:
        found = load(content)
        if isinstance(found, ProofFile):
            return _verify_proof(found, keys)
        if isinstance(found, ErasureFile):
            return _verify_erasure(found, keys)
        return _verify_consistency(found, keys)
    except FileUnreadable:
        return Verification(verdict=Verdict.UNREADABLE)
    except _Refused as refused:
        return Verification(verdict=refused.verdict)
    except ProofWrong as wrong:
        return Verification(verdict=FLAWS[wrong.flaw])


def is_fork(checkpoints: Collection[Checkpoint]) -> bool:
    """Whether signed checkpoints contradict each other: one size, two roots."""
    trees = {(each.origin, each.size, each.root) for each in checkpoints}
    return len(trees) > len({(origin, size) for origin, size, _ in trees})


def _verify_proof(proof: ProofFile, keys: Collection[VerifierKey]) -> Verification:
    checkpoint, cosignatures = open_checkpoint(proof.note, keys)
    if len(proof.salt) != SALT_BYTES:
        raise _Refused(Verdict.UNREADABLE)
    leaf = hash_leaf(leaf_of(commit(proof.salt, proof.fact.encode())))
    check_inclusion(leaf, proof.index, checkpoint.size, proof.path, checkpoint.root)
    return Verification(
        verdict=Verdict.INTACT,
        checkpoint=checkpoint,
        index=proof.index,
        fact=json.loads(proof.fact),
        cosignatures=cosignatures,
    )


def _verify_erasure(found: ErasureFile, keys: Collection[VerifierKey]) -> Verification:
    checkpoint, cosignatures = open_checkpoint(found.note, keys)
    if len(found.commitment) != COMMITMENT_BYTES:
        raise _Refused(Verdict.UNREADABLE)
    leaf = hash_leaf(leaf_of(found.commitment))
    check_inclusion(leaf, found.index, checkpoint.size, found.path, checkpoint.root)
    by = _verify_proof(found.erasure, keys)
    is_same_log = by.checkpoint is not None and by.checkpoint.origin == checkpoint.origin
    if not is_same_log or by.fact is None or not is_about(by.fact, found.index, found.commitment):
        raise _Refused(Verdict.NOT_ITS_ERASURE)
    return Verification(
        verdict=Verdict.ERASED,
        checkpoint=checkpoint,
        index=found.index,
        fact=by.fact,
        cosignatures=cosignatures,
    )


def is_about(fact: Mapping[str, Any], index: int, commitment: bytes) -> bool:
    """Whether a fact tells of the erasure of this entry."""
    match fact:
        case {"name": FactErased.name, "content": {"index": place, "commitment": left}}:
            return place == index and left == commitment.hex()
        case _:
            return False


def _verify_consistency(found: ConsistencyFile, keys: Collection[VerifierKey]) -> Verification:
    older, _ = open_checkpoint(found.older, keys)
    newer, cosignatures = open_checkpoint(found.newer, keys)
    if older.origin != newer.origin:
        raise _Refused(Verdict.UNKNOWN_LOG)
    try:
        check_consistency(older.size, newer.size, found.path, older.root, newer.root)
    except ProofWrong as wrong:
        # Both are signed by the log, so a path that leads elsewhere is no honest mistake.
        is_other = wrong.flaw is Flaw.OTHER_ROOT
        raise _Refused(Verdict.FORK if is_other else FLAWS[wrong.flaw]) from wrong
    return Verification(verdict=Verdict.INTACT, checkpoint=newer, cosignatures=cosignatures)


def open_checkpoint(
    content: str, keys: Collection[VerifierKey]
) -> tuple[Checkpoint, tuple[Cosignature, ...]]:
    """A checkpoint that its log has signed, and who has seen it."""
    try:
        note = Note.parse(content)
        checkpoint = Checkpoint.parse(note.text)
    except NoteInvalid as error:
        raise _Refused(Verdict.UNREADABLE) from error
    try:
        signed = note.verified_by(keys)
    except NoteInvalid as error:
        raise _Refused(Verdict.SIGNATURE_WRONG) from error
    if not any(key.name == checkpoint.origin for key, _ in signed):
        raise _Refused(Verdict.UNKNOWN_LOG)
    return checkpoint, tuple(
        Cosignature(key.name, signature.cosigned_at)
        for key, signature in signed
        if key.algorithm is Algorithm.COSIGNATURE
    )


def read_signed(content: str, verifier: VerifierKey) -> Checkpoint | None:
    """A checkpoint of this log; None when it is not one that it has signed."""
    try:
        signed, _ = open_checkpoint(content, [verifier])
    except _Refused:
        return None
    return signed if signed.origin == verifier.name else None


def is_signed_by(checkpoint: SignedCheckpoint, verifier: VerifierKey) -> bool:
    """That what is stored of a checkpoint is what its log has signed."""
    signed = read_signed(checkpoint.note, verifier)
    return signed is not None and (signed.size, signed.root) == (checkpoint.size, checkpoint.root)
