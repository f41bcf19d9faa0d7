"""Put names that are like one on a list before a person."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.compliance import HitOpened
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.modules.compliance import tables
from rongqu.modules.compliance.screening_types import HitStatus, Match, Subject


async def open_hits(tx: Tx, found: Sequence[tuple[Subject, Sequence[Match]]]) -> int:
    """Internal: for jobs that have compared. What is known, decided or not, is not asked again."""
    rows = [
        {
            "id": new_id(),
            "about": subject.id,
            "about_kind": subject.kind,
            "source": match.source,
            "entry": match.listed.entry,
            "listed_name": match.listed.name,
            "program": match.listed.program,
            "detail": match.listed.detail,
            "is_person": subject.is_person,
            "score_permille": int(match.comparison.score * 1000),
            "version_id": match.version_id,
            "status": HitStatus.OPEN,
            "opened_at": tx.now,
        }
        for subject, matches in found
        for match in matches
    ]
    if not rows:
        return 0
    columns = tables.hit.c
    made = await tx.connection.execute(
        insert(tables.hit)
        .values(rows)
        .on_conflict_do_nothing()
        .returning(columns.id, columns.about, columns.source, columns.entry)
    )
    opened = [
        HitOpened(subject_id=row.id, about=row.about, source=row.source, entry=row.entry)
        for row in made
    ]
    for event in opened:
        await tx.publish(event)
    return len(opened)
