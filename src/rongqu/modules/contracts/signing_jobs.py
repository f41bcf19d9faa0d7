"""Making signatures: certificates and time stamps come over the network, between transactions.

Killed at any moment it begins anew: the authority gives the same certificate to the same request,
files are kept by their content, and a signature is recorded once.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from rongqu.infra.jobs import Work, job
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.dates import business_date_at
from rongqu.kernel.ids import UserId
from rongqu.modules.contracts import envelope_queries
from rongqu.modules.contracts import envelope_tables as t
from rongqu.modules.contracts.actions.end_envelope import end_envelope
from rongqu.modules.contracts.actions.record_signature import SignatureMade, record_signature
from rongqu.modules.contracts.actions.remind_signers import remind_signers
from rongqu.modules.contracts.envelope_queries import SigningCertificate
from rongqu.modules.contracts.envelope_types import (
    Capacity,
    Consent,
    Envelope,
    EnvelopeId,
    EnvelopeStatus,
    Signer,
    StoredDocument,
)
from rongqu.modules.contracts.ports import CodeMessage, CodeSender, TimeStamps, Trust
from rongqu.modules.contracts.signatures.certifying import certify, read_trust
from rongqu.modules.contracts.signatures.signing import (
    Mark,
    SignerKey,
    Surroundings,
    sign_pdf,
)
from rongqu.modules.identity.public import Locale, get_user

FOLDER = "contracts"
WORDS = {
    Locale.ZH_CN: (
        "签署验证码",
        "验证码 {code}，用于签署《{title}》，{minutes}分钟内有效。请勿告诉他人。",
    ),
    Locale.EN: (
        "Code for signing",
        "{code} is your code for signing “{title}”, valid for {minutes} minutes. Tell nobody.",
    ),
}


@dataclass(frozen=True, slots=True)
class Due:
    """`list_note`: of a consent to a whole list of documents, which list that was."""

    envelope: Envelope
    signer: Signer
    consent: Consent
    list_note: str = ""


@job(queue="contracts")
async def make_signature(work: Work, *, envelope_id: str, number: int) -> None:
    """Until it stands in the newest revision: others may be faster meanwhile."""
    wanted = EnvelopeId(UUID(envelope_id))
    while True:
        async with work.open_tx() as tx:
            due = await _find_due(tx, wanted, number)
        if due is None:
            return
        made = await _make(work, due)
        async with work.open_tx() as tx:
            if await record_signature(tx, wanted, made):
                return


async def _find_due(tx: Tx, envelope_id: EnvelopeId, number: int) -> Due | None:
    """None when it was made already, or the envelope has ended."""
    envelope = await envelope_queries.get_envelope(tx, envelope_id)
    signer = next(each for each in envelope.signers if each.number == number)
    is_due = envelope.status is EnvelopeStatus.SIGNING and signer.signature is None
    if signer.consent is None or not is_due:
        return None
    return Due(envelope, signer, signer.consent)


async def _make(work: Work, due: Due) -> SignatureMade:
    trust = await read_trust(work)
    certificate = await certify(work, due.signer, due.consent, trust)
    return await sign_revision(work, due, certificate, trust)


async def sign_revision(
    work: Work, due: Due, certificate: SigningCertificate, trust: Trust
) -> SignatureMade:
    """Behind the newest revision, as a file that is kept and not on record yet."""
    content = await work.storage.get(due.envelope.newest.key)
    signed = await _sign(work, due, certificate, (content, trust))
    file = await work.storage.put(FOLDER, signed)
    return SignatureMade(
        number=due.signer.number,
        base=due.envelope.revision,
        certificate_id=certificate.id,
        file=StoredDocument(key=file.key, sha256=file.sha256, size=file.size),
    )


async def _sign(
    work: Work, due: Due, certificate: SigningCertificate, with_: tuple[bytes, Trust]
) -> bytes:
    """In a thread with a loop of its own: it computes as long as it waits."""
    content, trust = with_
    now = work.clock()
    signer, consent = due.signer, due.consent
    is_seal = signer.capacity is Capacity.SEAL
    mark = Mark(
        number=signer.number,
        name=signer.name if is_seal else consent.person_name.reveal(),
        capacity=signer.capacity,
        reason=_reason(due),
        day=business_date_at(consent.given_at).isoformat(),
    )
    key = SignerKey(key=certificate.key, chain=certificate.chain)
    around = Surroundings(stamps=work.port(TimeStamps), trust=trust, now=now)
    return await asyncio.to_thread(lambda: asyncio.run(sign_pdf(content, key, mark, around)))


def _reason(due: Due) -> str:
    """Stands in the signature: the intent, how it was proved, and by which power of attorney."""
    words = [f"同意签署 SHA-256 {due.consent.sha256}", f"意愿认证 {due.consent.method}"]
    if due.list_note:
        words.append(due.list_note)
    if due.consent.mandate_id is not None and due.signer.mandate is not None:
        words.append(f"授权委托书 SHA-256 {due.signer.mandate.sha256}")
    return "；".join(words)


@job(queue="contracts")
async def send_signing_code(work: Work, *, message_id: str) -> None:
    """Nothing is sent when another code was asked for meanwhile, or this one was used."""
    async with work.open_tx() as tx:
        message = await _compose_code(tx, UUID(message_id))
    if message is not None:
        await work.port(CodeSender).send(message)


async def _compose_code(tx: Tx, message_id: UUID) -> CodeMessage | None:
    wanted = select(t.signing_code).where(t.signing_code.c.message_id == message_id)
    sent = (await tx.connection.execute(wanted)).one_or_none()
    if sent is None:
        return None
    person = await get_user(tx, UserId(sent.person_id))
    address = person.mobile or person.email
    if address is None:
        return None
    title, body = WORDS[person.locale]
    minutes = (sent.expires_at - sent.sent_at) // timedelta(minutes=1)
    words = body.format(code=sent.code.decode(), title=sent.title, minutes=minutes)
    return CodeMessage(id=str(message_id), to=address, title=title, body=words)


@job(queue="contracts", cron="20 1 * * *")
async def remind_of_signing(work: Work) -> None:
    """In the morning in Shanghai; each at most once in so many days."""
    async with work.open_tx() as tx:
        days = int(await read_policy(tx, "contracts.remind_days"))
        before = tx.now - timedelta(days=days)
        late = await envelope_queries.list_to_remind(tx, before)
    for envelope in late:
        async with work.open_tx() as tx:
            await remind_signers(tx, envelope.id, before)


@job(queue="contracts", cron="12 16 * * *")
async def expire_envelopes(work: Work) -> None:
    """Shortly after midnight in Shanghai: what was not signed in time ends."""
    async with work.open_tx() as tx:
        late = await envelope_queries.list_ids_to_expire(tx, tx.business_date)
    for envelope_id in late:
        async with work.open_tx() as tx:
            envelope = await envelope_queries.lock_envelope(tx, envelope_id)
            if not envelope.has_ended:
                await end_envelope(tx, envelope, EnvelopeStatus.EXPIRED, "expired")
