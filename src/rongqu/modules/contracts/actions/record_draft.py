"""Record the papers that were made for a contract: from now on they can be signed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import update

from rongqu.events.contracts import ContractDrafted
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ContractId, OrganisationId, new_id
from rongqu.modules.contracts import queries, tables
from rongqu.modules.contracts.actions.open_envelope import open_envelope
from rongqu.modules.contracts.envelope_types import (
    Capacity,
    EnvelopeId,
    EnvelopeStatus,
    NewEnvelope,
    Signer,
    StoredDocument,
)
from rongqu.modules.contracts.review.types import Finding
from rongqu.modules.contracts.types import Contract, ContractStatus, Document, Party, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSigner:
    """`role`: the variable of the text that names it."""

    role: str
    party: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One paper of a contract's set. `kind` is the key of its template; the signers stand in the
    order of the frames on its last page."""

    kind: str
    number: str
    title: str
    document: Document
    signers: tuple[DraftSigner, ...]
    findings: tuple[Finding, ...]


async def record_draft(
    tx: Tx, contract_id: ContractId, main: Draft, beside: tuple[Draft, ...]
) -> None:
    """Internal: only the job that drew them up calls it. Safe to repeat: a contract has one set of
    papers. While one of them is held for a severe finding, so is the contract."""
    contract = await queries.lock_contract(tx, contract_id)
    if contract.status is not ContractStatus.DRAFTING:
        return

    papers = [_document_of(contract, main), *(_beside(contract, each) for each in beside)]
    is_held = any(each.status is EnvelopeStatus.HELD for each in papers)
    await tx.connection.execute(
        update(tables.contract)
        .where(tables.contract.c.id == contract_id)
        .values(
            status=ContractStatus.HELD if is_held else ContractStatus.SIGNING,
            template=main.document.template,
            document_key=main.document.key,
            document_size=main.document.size,
            sha256=main.document.sha256,
        )
    )

    for paper in papers:
        await open_envelope(tx, paper)

    if not is_held:
        await tx.publish(drafted(contract, main.document.sha256))


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


def _document_of(contract: Contract, draft: Draft) -> NewEnvelope:
    sides = {
        contract.borrower.organisation_id: Side.ENTERPRISE,
        contract.lender.organisation_id: Side.INSTITUTION,
    }
    roles = tuple(sides[each.party.organisation_id] for each in draft.signers)
    return _envelope(contract, draft, EnvelopeId(contract.id), roles)


def _beside(contract: Contract, draft: Draft) -> NewEnvelope:
    return _envelope(
        contract, draft, EnvelopeId(new_id()), tuple(each.role for each in draft.signers)
    )


def _envelope(
    contract: Contract, draft: Draft, envelope_id: EnvelopeId, roles: tuple[str, ...]
) -> NewEnvelope:
    """All sign with their company's seal, in any order."""
    is_main = envelope_id == contract.id
    document = draft.document
    return NewEnvelope(
        findings=draft.findings,
        id=envelope_id,
        kind=draft.kind,
        number=draft.number,
        title=draft.title,
        sender_id=contract.institution_id,
        contract_id=contract.id if is_main else None,
        side_of=None if is_main else contract.id,
        sign_by=contract.sign_by,
        template=document.template,
        document=StoredDocument(key=document.key, sha256=document.sha256, size=document.size),
        signers=tuple(
            _signer(number, role, each.party)
            for number, (role, each) in enumerate(zip(roles, draft.signers, strict=True), 1)
        ),
        readers=contract.parties,
    )


def _signer(number: int, role: str, party: Party) -> Signer:
    return Signer(
        number=number,
        rank=1,
        organisation_id=OrganisationId(party.organisation_id),
        name=party.name,
        uscc=party.uscc,
        capacity=Capacity.SEAL,
        role=role,
    )
