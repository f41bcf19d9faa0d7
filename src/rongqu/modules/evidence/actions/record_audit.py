"""Put on record what an audit has found."""

from __future__ import annotations

from sqlalchemy import insert

from rongqu.events.evidence import LogAudited
from rongqu.infra.tx import Tx
from rongqu.modules.evidence import tables
from rongqu.modules.evidence.queries import dump_findings
from rongqu.modules.evidence.types import Audit


async def record_audit(tx: Tx, audit: Audit) -> None:
    """Internal: only the audit job calls it."""
    await tx.connection.execute(
        insert(tables.audit).values(
            id=audit.id,
            started_at=audit.started_at,
            ended_at=audit.ended_at,
            size=audit.size,
            findings=dump_findings(audit.findings),
            more_findings=audit.more_findings,
        )
    )
    count = len(audit.findings) + audit.more_findings
    await tx.publish(LogAudited(subject_id=audit.id, size=audit.size, findings=count))
