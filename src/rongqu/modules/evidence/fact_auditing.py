"""The part of an audit that hashes: facts and salts lead to commitments, commitments to the leaves
of the tree, without a gap. The next window is read while one is hashed."""

from __future__ import annotations

from asyncio import create_task, to_thread
from collections.abc import AsyncGenerator, Callable, Iterator
from itertools import chain

from rongqu.infra.jobs import Work
from rongqu.modules.evidence import audit_queries, queries
from rongqu.modules.evidence.audit_queries import Batch
from rongqu.modules.evidence.commitments import (
    COMMITMENT_BYTES,
    SALT_BYTES,
    commit,
    commit_all,
    hash_leaves,
    leaf_of,
)
from rongqu.modules.evidence.erasures import NO_SALT, find_erasure
from rongqu.modules.evidence.tree.hashing import HASH_BYTES, hash_leaf
from rongqu.modules.evidence.tree.tiles import TILE_HASHES, TileKey, Tiles
from rongqu.modules.evidence.types import Damage, Finding

WINDOW = 128 * TILE_HASHES
KEPT = 100
"""Findings that are told one by one; the rest is counted."""

Tell = Callable[[Finding], None]
_Window = tuple[list[Batch], Tiles]


async def check_facts(work: Work, size: int, tell: Tell) -> None:
    expected = 0
    async for batches, tiles in _windows(work, size):
        for batch in batches:
            _tell_missing(range(expected, batch.first_index), tell)
            expected = max(expected, batch.first_index + batch.size)
        for finding in await to_thread(_find_damages, batches, tiles, size):
            if not await _is_erased_lawfully(work, finding):
                tell(finding)
    _tell_missing(range(expected, size), tell)


async def _is_erased_lawfully(work: Work, finding: Finding) -> bool:
    if finding.damage is not Damage.FACT_DELETED or finding.index is None:
        return False
    async with work.open_tx() as tx:
        entry = await queries.get_entry(tx, finding.index)
        newest = await queries.get_newest_checkpoint(tx)
        return entry.fact is None and await find_erasure(tx, entry, newest) is not None


def _tell_missing(gap: range, tell: Tell) -> None:
    for index in gap[:KEPT]:
        tell(Finding(damage=Damage.ENTRY_MISSING, index=index))


async def _windows(work: Work, size: int) -> AsyncGenerator[_Window]:
    """Also what stands behind the end of the tree: the last window is open."""
    reading = create_task(_read_window(work, 0, size))
    try:
        for start in range(WINDOW, size + 1, WINDOW):
            window = await reading
            reading = create_task(_read_window(work, start, size))
            yield window
        yield await reading
    finally:
        reading.cancel()


async def _read_window(work: Work, start: int, size: int) -> _Window:
    end = None if start + WINDOW > size else start + WINDOW
    keys = [TileKey(0, (start + at) // TILE_HASHES) for at in range(0, WINDOW, TILE_HASHES)]
    async with work.open_tx() as tx:
        batches = await audit_queries.list_batches(tx, start, end)
        return batches, await queries.read_tiles(tx, keys)


def _find_damages(batches: list[Batch], tiles: Tiles, size: int) -> list[Finding]:
    return list(chain.from_iterable(_check_batch(batch, size, tiles) for batch in batches))


def _check_batch(batch: Batch, size: int, tiles: Tiles) -> Iterator[Finding]:
    leaves = _leaves_between(tiles, batch.first_index, batch.first_index + batch.size)
    commitments = _commitments_of(batch)
    is_whole = b"".join(commitments) == batch.commitments and hash_leaves(commitments) == leaves
    if is_whole and None not in batch.facts:
        return
    for at, commitment in enumerate(commitments):
        damage = _damage_at(batch, at, commitment, size, leaves)
        if damage is not None:
            yield Finding(damage=damage, index=batch.first_index + at, event_id=batch.event_ids[at])


def _leaves_between(tiles: Tiles, start: int, end: int) -> bytes:
    """A batch lies in one tile."""
    first = start % TILE_HASHES * HASH_BYTES
    tile = tiles.get(TileKey(0, start // TILE_HASHES), b"")
    return tile[first : first + (end - start) * HASH_BYTES]


def _commitments_of(batch: Batch) -> list[bytes]:
    """Of an erased fact only the commitment is left."""
    facts = [fact for fact in batch.facts if fact is not None]
    if len(facts) == batch.size:
        return commit_all(batch.salts, facts)
    return [
        batch.commitments[at * COMMITMENT_BYTES : (at + 1) * COMMITMENT_BYTES]
        if fact is None
        else commit(batch.salts[at * SALT_BYTES : (at + 1) * SALT_BYTES], fact.encode())
        for at, fact in enumerate(batch.facts)
    ]


def _damage_at(batch: Batch, at: int, commitment: bytes, size: int, leaves: bytes) -> Damage | None:
    leaf = leaves[at * HASH_BYTES : (at + 1) * HASH_BYTES]
    stored = batch.commitments[at * COMMITMENT_BYTES : (at + 1) * COMMITMENT_BYTES]
    if batch.first_index + at >= size:
        return Damage.ENTRY_INSERTED
    is_salted = batch.salts[at * SALT_BYTES : (at + 1) * SALT_BYTES] != NO_SALT
    if hash_leaf(leaf_of(stored)) == leaf and (batch.facts[at] is None or not is_salted):
        return Damage.FACT_DELETED
    if hash_leaf(leaf_of(commitment)) == leaf:
        return None if commitment == stored else Damage.FACT_CHANGED
    if hash_leaf(leaf_of(stored)) == leaf:
        return Damage.FACT_CHANGED
    return Damage.ENTRY_MOVED
