"""Record the document that was made for a contract: from now on it can be signed."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.contracts import ContractDrafted
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ContractId
from rongqu.modules.contracts import queries, tables
from rongqu.modules.contracts.types import ContractStatus, Document


async def record_draft(tx: Tx, contract_id: ContractId, document: Document) -> None:
    """Internal: only the job calls it. Safe to repeat: a contract has one document."""
    contract = await queries.lock_contract(tx, contract_id)
    if contract.status is not ContractStatus.DRAFTING:
        return

    await tx.connection.execute(
        update(tables.contract)
        .where(tables.contract.c.id == contract_id)
        .values(
            status=ContractStatus.SIGNING,
            template=document.template,
            document_key=document.key,
            document_size=document.size,
            sha256=document.sha256,
        )
    )

    await tx.publish(
        ContractDrafted(
            subject_id=contract_id,
            parties=contract.parties,
            application_id=contract.application_id,
            enterprise_id=contract.enterprise_id,
            institution_id=contract.institution_id,
            sha256=document.sha256,
        )
    )
