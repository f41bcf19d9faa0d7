"""Void the contract beside which a paper was refused."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.contracts import envelope_queries, queries, rules
from rongqu.modules.contracts.actions.void_contract import void_contract
from rongqu.modules.contracts.envelope_types import EnvelopeId, EnvelopeStatus
from rongqu.modules.contracts.types import VoidReason


async def void_refused(tx: Tx, envelope_id: EnvelopeId) -> None:
    """Internal: only the handler calls it. Safe to repeat: a contract is voided once."""
    envelope = await envelope_queries.get_envelope(tx, envelope_id)
    if envelope.side_of is None or envelope.status is not EnvelopeStatus.REFUSED:
        return
    contract = await queries.lock_contract(tx, envelope.side_of)
    if rules.is_open(contract.status):
        await void_contract(tx, contract.id, VoidReason.REFUSED)
