"""Going over the whole record: every event, every fact, every tile, and what was promised outside.

Nothing that is stored is believed. The signature under the newest checkpoint is checked with the
key, which no database holds; the root must follow from the tiles, the tiles from the facts, and the
event log must still say what the facts say. A copy of a checkpoint in the file store tells when the
log was cut off at its end. Windows of entries are read one by one, so memory stays small.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from rongqu.infra.jobs import Work
from rongqu.infra.storage import FileMissing
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.modules.evidence import audit_queries, queries
from rongqu.modules.evidence.audit_queries import Batch, Difference
from rongqu.modules.evidence.commitments import COMMITMENT_BYTES, SALT_BYTES, commit, leaf_of
from rongqu.modules.evidence.notes import Checkpoint, VerifierKey
from rongqu.modules.evidence.tree.hashing import HASH_BYTES, hash_leaf, root_of_perfect
from rongqu.modules.evidence.tree.tiles import (
    TILE_BYTES,
    TILE_HASHES,
    Span,
    TileKey,
    TileMissing,
    Tiles,
    root_from_edge,
    root_of_span,
    tiles_for,
    widths,
)
from rongqu.modules.evidence.types import Audit, Damage, Finding, SignedCheckpoint
from rongqu.modules.evidence.verifying import is_signed_by, read_signed

WINDOW = 128 * TILE_HASHES
KEPT = 100
"""Findings that are told one by one; the rest is counted."""

HEAD = "evidence/checkpoint"
"""In the file store: the last checkpoint that was copied there."""


@dataclass(slots=True)
class _Report:
    findings: list[Finding] = field(default_factory=list[Finding])
    more: int = 0
    seen: set[tuple[Damage, int | None, UUID | None]] = field(
        default_factory=set[tuple[Damage, int | None, UUID | None]]
    )

    def tell(self, finding: Finding) -> None:
        key = (finding.damage, finding.index, finding.event_id)
        if key in self.seen:
            return
        self.seen.add(key)
        if len(self.findings) < KEPT:
            self.findings.append(finding)
        else:
            self.more += 1


Tell = Callable[[Finding], None]


async def audit_log(work: Work, verifier: VerifierKey) -> Audit:
    report = _Report()
    async with work.open_tx() as tx:
        started_at = tx.now
        newest = await queries.find_newest_checkpoint(tx)
    size = 0 if newest is None else newest.size
    await _check_head(work, verifier, newest, report.tell)
    await asyncio.gather(
        _check_tree(work, newest, report.tell),
        _check_facts(work, size, report.tell),
        _check_events(work, size, report.tell),
    )
    await _check_inserted(work, report)
    async with work.open_tx() as tx:
        return Audit(
            id=new_id(),
            started_at=started_at,
            ended_at=tx.now,
            size=size,
            findings=tuple([await _date(tx, finding) for finding in report.findings]),
            more_findings=report.more,
        )


async def read_head(work: Work, verifier: VerifierKey) -> Checkpoint | None:
    try:
        content = await work.storage.get(HEAD)
    except FileMissing:
        return None
    return read_signed(content.decode(), verifier)


async def _check_head(
    work: Work, verifier: VerifierKey, newest: SignedCheckpoint | None, tell: Tell
) -> None:
    head = await read_head(work, verifier)
    if newest is not None and not is_signed_by(newest, verifier):
        tell(Finding(damage=Damage.CHECKPOINT_CHANGED, index=newest.size - 1))
    if head is None:
        return
    size = 0 if newest is None else newest.size
    if head.size > size:
        tell(Finding(damage=Damage.LOG_SHORTENED, index=size))
        return
    span = Span(0, head.size)
    async with work.open_tx() as tx:
        tiles = await queries.read_tiles(tx, tiles_for([span]))
    if _root_or_none(span, tiles) != head.root:
        tell(Finding(damage=Damage.TILE_CHANGED, index=head.size - 1))


def _root_or_none(span: Span, tiles: Tiles) -> bytes | None:
    try:
        return root_of_span(span, tiles)
    except (TileMissing, KeyError):
        return None


async def _check_tree(work: Work, newest: SignedCheckpoint | None, tell: Tell) -> None:
    """Each tile's root stands in the tile above it, and the top leads to the signed root."""
    if newest is None:
        return
    level, hashes = 0, newest.size
    while hashes > TILE_HASHES:
        for start in range(0, hashes // TILE_HASHES, TILE_HASHES):
            end = min(start + TILE_HASHES, hashes // TILE_HASHES)
            await _check_parent(work, TileKey(level + 1, start // TILE_HASHES), (start, end), tell)
        level, hashes = level + 1, hashes // TILE_HASHES
    async with work.open_tx() as tx:
        edge = await queries.read_tiles(tx, widths(newest.size).keys())
    try:
        is_whole = root_from_edge(newest.size, edge) == newest.root
    except TileMissing:
        is_whole = False
    if not is_whole:
        tell(Finding(damage=Damage.TILE_CHANGED, index=newest.size - 1))


async def _check_parent(work: Work, parent: TileKey, numbers: tuple[int, int], tell: Tell) -> None:
    level, span = parent.level - 1, 1 << 8 * parent.level
    children = [TileKey(level, number) for number in range(*numbers)]
    async with work.open_tx() as tx:
        tiles = await queries.read_tiles(tx, [parent, *children])
    above = tiles.get(parent, b"")
    for at, key in enumerate(children):
        tile = tiles.get(key, b"")
        wanted = above[at * HASH_BYTES : (at + 1) * HASH_BYTES]
        if len(tile) != TILE_BYTES or root_of_perfect(tile) != wanted:
            tell(Finding(damage=Damage.TILE_CHANGED, index=key.index * span))


async def _check_facts(work: Work, size: int, tell: Tell) -> None:
    """Facts and salts lead to commitments, commitments to the leaves of the tree, without a gap."""
    expected = 0
    async for batches, leaves in _windows(work, size):
        for batch in batches:
            for index in range(expected, batch.first_index)[:KEPT]:
                tell(Finding(damage=Damage.ENTRY_MISSING, index=index))
            _check_batch(batch, size, leaves, tell)
            expected = max(expected, batch.first_index + batch.size)
    for index in range(expected, size)[:KEPT]:
        tell(Finding(damage=Damage.ENTRY_MISSING, index=index))


async def _windows(work: Work, size: int) -> AsyncGenerator[tuple[list[Batch], Tiles]]:
    """Also what stands behind the end of the tree: the last window is open."""
    for start in range(0, size + 1, WINDOW):
        end = None if start + WINDOW > size else start + WINDOW
        keys = [TileKey(0, (start + at) // TILE_HASHES) for at in range(0, WINDOW, TILE_HASHES)]
        async with work.open_tx() as tx:
            batches = await audit_queries.list_batches(tx, start, end)
            tiles = await queries.read_tiles(tx, keys)
        yield batches, tiles


def _check_batch(batch: Batch, size: int, tiles: Tiles, tell: Tell) -> None:
    leaves = _leaves_between(tiles, batch.first_index, batch.first_index + batch.size)
    commitments = [_commitment_of(batch, at) for at in range(batch.size)]
    if (
        b"".join(commitments) == batch.commitments
        and b"".join([hash_leaf(leaf_of(each)) for each in commitments]) == leaves
    ):
        return
    for at, commitment in enumerate(commitments):
        damage = _damage_at(batch, at, commitment, size, leaves)
        if damage is not None:
            tell(Finding(damage=damage, index=batch.first_index + at, event_id=batch.event_ids[at]))


def _leaves_between(tiles: Tiles, start: int, end: int) -> bytes:
    """A batch lies in one tile."""
    first = start % TILE_HASHES * HASH_BYTES
    tile = tiles.get(TileKey(0, start // TILE_HASHES), b"")
    return tile[first : first + (end - start) * HASH_BYTES]


def _commitment_of(batch: Batch, at: int) -> bytes:
    """Of an erased fact only the commitment is left."""
    fact = batch.facts[at]
    if fact is None:
        return batch.commitments[at * COMMITMENT_BYTES : (at + 1) * COMMITMENT_BYTES]
    return commit(batch.salts[at * SALT_BYTES : (at + 1) * SALT_BYTES], fact.encode())


def _damage_at(batch: Batch, at: int, commitment: bytes, size: int, leaves: bytes) -> Damage | None:
    leaf = leaves[at * HASH_BYTES : (at + 1) * HASH_BYTES]
    stored = batch.commitments[at * COMMITMENT_BYTES : (at + 1) * COMMITMENT_BYTES]
    if batch.first_index + at >= size:
        return Damage.ENTRY_INSERTED
    if hash_leaf(leaf_of(commitment)) == leaf:
        return None if commitment == stored else Damage.FACT_CHANGED
    if hash_leaf(leaf_of(stored)) == leaf:
        return Damage.FACT_CHANGED
    return Damage.ENTRY_MOVED


async def _check_events(work: Work, size: int, tell: Tell) -> None:
    for start in range(0, size, WINDOW):
        async with work.open_tx() as tx:
            differences = await audit_queries.list_differences(tx, start, start + WINDOW)
        for difference in differences:
            tell(_finding_of(difference))


def _finding_of(found: Difference) -> Finding:
    damage = Damage.EVENT_DELETED if found.now is None else Damage.EVENT_CHANGED
    if found.was.get("id") != str(found.event_id):
        damage = Damage.ENTRY_MOVED
    return Finding(
        damage=damage, index=found.index, event_id=found.event_id, was=found.was, now=found.now
    )


async def _check_inserted(work: Work, report: _Report) -> None:
    """Looking for each is slow and only needed when the numbers do not agree."""
    async with work.open_tx() as tx:
        if await audit_queries.do_counts_agree(tx) and not report.findings:
            return
        for event_id, now in await audit_queries.list_unrecorded(tx, KEPT):
            report.tell(Finding(damage=Damage.EVENT_INSERTED, event_id=event_id, now=now))


async def _date(tx: Tx, finding: Finding) -> Finding:
    if finding.index is None:
        return finding
    intact_at: Any = await queries.find_intact_at(tx, finding.index)
    if intact_at is None:
        entry = await queries.find_entry(tx, finding.index)
        intact_at = None if entry is None else entry.appended_at
    return replace(finding, intact_at=intact_at)
