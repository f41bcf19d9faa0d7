"""Send what was held: two people let it pass, for a reason that stays on record."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import update

from rongqu.events.contracts import FindingsWaived
from rongqu.infra.tx import Tx
from rongqu.modules.compliance.public import Approval
from rongqu.modules.contracts import envelope_queries, envelope_rules, queries, tables
from rongqu.modules.contracts import envelope_tables as t
from rongqu.modules.contracts.actions.open_envelope import sent
from rongqu.modules.contracts.actions.record_draft import drafted
from rongqu.modules.contracts.envelope_types import Envelope, EnvelopeStatus, Waiver
from rongqu.modules.contracts.types import ContractStatus


async def release_envelope(tx: Tx, approved: Approval, waiver: Waiver) -> None:
    """Internal: the stored command of an approved wish. It may have been withdrawn meanwhile."""
    envelope = await envelope_queries.lock_envelope(tx, waiver.envelope_id)
    envelope_rules.check_is_held(envelope, waiver.sha256)

    await tx.connection.execute(
        update(t.text_review)
        .where(t.text_review.c.envelope_id == envelope.id)
        .values(waived_at=tx.now, waived_by=tx.actor.id, waiver_reason=approved.reason)
    )
    await tx.connection.execute(
        update(t.envelope)
        .where(t.envelope.c.id == envelope.id)
        .values(status=EnvelopeStatus.SIGNING)
    )

    await tx.publish(
        FindingsWaived(
            subject_id=envelope.id,
            parties=(envelope.sender_id,),
            number=envelope.number,
            asked_by=approved.asked_by,
        )
    )
    await tx.publish(sent(replace(envelope, status=EnvelopeStatus.SIGNING)))
    await _release_contract(tx, envelope)


async def _release_contract(tx: Tx, envelope: Envelope) -> None:
    """Once nothing of its set is held any more."""
    if envelope.set_of is None:
        return
    contract = await queries.lock_contract(tx, envelope.set_of)
    papers = await envelope_queries.lock_set(tx, contract.id)
    is_waiting = any(each.status is EnvelopeStatus.HELD for each in papers)
    if is_waiting or contract.status is not ContractStatus.HELD:
        return
    await tx.connection.execute(
        update(tables.contract)
        .where(tables.contract.c.id == contract.id)
        .values(status=ContractStatus.SIGNING)
    )
    await tx.publish(drafted(contract, papers[0].document.sha256))
