"""Making proofs: which tiles they need, and what is in them."""

from __future__ import annotations

from collections.abc import Sequence

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
from rongqu.modules.evidence.types import Entry, SignedCheckpoint


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
