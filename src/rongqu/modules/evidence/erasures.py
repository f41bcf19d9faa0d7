"""Lawful erasures: the content of a fact and its salt are gone, its commitment stays in the tree,
and the erasure is itself a fact on record. Who deletes content or salt without one has tampered.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rongqu.events.evidence import FactErased
from rongqu.infra.tx import Tx
from rongqu.modules.evidence import queries
from rongqu.modules.evidence.commitments import SALT_BYTES, commit, leaf_of
from rongqu.modules.evidence.errors import EntryDamaged, NotYetOnRecord
from rongqu.modules.evidence.proof_files import ErasureFile
from rongqu.modules.evidence.proving import prove_fact, prove_inclusion
from rongqu.modules.evidence.tree.hashing import hash_leaf
from rongqu.modules.evidence.tree.proofs import ProofWrong, check_inclusion
from rongqu.modules.evidence.types import Entry, Erasure, SignedCheckpoint
from rongqu.modules.evidence.verifying import is_about

NO_SALT = bytes(SALT_BYTES)


def is_without_content(entry: Entry) -> bool:
    """Without its salt a fact cannot be proved any more, even where it is still there."""
    return entry.fact is None or entry.salt == NO_SALT


async def find_erasure(tx: Tx, entry: Entry, checkpoint: SignedCheckpoint) -> Erasure | None:
    """Only one that is itself whole and in the tree that the log has signed."""
    for event_id in await queries.list_events_named(tx, entry.event_id, FactErased.name):
        by = await queries.find_entry_of_event(tx, event_id)
        if by is None or by.fact is None or not await _is_in_tree(tx, by, checkpoint):
            continue
        fact: dict[str, Any] = json.loads(by.fact)
        if is_about(fact, entry.index, entry.commitment):
            return _to_erasure(by, fact)
    return None


async def _is_in_tree(tx: Tx, entry: Entry, checkpoint: SignedCheckpoint) -> bool:
    if entry.fact is None or entry.salt is None:
        return False
    leaf = hash_leaf(leaf_of(commit(entry.salt, entry.fact.encode())))
    try:
        path = await prove_inclusion(tx, entry.index, checkpoint)
        check_inclusion(leaf, entry.index, checkpoint.size, path, checkpoint.root)
    except (EntryDamaged, NotYetOnRecord, ProofWrong):
        return False
    return True


async def prove_erasure(tx: Tx, entry: Entry, erasure: Erasure) -> ErasureFile:
    """That this place was erased lawfully: its commitment in the tree, and the fact of it."""
    newest = await queries.get_newest_checkpoint(tx)
    path = await prove_inclusion(tx, entry.index, newest)
    by = await prove_fact(tx, await queries.get_entry(tx, erasure.entry))
    return ErasureFile(
        commitment=entry.commitment,
        index=entry.index,
        path=tuple(path),
        note=newest.note,
        erasure=by,
    )


def _to_erasure(by: Entry, fact: Mapping[str, Any]) -> Erasure:
    content: Mapping[str, Any] = fact["content"]
    return Erasure(
        entry=by.index,
        erased_at=datetime.fromisoformat(fact["at"]),
        ground=content["ground"],
        reference=content["reference"],
    )
