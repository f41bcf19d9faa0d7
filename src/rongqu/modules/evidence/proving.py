"""Making proofs: which tiles they need, and what is in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.evidence import permissions, queries
from rongqu.modules.evidence.errors import EntryDamaged, NotYetOnRecord
from rongqu.modules.evidence.proof_files import ConsistencyFile, ProofFile
from rongqu.modules.evidence.tree.tiles import (
    Span,
    TileMissing,
    consistency_path,
    inclusion_path,
    root_of_span,
    tiles_for,
)
from rongqu.modules.evidence.types import Entry, SignedCheckpoint

MOST_EVENTS = 2_000


async def prove_fact(tx: Tx, entry: Entry) -> ProofFile:
    """That the fact is in the log, as of the newest checkpoint that witnesses have signed; where
    none has, of the newest one."""
    if entry.fact is None or entry.salt is None:
        raise EntryDamaged(index=entry.index)
    cosigned = await queries.find_cosigned(tx, entry.index)
    newest = cosigned or await queries.get_newest_checkpoint(tx)
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


async def prove_events(
    tx: Tx, subjects: Collection[UUID], parties: Collection[OrganisationId]
) -> tuple[ProvedEvent, ...]:
    """What these organisations may see of these subjects, oldest first; the newest two thousand."""
    tx.actor.require(permissions.VIEW)
    lines = await queries.list_events_concerning(tx, subjects, parties, MOST_EVENTS)
    entries = await queries.find_entries_of_events(tx, [line.event_id for line in lines])
    newest = await queries.find_newest_checkpoint(tx)
    proofs = {} if newest is None else await _prove_facts(tx, list(entries.values()), newest)
    return tuple(
        ProvedEvent(line.event_id, line.name, line.occurred_at, proofs.get(line.event_id))
        for line in lines
    )


async def _prove_facts(
    tx: Tx, entries: Sequence[Entry], newest: SignedCheckpoint
) -> dict[UUID, str]:
    """Of those in the tree whose content is kept; all their tiles are read at once."""
    paths = {
        entry.event_id: inclusion_path(entry.index, newest.size)
        for entry in entries
        if entry.fact is not None and entry.index < newest.size
    }
    spans = [span for path in paths.values() for span in path]
    roots = dict(zip(spans, await _roots(tx, spans), strict=True))
    return {
        entry.event_id: ProofFile(
            fact=entry.fact,
            salt=entry.salt,
            index=entry.index,
            path=tuple(roots[span] for span in paths[entry.event_id]),
            note=newest.note,
        ).dump()
        for entry in entries
        if entry.event_id in paths and entry.fact is not None and entry.salt is not None
    }
