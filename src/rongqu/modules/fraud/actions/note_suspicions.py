"""Keep what was found about a company or an application, once."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.fraud import SuspicionNoted
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.modules.fraud import tables
from rongqu.modules.fraud.types import Finding, Source, Subject


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
            seen_at=tx.now,
        )
        .on_conflict_do_nothing()
    )
    if inserted.rowcount == 0:
        return 0
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
