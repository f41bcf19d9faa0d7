"""Record the document that was made for a contract: from now on it can be signed."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.contracts import ContractDrafted
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ContractId
from rongqu.modules.contracts import queries, tables
from rongqu.modules.contracts.actions.open_envelope import open_envelope
from rongqu.modules.contracts.envelope_types import (
    LOAN,
    Capacity,
    EnvelopeId,
    EnvelopeStatus,
    NewEnvelope,
    Signer,
    StoredDocument,
)
from rongqu.modules.contracts.review.types import Finding
from rongqu.modules.contracts.types import Contract, ContractStatus, Document, Side


async def record_draft(
    tx: Tx, contract_id: ContractId, document: Document, findings: tuple[Finding, ...]
) -> None:
    """Internal: only the job calls it. Safe to repeat: a contract has one document. With a severe
    finding it is held: two people may let it pass."""
    contract = await queries.lock_contract(tx, contract_id)
    if contract.status is not ContractStatus.DRAFTING:
        return

    new = _envelope_of(contract, document, findings)
    await tx.connection.execute(
        update(tables.contract)
        .where(tables.contract.c.id == contract_id)
        .values(
            status=ContractStatus(new.status),
            template=document.template,
            document_key=document.key,
            document_size=document.size,
            sha256=document.sha256,
        )
    )

    await open_envelope(tx, new)

    if new.status is EnvelopeStatus.SIGNING:
        await tx.publish(drafted(contract, document.sha256))


def drafted(contract: Contract, sha256: str) -> ContractDrafted:
    """Told when the parties may read and sign it: at once, or after it was held."""
    return ContractDrafted(
        subject_id=contract.id,
        parties=contract.parties,
        application_id=contract.application_id,
        enterprise_id=contract.enterprise_id,
        institution_id=contract.institution_id,
        sha256=sha256,
    )


def _envelope_of(
    contract: Contract, document: Document, findings: tuple[Finding, ...]
) -> NewEnvelope:
    """Both sides sign with their company's seal, in any order."""
    return NewEnvelope(
        findings=findings,
        id=EnvelopeId(contract.id),
        kind=LOAN,
        number=contract.number,
        title=f"借款合同 {contract.number}",
        sender_id=contract.institution_id,
        contract_id=contract.id,
        sign_by=contract.sign_by,
        template=document.template,
        document=StoredDocument(key=document.key, sha256=document.sha256, size=document.size),
        signers=tuple(
            Signer(
                number=number,
                rank=1,
                organisation_id=party.organisation_id,
                name=party.name,
                uscc=party.uscc,
                capacity=Capacity.SEAL,
                role=side,
            )
            for number, side, party in (
                (1, Side.ENTERPRISE, contract.borrower),
                (2, Side.INSTITUTION, contract.lender),
            )
        ),
    )
