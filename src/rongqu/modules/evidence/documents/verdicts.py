"""What can be said of a signed PDF, and of each signature in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SignatureVerdict(StrEnum):
    INTACT = "intact"
    """Whole, by a signer whose certificate leads to a trusted authority."""
    SIGNER_UNKNOWN = "signer_unknown"
    """Whole; the certificate leads to no authority that is trusted here."""
    NOT_A_PARTY = "not_a_party"
    """Whole; the signer is none of those that the asker names."""
    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_NOT_YET_VALID = "certificate_not_yet_valid"
    CERTIFICATE_REVOKED = "certificate_revoked"
    CERTIFICATE_UNFIT = "certificate_unfit"
    """It was issued for something else than signing documents."""
    WEAK_ALGORITHM = "weak_algorithm"
    """MD5, SHA-1 or a short key: two documents can be made that bear one signature."""
    CHANGED = "changed"
    """The signed bytes are not what was signed."""
    SIGNATURE_WRONG = "signature_wrong"
    STAMP_WRONG = "stamp_wrong"
    """Its time stamp belongs to something else."""
    NOT_COVERING = "not_covering"
    """The signature leaves a part of the file out that a signature has to cover."""
    CHANGED_AFTERWARDS = "changed_afterwards"
    """A later revision shows something else than what was signed."""
    CONDITIONS_BROKEN = "conditions_broken"
    """It is not made as the signature field demands."""
    STAMPED_IN_FUTURE = "stamped_in_future"
    UNREADABLE = "unreadable"


UNHARMED = frozenset(
    {
        SignatureVerdict.INTACT,
        SignatureVerdict.SIGNER_UNKNOWN,
        SignatureVerdict.NOT_A_PARTY,
        SignatureVerdict.CERTIFICATE_EXPIRED,
        SignatureVerdict.CERTIFICATE_NOT_YET_VALID,
        SignatureVerdict.CERTIFICATE_REVOKED,
        SignatureVerdict.CERTIFICATE_UNFIT,
    }
)
"""The document is what was signed; what is wrong is wrong with the signer."""


class FileVerdict(StrEnum):
    INTACT = "intact"
    NOT_TRUSTED = "not_trusted"
    """Nothing was changed, but not every signer is known."""
    INCOMPLETE = "incomplete"
    """Nothing was changed, but one whom the asker names has not signed."""
    WEAK = "weak"
    """A signature that proves nothing: its algorithm is broken."""
    DAMAGED = "damaged"
    UNSIGNED = "unsigned"
    STRIPPED = "stripped"
    """It was signed once; its signatures were taken out."""
    ENCRYPTED = "encrypted"
    ACTIVE = "active"
    """It holds scripts or actions: what is shown may differ from what was signed."""
    APPENDED = "appended"
    """Bytes stand behind the last signature that it does not cover."""
    UNREADABLE = "unreadable"


WHOLE = (FileVerdict.INTACT, FileVerdict.NOT_TRUSTED, FileVerdict.INCOMPLETE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureCheck:
    """`coverage` and `modification` in pyHanko's words; None where it could not say."""

    field: str
    verdict: SignatureVerdict
    is_stamp: bool = False
    """A time stamp over the whole document, no person's signature."""
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
    missing: tuple[str, ...] = ()
    """Of the parties that the asker names, those that have not signed."""

    @property
    def is_unharmed(self) -> bool:
        return self.verdict in WHOLE

    @property
    def by_people(self) -> tuple[SignatureCheck, ...]:
        """Without the time stamps over the document."""
        return tuple(each for each in self.signatures if not each.is_stamp)

    @property
    def is_by_parties(self) -> bool:
        """By all whom the asker names and by nobody else; true when it names none."""
        is_strange = SignatureVerdict.NOT_A_PARTY in {each.verdict for each in self.signatures}
        return not self.missing and not is_strange
