"""Checking a signed PDF, ours or anybody's: who signed when, and what was changed after which
signature.

The work is pyHanko's; here its answers become one verdict for each signature, in our words. Trust
is a question of its own: a signature can be whole and its certificate unknown.
"""

# asn1crypto and parts of pyHanko have no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO
from typing import Any, cast

from asn1crypto.crl import CertificateList
from asn1crypto.ocsp import OCSPResponse
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import CMSExtractionError, CMSStructuralError
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError, SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)

ACTIVE = frozenset({"/JavaScript", "/JS", "/Launch", "/RichMedia", "/XFA", "/SubmitForm"})
WHOLE = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)


class SignatureVerdict(StrEnum):
    INTACT = "intact"
    """Whole, by a signer whose certificate leads to a trusted authority."""
    SIGNER_UNKNOWN = "signer_unknown"
    """Whole; the certificate leads to no authority that is trusted here."""
    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_REVOKED = "certificate_revoked"
    CHANGED = "changed"
    """The signed bytes are not what was signed."""
    SIGNATURE_WRONG = "signature_wrong"
    NOT_COVERING = "not_covering"
    """The signature leaves a part of the file out that a signature has to cover."""
    CHANGED_AFTERWARDS = "changed_afterwards"
    """A later revision shows something else than what was signed."""
    STAMPED_IN_FUTURE = "stamped_in_future"
    UNREADABLE = "unreadable"


OVERTAKEN = (SignatureVerdict.CERTIFICATE_EXPIRED, SignatureVerdict.CERTIFICATE_REVOKED)
"""By what came later; what counts is the instant of signing, where a time stamp proves it."""
UNHARMED = frozenset(
    {
        SignatureVerdict.INTACT,
        SignatureVerdict.SIGNER_UNKNOWN,
        SignatureVerdict.CERTIFICATE_EXPIRED,
        SignatureVerdict.CERTIFICATE_REVOKED,
    }
)


class FileVerdict(StrEnum):
    INTACT = "intact"
    NOT_TRUSTED = "not_trusted"
    """Nothing was changed, but not every signer is known."""
    DAMAGED = "damaged"
    UNSIGNED = "unsigned"
    ENCRYPTED = "encrypted"
    ACTIVE = "active"
    """It holds scripts or actions: what is shown may differ from what was signed."""
    APPENDED = "appended"
    """Bytes stand behind the last signature that it does not cover."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureCheck:
    """`coverage` and `modification` in pyHanko's words; None where it could not say."""

    field: str
    verdict: SignatureVerdict
    signer: str | None = None
    signed_at: datetime | None = None
    stamped_at: datetime | None = None
    coverage: str | None = None
    modification: str | None = None
    level: str | None = None
    """Of PAdES: B-B, B-T with a time stamp, B-LT with revocation lists, B-LTA stamped over all."""
    chain: tuple[str, ...] = ()
    """From the signer up to the authority that is trusted."""
    revocation_known: bool = False
    """The file brings the authority's own word on what it had revoked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfCheck:
    verdict: FileVerdict
    signatures: tuple[SignatureCheck, ...] = ()

    @property
    def is_unharmed(self) -> bool:
        return self.verdict in (FileVerdict.INTACT, FileVerdict.NOT_TRUSTED)


async def verify_pdf(
    content: bytes, *, trusted: Collection[Certificate] = (), now: datetime
) -> PdfCheck:
    """`trusted`: authorities. Asks no network: what the file does not bring is not known."""
    try:
        reader = PdfFileReader(BytesIO(content))
        if reader.encrypted:
            return PdfCheck(verdict=FileVerdict.ENCRYPTED)
        signatures = [*reader.embedded_regular_signatures]
        around = _Around.of(reader, trusted, now)
        is_active = any(name in ACTIVE for name in _names_in(reader))
        checks = [await _check(signature, around) for signature in signatures]
        is_covered = _is_covered(reader, content, checks)
    except (PdfError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        return PdfCheck(verdict=FileVerdict.UNREADABLE)
    verdict = FileVerdict.ACTIVE if is_active else _sum_up(checks)
    if verdict in (FileVerdict.INTACT, FileVerdict.NOT_TRUSTED) and not is_covered:
        verdict = FileVerdict.APPENDED
    return PdfCheck(verdict=verdict, signatures=tuple(checks))


def _is_covered(reader: PdfFileReader, content: bytes, checks: list[SignatureCheck]) -> bool:
    """Up to its end, or by a later revision that a signature allows."""
    embedded = [*reader.embedded_signatures]
    if not embedded or not checks:
        return True
    ends = max(sum(_range_of(each)[-2:]) for each in embedded)
    is_grown = checks[-1].modification not in (None, ModificationLevel.NONE.name)
    return is_grown or not content[ends:].strip()


def _sum_up(checks: list[SignatureCheck]) -> FileVerdict:
    if not checks:
        return FileVerdict.UNSIGNED
    if any(check.verdict not in UNHARMED for check in checks):
        return FileVerdict.DAMAGED
    if any(check.verdict is not SignatureVerdict.INTACT for check in checks):
        return FileVerdict.NOT_TRUSTED
    return FileVerdict.INTACT


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """Whom the asker trusts, and what the file itself brings along for being checked offline."""

    trusted: Sequence[Certificate]
    certificates: Sequence[Certificate]
    lists: Sequence[CertificateList]
    answers: Sequence[OCSPResponse]
    last_stamp: int
    """Where the last time stamp over the whole document ends; 0 without one."""
    now: datetime

    @classmethod
    def of(cls, reader: PdfFileReader, trusted: Collection[Certificate], now: datetime) -> _Around:
        stamps = [sum(_range_of(each)[-2:]) for each in reader.embedded_timestamp_signatures]
        try:
            store = DocumentSecurityStore.read_dss(reader)
        except NoDSSFoundError:
            store = DocumentSecurityStore(writer=None)
        return cls(
            trusted=list(trusted),
            certificates=list(store.load_certs()),
            lists=[CertificateList.load(each.get_object().data) for each in store.crls],
            answers=[OCSPResponse.load(each.get_object().data) for each in store.ocsps],
            last_stamp=max(stamps, default=0),
            now=now,
        )

    def context(self, moment: datetime) -> ValidationContext:
        """Lists that the file brings are heeded also where a certificate names no address of one:
        pyHanko's other modes would pass over them."""
        is_known = bool(self.lists or self.answers)
        return ValidationContext(
            trust_roots=list(self.trusted),
            other_certs=list(self.certificates),
            crls=list(self.lists),
            ocsps=list(self.answers),
            allow_fetching=False,
            revocation_mode="require" if is_known else "soft-fail",
            moment=moment,
            retroactive_revinfo=True,
        )

    def level_of(self, signature: EmbeddedPdfSignature, status: PdfSignatureStatus) -> str:
        if status.timestamp_validity is None:
            return "B-B"
        if not self.lists and not self.answers:
            return "B-T"
        is_stamped_over = self.last_stamp > sum(_range_of(signature)[-2:])
        return "B-LTA" if is_stamped_over else "B-LT"


def _range_of(signature: EmbeddedPdfSignature) -> list[int]:
    return [int(number) for number in cast(ArrayObject, signature.byte_range)]


async def _check(signature: EmbeddedPdfSignature, around: _Around) -> SignatureCheck:
    field = str(signature.field_name)
    try:
        status = await async_validate_pdf_signature(signature, around.context(around.now))
        verdict = _judge(status, around.now)
        proved_at = _proved_at(status)
        if verdict in OVERTAKEN and proved_at is not None:
            status = await async_validate_pdf_signature(signature, around.context(proved_at))
            verdict = _judge(status, around.now)
    except (SignatureValidationError, CMSStructuralError, CMSExtractionError):
        return SignatureCheck(field=field, verdict=SignatureVerdict.UNREADABLE)
    stamp, level = status.timestamp_validity, status.modification_level
    return SignatureCheck(
        field=field,
        verdict=verdict,
        signer=status.signing_cert.subject.human_friendly,
        signed_at=status.signer_reported_dt,
        stamped_at=None if stamp is None else stamp.timestamp,
        coverage=None if status.coverage is None else status.coverage.name,
        modification=None if level is None else level.name,
        level=around.level_of(signature, status),
        chain=_chain_of(status),
        revocation_known=bool(around.lists or around.answers),
    )


def _proved_at(status: PdfSignatureStatus) -> datetime | None:
    """A trusted time stamp proves that it was signed before the certificate ran out."""
    stamp = status.timestamp_validity
    is_proof = stamp is not None and stamp.intact and stamp.valid and stamp.trusted
    return stamp.timestamp if is_proof and stamp is not None else None


def _chain_of(status: PdfSignatureStatus) -> tuple[str, ...]:
    path = status.validation_path
    if path is None:
        return ()
    upwards = [each.subject.human_friendly for each in path.iter_certs(include_root=True)]
    return tuple(reversed(upwards))


def _judge(status: PdfSignatureStatus, now: datetime) -> SignatureVerdict:
    """Of the document first: who signed a changed one does not matter."""
    if status.coverage not in WHOLE:
        return SignatureVerdict.NOT_COVERING
    if not status.intact:
        return SignatureVerdict.CHANGED
    if not status.valid:
        return SignatureVerdict.SIGNATURE_WRONG
    level = status.modification_level or ModificationLevel.NONE
    if level > ModificationLevel.FORM_FILLING or status.docmdp_ok is False:
        return SignatureVerdict.CHANGED_AFTERWARDS
    return _judge_signer(status, now)


def _judge_signer(status: PdfSignatureStatus, now: datetime) -> SignatureVerdict:
    if status.timestamp_validity is not None and status.timestamp_validity.timestamp > now:
        return SignatureVerdict.STAMPED_IN_FUTURE
    if status.trusted:
        return SignatureVerdict.INTACT
    return PROBLEMS.get(status.trust_problem_indic, SignatureVerdict.SIGNER_UNKNOWN)


PROBLEMS: dict[Any, SignatureVerdict] = {
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: SignatureVerdict.CERTIFICATE_EXPIRED,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: SignatureVerdict.CERTIFICATE_EXPIRED,
    AdESIndeterminate.EXPIRED: SignatureVerdict.CERTIFICATE_EXPIRED,
    AdESIndeterminate.REVOKED_NO_POE: SignatureVerdict.CERTIFICATE_REVOKED,
    AdESIndeterminate.REVOKED_CA_NO_POE: SignatureVerdict.CERTIFICATE_REVOKED,
    AdESIndeterminate.REVOCATION_OUT_OF_BOUNDS_NO_POE: SignatureVerdict.CERTIFICATE_REVOKED,
}


def _names_in(reader: PdfFileReader) -> Iterator[str]:
    """Every key and name that is reached from the trailer."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [reader.trailer.raw_get("/Root")]
    while waiting:
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            key = (found.idnum, found.generation)
            if key in seen:
                continue
            seen.add(key)
            found = reader.get_object(found.reference)
        if isinstance(found, DictionaryObject):
            yield from found.keys()
            yield from (value for value in found.values() if isinstance(value, str))
            waiting += [found.raw_get(key) for key in found]
        elif isinstance(found, ArrayObject):
            waiting += [found.raw_get(at) for at in range(len(found))]
