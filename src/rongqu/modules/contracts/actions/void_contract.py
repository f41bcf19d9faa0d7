"""Void a contract that is not signed by all, with all that stands beside it; or one whose payout
was called off."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import update

from rongqu.events.contracts import ContractVoided
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ContractId
from rongqu.modules.contracts import queries, rules, tables
from rongqu.modules.contracts.actions.end_envelope import end_envelope
from rongqu.modules.contracts.envelope_queries import lock_set
from rongqu.modules.contracts.envelope_types import EnvelopeStatus
from rongqu.modules.contracts.types import Contract, ContractStatus, VoidReason

ENDED_BY = {VoidReason.EXPIRED: EnvelopeStatus.EXPIRED, VoidReason.REFUSED: EnvelopeStatus.REFUSED}


async def void_contract(tx: Tx, contract_id: ContractId, reason: VoidReason) -> Contract:
    """Internal: the endpoint, the daily job or a higher room has required a permission."""
    contract = await queries.lock_contract(tx, contract_id)
    rules.check_can_void(contract.status, reason)
    papers = await lock_set(tx, contract_id)

    await tx.connection.execute(
        update(tables.contract)
        .where(tables.contract.c.id == contract.id)
        .values(status=ContractStatus.VOIDED, voided_at=tx.now, void_reason=reason)
    )
    ended = ENDED_BY.get(reason, EnvelopeStatus.WITHDRAWN)
    for paper in papers:
        if not paper.has_ended:
            await end_envelope(tx, paper, ended, reason)

    await tx.publish(
        ContractVoided(
            subject_id=contract.id,
            parties=contract.parties,
            application_id=contract.application_id,
            reason=reason,
        )
    )
    return replace(contract, status=ContractStatus.VOIDED, voided_at=tx.now, void_reason=reason)
