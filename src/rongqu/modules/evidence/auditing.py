"""Going over the whole record: every event, every fact, every tile, and what was promised outside.

Nothing that is stored is believed. The signature under the newest checkpoint is checked with the
key, which no database holds; the root must follow from the tiles, the tiles from the facts, and the
event log must still say what the facts say. A copy of a checkpoint in the file store tells when the
log was cut off at its end. Windows of entries are read one by one, so memory stays small.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from rongqu.infra.jobs import Work
from rongqu.infra.storage import FileMissing
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.modules.evidence import audit_queries, queries
from rongqu.modules.evidence.audit_queries import Difference
from rongqu.modules.evidence.fact_auditing import KEPT, WINDOW, Tell, check_facts
from rongqu.modules.evidence.notes import Checkpoint, VerifierKey
from rongqu.modules.evidence.tree.hashing import HASH_BYTES, root_of_perfect
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


async def audit_log(work: Work, verifier: VerifierKey) -> Audit:
    report = _Report()
    async with work.open_tx() as tx:
        started_at = tx.now
        newest = await queries.find_newest_checkpoint(tx)
    size = 0 if newest is None else newest.size
    await _check_head(work, verifier, newest, report.tell)
    await asyncio.gather(
        _check_tree(work, newest, report.tell),
        check_facts(work, size, report.tell),
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


async def _check_events(work: Work, size: int, tell: Tell) -> None:
    for start in range(0, size, WINDOW):
        async with work.open_tx() as tx:
            differences = await audit_queries.list_differences(tx, start, start + WINDOW)
        for difference in differences:
            tell(_finding_of(difference))


def _finding_of(found: Difference) -> Finding:
    damage = Damage.EVENT_DELETED if found.now is None else Damage.EVENT_CHANGED
    if found.was is not None and found.was.get("id") != str(found.event_id):
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
