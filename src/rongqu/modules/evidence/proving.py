"""Making proofs: which tiles they need, and what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rongqu.infra.tx import Tx
from rongqu.modules.evidence import queries
from rongqu.modules.evidence.errors import EntryDamaged, FactErased, NotYetOnRecord
from rongqu.modules.evidence.proof_files import ConsistencyFile, ProofFile
from rongqu.modules.evidence.tree.tiles import (
    Span,
    TileMissing,
    consistency_path,
    inclusion_path,
    root_of_span,
    tiles_for,
)
from rongqu.modules.evidence.types import Entry, EventLine, SignedCheckpoint

MOST_EVENTS = 500


async def prove_fact(tx: Tx, entry: Entry) -> ProofFile:
    """That the fact is in the log, as of the newest checkpoint."""
    if entry.fact is None or entry.salt is None:
        raise FactErased(index=entry.index)
    newest = await queries.get_newest_checkpoint(tx)
    path = await prove_inclusion(tx, entry.index, newest)
    return ProofFile(
        fact=entry.fact, salt=entry.salt, index=entry.index, path=tuple(path), note=newest.note
    )


async def prove_inclusion(tx: Tx, index: int, checkpoint: SignedCheckpoint) -> list[bytes]:
    if index >= checkpoint.size:
        raise NotYetOnRecord(index=index)
    return await _roots(tx, inclusion_path(index, checkpoint.size))


async def prove_consistency(
    tx: Tx, older: SignedCheckpoint, newer: SignedCheckpoint
) -> ConsistencyFile:
    """That nothing of the older tree was changed on the way to the newer one."""
    path = await _roots(tx, consistency_path(older.size, newer.size))
    return ConsistencyFile(older=older.note, newer=newer.note, path=tuple(path))


async def prove_growth(tx: Tx, first: int, second: int) -> list[bytes]:
    """The bare path between two sizes, for witnesses."""
    return await _roots(tx, consistency_path(first, second))


async def _roots(tx: Tx, spans: Sequence[Span]) -> list[bytes]:
    tiles = await queries.read_tiles(tx, tiles_for(spans))
    try:
        return [root_of_span(span, tiles) for span in spans]
    except (TileMissing, KeyError) as error:
        raise EntryDamaged(tile=str(error)) from error


@dataclass(frozen=True, slots=True)
class ProvedEvent:
    """`proof` is None when it is not on record yet, or its fact was erased."""

    id: UUID
    name: str
    occurred_at: datetime
    proof: str | None


async def prove_events(tx: Tx, subject_id: UUID) -> tuple[ProvedEvent, ...]:
    """Of what concerns a subject and the actor may see, oldest first; at most five hundred."""
    lines = await queries.list_events_of_subject(tx, subject_id, MOST_EVENTS)
    return tuple([await _prove_event(tx, line) for line in reversed(lines)])


async def _prove_event(tx: Tx, line: EventLine) -> ProvedEvent:
    entry = await queries.find_entry_of_event(tx, line.event_id)
    is_provable = entry is not None and entry.fact is not None
    proof = (await prove_fact(tx, entry)).dump() if entry is not None and is_provable else None
    return ProvedEvent(line.event_id, line.name, line.occurred_at, proof)
