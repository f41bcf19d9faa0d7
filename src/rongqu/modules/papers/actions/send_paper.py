"""Send a paper to be signed: any text of the library, by whoever signs it, too."""

from __future__ import annotations

from rongqu.events.papers import PaperSent
from rongqu.infra.tx import Tx
from rongqu.modules.contracts.public import (
    SEND,
    Envelope,
    EnvelopeId,
    Finding,
    NewEnvelope,
    StoredDocument,
    lock_contract,
    open_envelope,
)
from rongqu.modules.papers.planning import check_is_open
from rongqu.modules.papers.types import PlannedPaper


async def send_paper(
    tx: Tx,
    paper_id: EnvelopeId,
    planned: PlannedPaper,
    document: StoredDocument,
    findings: tuple[Finding, ...],
) -> Envelope:
    """Typeset, reviewed and kept before the transaction began. With a severe finding it is held
    until two people let it pass."""
    tx.actor.require(SEND)
    readers = ()
    if planned.beside is not None:
        contract = await lock_contract(tx, planned.beside)
        check_is_open(tx, contract)
        readers = contract.parties

    version, number = planned.making.version, planned.making.number
    envelope = await open_envelope(
        tx,
        NewEnvelope(
            id=paper_id,
            kind=planned.key,
            number=number,
            title=f"{version.text.title.zh} {number}",
            sender_id=tx.actor.organisation,
            contract_id=None,
            side_of=planned.beside,
            sign_by=planned.sign_by,
            template=version.name,
            document=document,
            signers=planned.signers,
            findings=findings,
            readers=readers,
        ),
    )

    await tx.publish(
        PaperSent(
            subject_id=envelope.id,
            parties=(envelope.sender_id,),
            template=version.name,
            sha256=document.sha256,
            beside=planned.beside,
        )
    )
    return envelope
