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
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO
from typing import Any, cast

from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import CMSExtractionError, CMSStructuralError
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
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
        is_active = any(name in ACTIVE for name in _names_in(reader))
        checks = [await _check(signature, trusted, now) for signature in signatures]
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
    ranges = [[int(number) for number in cast(ArrayObject, each.byte_range)] for each in embedded]
    ends = max(sum(numbers[-2:]) for numbers in ranges)
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


async def _check(
    signature: EmbeddedPdfSignature, trusted: Collection[Certificate], now: datetime
) -> SignatureCheck:
    context = ValidationContext(trust_roots=list(trusted), allow_fetching=False, moment=now)
    field = str(signature.field_name)
    try:
        status = await async_validate_pdf_signature(signature, context)
    except (SignatureValidationError, CMSStructuralError, CMSExtractionError):
        return SignatureCheck(field=field, verdict=SignatureVerdict.UNREADABLE)
    stamp = status.timestamp_validity
    level = status.modification_level
    return SignatureCheck(
        field=field,
        verdict=_judge(status, now),
        signer=status.signing_cert.subject.human_friendly,
        signed_at=status.signer_reported_dt,
        stamped_at=None if stamp is None else stamp.timestamp,
        coverage=None if status.coverage is None else status.coverage.name,
        modification=None if level is None else level.name,
    )


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
