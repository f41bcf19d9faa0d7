"""Reading with open eyes: an entry is shown only together with whether it is still what it was.

Four things are compared: the event log's row with the fact on record, the fact with its commitment,
the commitment with the leaf in its tile, and the leaf with the root that the log has signed.
"""

from __future__ import annotations

import json
from typing import Any

from rongqu.infra.tx import Tx
from rongqu.modules.evidence import queries
from rongqu.modules.evidence.canonical import canonical_json
from rongqu.modules.evidence.commitments import commit, leaf_of
from rongqu.modules.evidence.erasures import find_erasure, is_without_content
from rongqu.modules.evidence.errors import EntryDamaged
from rongqu.modules.evidence.notes import VerifierKey
from rongqu.modules.evidence.proving import prove_inclusion
from rongqu.modules.evidence.tree.hashing import HASH_BYTES, hash_leaf
from rongqu.modules.evidence.tree.proofs import ProofWrong, check_inclusion
from rongqu.modules.evidence.tree.tiles import TILE_HASHES, TileKey
from rongqu.modules.evidence.types import (
    Damage,
    Entry,
    Erasure,
    Finding,
    Reading,
    SignedCheckpoint,
    Statement,
)
from rongqu.modules.evidence.verifying import is_signed_by


async def read_entry(tx: Tx, entry: Entry, verifier: VerifierKey) -> Reading:
    checkpoint = await queries.get_newest_checkpoint(tx)
    statement = await queries.find_statement(tx, entry.event_id)
    leaf_hash = hash_leaf(leaf_of(entry.commitment))
    erasure = await find_erasure(tx, entry, checkpoint) if is_without_content(entry) else None
    damages = [
        *_compare(entry, statement, erasure),
        *await _check_tree(tx, entry.index, leaf_hash, checkpoint, verifier),
    ]
    findings = [await _to_finding(tx, damage, entry, statement) for damage in damages]
    return Reading(
        entry=entry,
        statement=statement,
        leaf_hash=leaf_hash,
        checkpoint=checkpoint,
        findings=tuple(findings),
        erasure=erasure,
    )


def _compare(entry: Entry, statement: Statement | None, erasure: Erasure | None) -> list[Damage]:
    if entry.fact is None or entry.salt is None or is_without_content(entry):
        if erasure is None or entry.fact is not None:
            return [Damage.FACT_DELETED]
        return [] if statement is not None else [Damage.EVENT_DELETED]
    if commit(entry.salt, entry.fact.encode()) != entry.commitment:
        return [Damage.FACT_CHANGED]
    if statement is None:
        return [Damage.EVENT_DELETED]
    if canonical_json(statement) != entry.fact:
        return [Damage.EVENT_CHANGED]
    return []


async def _check_tree(
    tx: Tx, index: int, leaf_hash: bytes, checkpoint: SignedCheckpoint, verifier: VerifierKey
) -> list[Damage]:
    if not is_signed_by(checkpoint, verifier):
        return [Damage.CHECKPOINT_CHANGED]
    if index >= checkpoint.size:
        return [Damage.ENTRY_INSERTED]
    try:
        path = await prove_inclusion(tx, index, checkpoint)
        check_inclusion(leaf_hash, index, checkpoint.size, path, checkpoint.root)
    except EntryDamaged:
        return [Damage.TILE_CHANGED]
    except ProofWrong:
        return [await _tell_apart(tx, index, leaf_hash)]
    return []


async def _tell_apart(tx: Tx, index: int, leaf_hash: bytes) -> Damage:
    """The entry stands where the tree has it, so the tree around it was changed; or elsewhere."""
    key = TileKey(0, index // TILE_HASHES)
    tile = (await queries.read_tiles(tx, [key])).get(key, b"")
    at = index % TILE_HASHES * HASH_BYTES
    is_in_place = tile[at : at + HASH_BYTES] == leaf_hash
    return Damage.TILE_CHANGED if is_in_place else Damage.ENTRY_MOVED


async def _to_finding(tx: Tx, damage: Damage, entry: Entry, statement: Statement | None) -> Finding:
    is_fact_whole = damage in (Damage.EVENT_CHANGED, Damage.EVENT_DELETED)
    was: dict[str, Any] | None = json.loads(entry.fact or "null") if is_fact_whole else None
    if damage is Damage.FACT_CHANGED:
        was = _event_if_committed(entry, statement)
    return Finding(
        damage=damage,
        index=entry.index,
        event_id=entry.event_id,
        intact_at=await queries.find_intact_at(tx, entry.index) or entry.appended_at,
        was=was,
        now=json.loads(entry.fact or "null") if damage is Damage.FACT_CHANGED else statement,
    )


def _event_if_committed(entry: Entry, statement: Statement | None) -> dict[str, Any] | None:
    """Our copy was changed; the event log may still have what was committed to."""
    if statement is None or entry.salt is None:
        return None
    is_it = commit(entry.salt, canonical_json(statement).encode()) == entry.commitment
    return dict(statement) if is_it else None
