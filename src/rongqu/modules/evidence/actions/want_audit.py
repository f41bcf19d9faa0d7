"""Have the whole record gone over now."""

from __future__ import annotations

from uuid import UUID

from rongqu.events.evidence import AuditWanted
from rongqu.infra.job_queue import Deferral
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.modules.evidence import permissions


async def want_audit(tx: Tx, job: Deferral) -> UUID:
    """One audit waits at most: asking twice is asking once."""
    tx.actor.require(permissions.AUDIT)
    audit_id = new_id()
    await tx.defer(job.when(queueing_lock="evidence.audit"))
    await tx.publish(AuditWanted(subject_id=audit_id, parties=(tx.actor.organisation,)))
    return audit_id
