"""A loan contract is in force once the last signature of its set of papers is recorded."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.contracts import ContractSigned
from rongqu.infra.tx import Tx
from rongqu.modules.contracts import tables
from rongqu.modules.contracts.types import Contract, ContractStatus


async def complete_contract(tx: Tx, contract: Contract) -> None:
    """Internal: only `record_signature` calls it, which has locked the contract."""
    await tx.connection.execute(
        update(tables.contract)
        .where(tables.contract.c.id == contract.id)
        .values(status=ContractStatus.SIGNED, signed_at=tx.now)
    )

    await tx.publish(
        ContractSigned(
            subject_id=contract.id,
            parties=contract.parties,
            application_id=contract.application_id,
            enterprise_id=contract.enterprise_id,
            institution_id=contract.institution_id,
            principal=contract.principal,
            sha256=contract.sha256 or "",
        )
    )
