"""Keep what was found about a company or an application, once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.fraud import SuspicionNoted
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.modules.fraud import tables
from rongqu.modules.fraud.types import Finding, RefusedPaper, Source, Subject, SuspectLine


async def note_suspicions(
    tx: Tx, subject: Subject, source: Source, findings: Iterable[Finding]
) -> int:
    """Internal: for handlers and jobs. Answers how many are new."""
    noted = 0
    for finding in findings:
        noted += await _note(tx, subject, source, finding)
    return noted


async def _note(tx: Tx, subject: Subject, source: Source, finding: Finding) -> int:
    suspicion_id = new_id()
    inserted = await tx.connection.execute(
        insert(tables.suspicion)
        .values(
            id=suspicion_id,
            enterprise_id=subject.enterprise_id,
            application_id=subject.application_id,
            institution_id=subject.institution_id,
            source=source,
            code=finding.code,
            weight=finding.weight,
            place=finding.where,
            lines_found=None if finding.lines is None else finding.lines.found,
            lines_seen=None if finding.lines is None else finding.lines.seen,
            seen_at=tx.now,
        )
        .on_conflict_do_nothing()
    )
    if inserted.rowcount == 0:
        return 0
    if finding.lines is not None and finding.lines.shown:
        rows = [_row(suspicion_id, *line) for line in enumerate(finding.lines.shown)]
        await tx.connection.execute(insert(tables.suspect_line), rows)
    await tx.publish(
        SuspicionNoted(
            subject_id=suspicion_id,
            enterprise_id=subject.enterprise_id,
            application_id=subject.application_id,
            source=source.value,
            code=finding.code,
            weight=finding.weight.value,
        )
    )
    return 1


def _row(suspicion_id: UUID, place: int, line: SuspectLine | RefusedPaper) -> dict[str, Any]:
    row: dict[str, Any] = {"suspicion_id": suspicion_id, "place": place}
    if isinstance(line, RefusedPaper):
        return row | {"file_line": line.line, "said": line.said}
    return row | {
        "direction": line.direction,
        "number": line.number,
        "code": line.code,
        "issued_on": line.issued_on,
        "net_minor": line.net.minor,
        "tax_minor": line.tax.minor,
        "partner_code": line.partner_code,
    }
