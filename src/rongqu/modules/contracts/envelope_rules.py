"""Who may sign, when it is whose turn, and what the signatures make of an envelope."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rongqu.kernel.ids import OrganisationId, UserId
from rongqu.modules.contracts.envelope_types import Envelope, EnvelopeStatus, Signer
from rongqu.modules.contracts.errors import (
    AlreadySigned,
    CannotSign,
    DocumentChanged,
    EnvelopeIsHeld,
    NotHeld,
    NotParty,
    NotYourTurn,
    SigningExpired,
)


def signer_of(envelope: Envelope, organisation: OrganisationId, person: UserId) -> Signer:
    """Whose signature is next of this organisation: of several those not given yet come first, and
    one that was handed on to this person before all others."""
    own = [each for each in envelope.signers if each.organisation_id == organisation]
    if not own:
        raise NotParty(contract_id=envelope.id)
    missing = [each for each in own if each.consent is None]
    if not missing:
        raise AlreadySigned(contract_id=envelope.id)
    return min(missing, key=lambda each: (not is_attorney(each, person), each.rank, each.number))


def is_attorney(signer: Signer, person: UserId) -> bool:
    return signer.mandate is not None and signer.mandate.attorney_id == person


def check_can_agree(envelope: Envelope, signer: Signer, sha256: str, business_date: date) -> None:
    check_is_open(envelope, business_date)
    if signer.consent is not None:
        raise AlreadySigned(contract_id=envelope.id)
    if not is_turn_of(envelope, signer):
        raise NotYourTurn(contract_id=envelope.id)
    if sha256 != envelope.document.sha256:
        raise DocumentChanged(contract_id=envelope.id)


def check_is_held(envelope: Envelope, sha256: str) -> None:
    if envelope.status is not EnvelopeStatus.HELD or envelope.document.sha256 != sha256:
        raise NotHeld(envelope_id=envelope.id)


def check_can_withdraw(envelope: Envelope) -> None:
    """Also while it is held, and after its last day: it was not signed by all."""
    if envelope.has_ended:
        raise CannotSign(status=envelope.status)


def check_is_open(envelope: Envelope, business_date: date) -> None:
    if envelope.status is EnvelopeStatus.HELD:
        raise EnvelopeIsHeld(envelope_id=envelope.id)
    if envelope.status is not EnvelopeStatus.SIGNING:
        raise CannotSign(status=envelope.status)
    if business_date > envelope.sign_by:
        raise SigningExpired(sign_by=envelope.sign_by)


def is_turn_of(envelope: Envelope, signer: Signer) -> bool:
    """All of lower rank have signed; that they agreed is not enough."""
    return all(each.signature is not None for each in envelope.signers if each.rank < signer.rank)


def waiting_for(envelope: Envelope) -> tuple[Signer, ...]:
    """Whose turn it is and who has not agreed yet."""
    return tuple(
        each for each in envelope.signers if each.consent is None and is_turn_of(envelope, each)
    )


def status_after(signers: Iterable[Signer]) -> EnvelopeStatus:
    """The state follows from the signatures; nobody sets it apart from them."""
    is_complete = all(each.signature is not None for each in signers)
    return EnvelopeStatus.SIGNED if is_complete else EnvelopeStatus.SIGNING


def check_can_hand_on(envelope: Envelope, sha256: str, business_date: date) -> None:
    check_is_open(envelope, business_date)
    if sha256 != envelope.document.sha256:
        raise DocumentChanged(contract_id=envelope.id)


def word_mandate(envelope: Envelope, signer: Signer, day: date) -> str:
    """What the power of attorney says: one document, one signature, and no further."""
    return (
        f"授权委托书：{signer.name}（统一社会信用代码 {signer.uscc}）授权受托人代表本单位签署"
        f"《{envelope.title}》（编号 {envelope.number}，SHA-256 {envelope.document.sha256}）。"
        f"授权自 {day.isoformat()} 起至 {envelope.sign_by.isoformat()} 止，仅限本次签署，"
        "受托人无转委托权。"
    )
