"""Checking a signed PDF, ours or anybody's: who signed when, and what was changed after which
signature.

The work is pyHanko's; `judging.py` makes its answers one verdict for each signature.
"""

# asn1crypto and parts of pyHanko have no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, cast

from asn1crypto.crl import CertificateList
from asn1crypto.ocsp import OCSPResponse
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import CMSExtractionError, CMSStructuralError
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError, SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from rongqu.modules.evidence.documents.judging import (
    Status,
    is_one_of,
    judge,
    judge_stamp,
    names_of,
    not_among,
    refuse,
    sum_up,
)
from rongqu.modules.evidence.documents.verdicts import (
    UNHARMED,
    FileVerdict,
    PdfCheck,
    SignatureCheck,
    SignatureVerdict,
)

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)

ACTIVE = frozenset({"/JavaScript", "/JS", "/Launch", "/RichMedia", "/XFA", "/SubmitForm"})


OVERTAKEN = (SignatureVerdict.CERTIFICATE_EXPIRED, SignatureVerdict.CERTIFICATE_REVOKED)
"""By what came later; what counts is the instant of signing, where a time stamp proves it."""
BROKEN = (PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)
"""What parsers say of a file that is not what they expect."""
UNPROVED = (SignatureValidationError, CMSStructuralError, CMSExtractionError, AssertionError)


async def verify_pdf(
    content: bytes,
    *,
    trusted: Collection[Certificate] = (),
    parties: Collection[str] = (),
    now: datetime,
) -> PdfCheck:
    """`trusted`: authorities; `parties`: who should have signed, by name, where the asker knows.
    Asks no network: what the file does not bring is not known."""
    try:
        reader = PdfFileReader(BytesIO(content))
        if reader.encrypted:
            return PdfCheck(verdict=FileVerdict.ENCRYPTED)
        found = _Found.of(reader)
        around = _Around.of(reader, trusted, parties, now)
        is_active = any(name in ACTIVE for name in _names_in(reader))
    except BROKEN:
        return PdfCheck(verdict=FileVerdict.UNREADABLE)
    if is_active:
        return PdfCheck(verdict=FileVerdict.ACTIVE, signatures=await _check_all(found, around))
    return _sum_up(content, found, await _check_all(found, around), around)


def _sum_up(
    content: bytes, found: _Found, checks: tuple[SignatureCheck, ...], around: _Around
) -> PdfCheck:
    missing = not_among(around.parties, _signed_by(found, checks))
    check = PdfCheck(verdict=sum_up(checks, missing), signatures=checks, missing=missing)
    if check.verdict is FileVerdict.UNSIGNED and b"/ByteRange" in content:
        return PdfCheck(verdict=FileVerdict.STRIPPED)
    return check if _is_covered(content, found, checks) else refuse(check, FileVerdict.APPENDED)


def _signed_by(found: _Found, checks: Sequence[SignatureCheck]) -> frozenset[str]:
    """A name counts where an authority that is trusted vouches for it."""
    sound = {check.field for check in checks if check.verdict is SignatureVerdict.INTACT}
    names = [names_of(each.signer_cert) for each in found.signatures if each.field_name in sound]
    return frozenset().union(*names)


def _is_covered(content: bytes, found: _Found, checks: Sequence[SignatureCheck]) -> bool:
    """Up to its end, or by a later revision that a signature allows."""
    if not found.all or not checks:
        return True
    ends = max(map(_end_of, found.all))
    is_grown = checks[-1].modification not in (None, ModificationLevel.NONE.name)
    return is_grown or not content[ends:].strip()


@dataclass(frozen=True, slots=True)
class _Found:
    """In the order of signing. `broken`: fields whose signature cannot even be taken apart."""

    all: Sequence[EmbeddedPdfSignature]
    broken: Sequence[str]

    @property
    def stamps(self) -> list[EmbeddedPdfSignature]:
        return [each for each in self.all if _is_stamp(each)]

    @property
    def signatures(self) -> list[EmbeddedPdfSignature]:
        return [each for each in self.all if not _is_stamp(each)]

    @classmethod
    def of(cls, reader: PdfFileReader) -> _Found:
        """pyHanko's own list passes over kinds that it does not know, and ends at a broken one."""
        found: list[EmbeddedPdfSignature] = []
        broken: list[str] = []
        for name, _, field in enumerate_sig_fields(reader, filled_status=True):
            try:
                embedded = EmbeddedPdfSignature(
                    reader, cast(DictionaryObject, field.get_object()), name
                )
                _end_of(embedded)
            except (*BROKEN, *UNPROVED):
                broken.append(str(name))
            else:
                found.append(embedded)
        return cls(sorted(found, key=lambda each: each.signed_revision), broken)


def _is_stamp(signature: EmbeddedPdfSignature) -> bool:
    return signature.sig_object_type == "/DocTimeStamp"


def _end_of(signature: EmbeddedPdfSignature) -> int:
    """Up to where it covers the file; a value that is no number is a flaw of the file."""
    return sum([int(number) for number in cast(ArrayObject, signature.byte_range)][-2:])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """Whom the asker trusts, and what the file itself brings along for being checked offline."""

    trusted: Sequence[Certificate]
    certificates: Sequence[Certificate]
    lists: Sequence[CertificateList]
    answers: Sequence[OCSPResponse]
    parties: Collection[str]
    now: datetime

    @classmethod
    def of(
        cls,
        reader: PdfFileReader,
        trusted: Collection[Certificate],
        parties: Collection[str],
        now: datetime,
    ) -> _Around:
        try:
            store = DocumentSecurityStore.read_dss(reader)
        except NoDSSFoundError:
            store = DocumentSecurityStore(writer=None)
        return cls(
            trusted=list(trusted),
            certificates=list(store.load_certs()),
            lists=[CertificateList.load(each.get_object().data) for each in store.crls],
            answers=[OCSPResponse.load(each.get_object().data) for each in store.ocsps],
            parties=parties,
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

    def level_of(
        self, signature: EmbeddedPdfSignature, status: PdfSignatureStatus, last_stamp: int
    ) -> str:
        """`last_stamp`: where the last whole time stamp over the document ends; 0 without one."""
        if status.timestamp_validity is None:
            return "B-B"
        if not self.lists and not self.answers:
            return "B-T"
        return "B-LTA" if last_stamp > _end_of(signature) else "B-LT"


async def _check_all(found: _Found, around: _Around) -> tuple[SignatureCheck, ...]:
    """Time stamps over the document first: one that is whole lifts the signatures before it."""
    checks = {each.field_name: await _check_stamp(each, around) for each in found.stamps}
    whole = [each for each in found.stamps if checks[each.field_name].verdict in UNHARMED]
    last_stamp = max(map(_end_of, whole), default=0)
    for each in found.signatures:
        checks[each.field_name] = await _check(each, around, last_stamp)
    unreadable = [
        SignatureCheck(field=field, verdict=SignatureVerdict.UNREADABLE) for field in found.broken
    ]
    return (*unreadable, *(checks[each.field_name] for each in found.all))


async def _check_stamp(stamp: EmbeddedPdfSignature, around: _Around) -> SignatureCheck:
    field = str(stamp.field_name)
    try:
        status = await async_validate_pdf_timestamp(stamp, around.context(around.now))
    except (*BROKEN, *UNPROVED):
        return SignatureCheck(field=field, verdict=SignatureVerdict.UNREADABLE, is_stamp=True)
    return SignatureCheck(
        field=field,
        verdict=judge_stamp(status, around.now),
        is_stamp=True,
        signer=status.signing_cert.subject.human_friendly,
        stamped_at=status.timestamp,
        coverage=None if status.coverage is None else status.coverage.name,
        modification=_level_name(status),
        chain=_chain_of(status),
        revocation_known=bool(around.lists or around.answers),
    )


async def _check(
    signature: EmbeddedPdfSignature, around: _Around, last_stamp: int
) -> SignatureCheck:
    field = str(signature.field_name)
    try:
        status = await async_validate_pdf_signature(signature, around.context(around.now))
        verdict = judge(status, around.now)
        proved_at = _proved_at(status)
        if verdict in OVERTAKEN and proved_at is not None:
            status = await async_validate_pdf_signature(signature, around.context(proved_at))
            verdict = judge(status, around.now)
    except (*BROKEN, *UNPROVED):
        return SignatureCheck(field=field, verdict=SignatureVerdict.UNREADABLE)
    if verdict is SignatureVerdict.INTACT and around.parties:
        is_party = is_one_of(names_of(signature.signer_cert), around.parties)
        verdict = verdict if is_party else SignatureVerdict.NOT_A_PARTY
    stamp = status.timestamp_validity
    return SignatureCheck(
        field=field,
        verdict=verdict,
        signer=status.signing_cert.subject.human_friendly,
        signed_at=status.signer_reported_dt,
        stamped_at=None if stamp is None else stamp.timestamp,
        coverage=None if status.coverage is None else status.coverage.name,
        modification=_level_name(status),
        level=around.level_of(signature, status, last_stamp),
        chain=_chain_of(status),
        revocation_known=bool(around.lists or around.answers),
    )


def _level_name(status: Status) -> str | None:
    level = status.modification_level
    return None if level is None else level.name


def _proved_at(status: PdfSignatureStatus) -> datetime | None:
    """A trusted time stamp proves that it was signed before the certificate ran out."""
    stamp = status.timestamp_validity
    is_proof = stamp is not None and stamp.intact and stamp.valid and stamp.trusted
    return stamp.timestamp if is_proof and stamp is not None else None


def _chain_of(status: Status) -> tuple[str, ...]:
    path = status.validation_path
    if path is None:
        return ()
    upwards = [each.subject.human_friendly for each in path.iter_certs(include_root=True)]
    return tuple(reversed(upwards))


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
