"""Signatures on the documents of a list: certificate and revocation lists are looked up once for
many, and the hash of the list stands in each signature."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rongqu.infra.jobs import Work
from rongqu.infra.tx import Tx
from rongqu.modules.contracts import envelope_queries, envelope_rules
from rongqu.modules.contracts.actions.sign_listed import ListedSignature
from rongqu.modules.contracts.envelope_queries import SigningCertificate
from rongqu.modules.contracts.envelope_types import Consent, Envelope, SealPaper, Signer
from rongqu.modules.contracts.ports import Trust
from rongqu.modules.contracts.signatures.certifying import certify, read_trust
from rongqu.modules.contracts.signing_jobs import Due, sign_revision


@dataclass(frozen=True, slots=True)
class SealKit:
    """What the signatures of one list have in common. `consent` is to the list."""

    consent: Consent
    trust: Trust
    certificate: SigningCertificate


async def make_kit(work: Work, consent: Consent, first: SealPaper) -> SealKit:
    """Raises AuthorityAway."""
    async with work.open_tx() as tx:
        _, signer = await _read(tx, first)
    trust = await read_trust(work)
    return SealKit(consent, trust, await certify(work, signer, consent, trust))


async def sign_paper(work: Work, kit: SealKit, paper: SealPaper) -> ListedSignature:
    """Made and not on record yet: `sign_listed` does that. Raises why it may not be there."""
    async with work.open_tx() as tx:
        envelope, signer = await _read(tx, paper)
        envelope_rules.check_can_agree(envelope, signer, paper.sha256, tx.business_date)
    agreed = replace(kit.consent, sha256=paper.sha256)
    due = Due(envelope, signer, agreed, f"批量用印清单 SHA-256 {kit.consent.sha256}")
    return ListedSignature(
        envelope_id=paper.envelope_id,
        consent=agreed,
        list_sha256=kit.consent.sha256,
        made=await sign_revision(work, due, kit.certificate, kit.trust),
    )


async def _read(tx: Tx, paper: SealPaper) -> tuple[Envelope, Signer]:
    envelope = await envelope_queries.get_envelope(tx, paper.envelope_id)
    return envelope, next(each for each in envelope.signers if each.number == paper.signer)
