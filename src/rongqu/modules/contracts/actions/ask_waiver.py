"""Ask that a document passes although the review of texts found something severe."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId
from rongqu.modules.compliance.public import Approval, Ask, ask_approval
from rongqu.modules.contracts import envelope_queries, envelope_rules, permissions
from rongqu.modules.contracts.envelope_types import EnvelopeId, Waiver

WAIVE_FINDINGS = "contracts.waive_findings"
"""The stored command; `handlers.py` says what it does."""


async def ask_waiver(tx: Tx, ask_id: ApprovalId, envelope_id: EnvelopeId, reason: str) -> Approval:
    tx.actor.require(permissions.ASK_WAIVER)
    envelope = await envelope_queries.lock_envelope(tx, envelope_id)
    envelope_rules.check_is_held(envelope, envelope.document.sha256)

    return await ask_approval(
        tx,
        Ask(
            id=ask_id,
            command=WAIVE_FINDINGS,
            subject=str(envelope_id),
            content=Waiver(envelope_id=envelope_id, sha256=envelope.document.sha256),
            reason=reason,
        ),
    )
