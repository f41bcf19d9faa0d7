"""A party opens a dispute about its contract; from now on the clock runs."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.disputes import DisputeOpened
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.modules.contracts.public import Contract, ContractStatus, get_contract
from rongqu.modules.disputes import permissions, queries, rules
from rongqu.modules.disputes import tables as t
from rongqu.modules.disputes.errors import CannotDispute, DisputeOpen, NotParty
from rongqu.modules.disputes.types import Dispute, DisputeStatus, NewDispute

DISPUTABLE = frozenset({ContractStatus.SIGNED, ContractStatus.SIGNING})


async def open_dispute(tx: Tx, new: NewDispute) -> Dispute:
    """One dispute about a contract is open at a time."""
    tx.actor.require(permissions.DISPUTE)
    contract = await get_contract(tx, new.contract_id)
    _check_can_open(contract, tx.actor)
    hours = await read_policy(tx, "disputes.hours")

    made = await tx.connection.execute(
        insert(t.dispute)
        .values(
            id=new.id,
            contract_id=contract.id,
            enterprise_id=contract.enterprise_id,
            institution_id=contract.institution_id,
            opened_by=tx.actor.organisation,
            kind=new.kind,
            claim=new.claim,
            wish=new.wish,
            status=DisputeStatus.OPEN,
            opened_at=tx.now,
            due_at=rules.compute_due_at(tx.now, hours),
        )
        .on_conflict_do_nothing()
    )
    if made.rowcount == 0:
        raise DisputeOpen(contract_id=contract.id)

    dispute = await queries.get_dispute(tx, new.id)
    await tx.publish(
        DisputeOpened(
            subject_id=new.id,
            parties=dispute.parties,
            contract_id=contract.id,
            opened_by=tx.actor.organisation,
            kind=new.kind,
            due_at=dispute.due_at,
        )
    )
    return dispute


def _check_can_open(contract: Contract, actor: Actor) -> None:
    if actor.organisation not in contract.parties:
        raise NotParty(contract_id=contract.id)
    if contract.status not in DISPUTABLE:
        raise CannotDispute(status=contract.status)
