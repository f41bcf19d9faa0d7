"""From pyHanko's answers to one verdict for each signature, in our words. Trust is a question of
its own: a signature can be whole and its certificate unknown."""

# asn1crypto and parts of pyHanko have no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from asn1crypto.x509 import Certificate
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation.status import (
    DocumentTimestampStatus,
    PdfSignatureStatus,
    SignatureCoverageLevel,
)

from rongqu.modules.evidence.documents.verdicts import (
    UNHARMED,
    WHOLE,
    FileVerdict,
    PdfCheck,
    SignatureCheck,
    SignatureVerdict,
)

COVERING = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
PROBLEMS: dict[Any, SignatureVerdict] = {
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: SignatureVerdict.CERTIFICATE_EXPIRED,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: SignatureVerdict.CERTIFICATE_EXPIRED,
    AdESIndeterminate.EXPIRED: SignatureVerdict.CERTIFICATE_EXPIRED,
    AdESIndeterminate.REVOKED_NO_POE: SignatureVerdict.CERTIFICATE_REVOKED,
    AdESIndeterminate.REVOKED_CA_NO_POE: SignatureVerdict.CERTIFICATE_REVOKED,
    AdESIndeterminate.REVOCATION_OUT_OF_BOUNDS_NO_POE: SignatureVerdict.CERTIFICATE_REVOKED,
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: SignatureVerdict.CERTIFICATE_UNFIT,
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE: SignatureVerdict.WEAK_ALGORITHM,
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: SignatureVerdict.WEAK_ALGORITHM,
}
Status = PdfSignatureStatus | DocumentTimestampStatus


def judge(status: PdfSignatureStatus, now: datetime) -> SignatureVerdict:
    """Of the document first: who signed a changed one does not matter."""
    harm = _harm_of(status)
    if harm is not None:
        return harm
    stamp = status.timestamp_validity
    if stamp is not None and not (stamp.intact and stamp.valid):
        return SignatureVerdict.STAMP_WRONG
    if stamp is not None and stamp.timestamp > now:
        return SignatureVerdict.STAMPED_IN_FUTURE
    if status.seed_value_constraint_error is not None:
        return SignatureVerdict.CONDITIONS_BROKEN
    return _judge_signer(status, now)


def judge_stamp(status: DocumentTimestampStatus, now: datetime) -> SignatureVerdict:
    harm = _harm_of(status)
    if harm is not None:
        return harm
    if status.timestamp > now:
        return SignatureVerdict.STAMPED_IN_FUTURE
    return _judge_signer(status, now)


def _harm_of(status: Status) -> SignatureVerdict | None:
    if status.coverage not in COVERING:
        return SignatureVerdict.NOT_COVERING
    if not status.intact:
        return SignatureVerdict.CHANGED
    if not status.valid:
        return SignatureVerdict.SIGNATURE_WRONG
    level = status.modification_level or ModificationLevel.NONE
    if level > ModificationLevel.FORM_FILLING or status.docmdp_ok is False:
        return SignatureVerdict.CHANGED_AFTERWARDS
    return None


def _judge_signer(status: Status, now: datetime) -> SignatureVerdict:
    if status.trusted:
        return SignatureVerdict.INTACT
    problem = status.trust_problem_indic
    is_early = status.signing_cert.not_valid_before > now
    if problem is AdESIndeterminate.CERTIFICATE_CHAIN_GENERAL_FAILURE and is_early:
        return SignatureVerdict.CERTIFICATE_NOT_YET_VALID
    return PROBLEMS.get(problem, SignatureVerdict.SIGNER_UNKNOWN)


def sum_up(checks: Sequence[SignatureCheck], missing: Sequence[str]) -> FileVerdict:
    verdicts = {check.verdict for check in checks}
    if not verdicts:
        return FileVerdict.UNSIGNED
    if verdicts - UNHARMED - {SignatureVerdict.WEAK_ALGORITHM}:
        return FileVerdict.DAMAGED
    if SignatureVerdict.WEAK_ALGORITHM in verdicts:
        return FileVerdict.WEAK
    if verdicts != {SignatureVerdict.INTACT}:
        return FileVerdict.NOT_TRUSTED
    return FileVerdict.INCOMPLETE if missing else FileVerdict.INTACT


def refuse(check: PdfCheck, verdict: FileVerdict) -> PdfCheck:
    """What is wrong with the file itself; nothing is worse than a signature that is harmed."""
    if check.verdict not in WHOLE:
        return check
    return PdfCheck(verdict=verdict, signatures=check.signatures, missing=check.missing)


def names_of(certificate: Certificate) -> frozenset[str]:
    """Under which a party may be named: its own, or that of the company it signs for."""
    told: dict[str, Any] = certificate.subject.native
    names = (told.get("common_name"), told.get("organization_name"))
    return frozenset(_plain(name) for name in names if isinstance(name, str))


def is_one_of(names: frozenset[str], parties: Collection[str]) -> bool:
    return not names.isdisjoint(map(_plain, parties))


def not_among(parties: Collection[str], names: frozenset[str]) -> tuple[str, ...]:
    return tuple(party for party in parties if _plain(party) not in names)


def _plain(name: str) -> str:
    """Width, spaces and capitals make no other company."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
