"""What contracts needs from outside: certificates, time stamps, and a way to a person's phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from rongqu.kernel.pii import EmailAddress, MobileNumber, PersonName


class AuthorityAway(Exception):
    """It could not be reached or gave no usable answer; the job tries again later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Whom an authority's signatures lead to, and what it has revoked: both in DER."""

    roots: Sequence[bytes]
    revocations: Sequence[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRequest:
    """`request` is a PKCS#10 in DER. `person` is None for a company's seal. Asked again with the
    same id, the authority gives the same certificate."""

    id: str
    request: bytes
    organisation: str
    uscc: str
    person: PersonName | None


class CertificateAuthority(Protocol):
    def root(self) -> bytes:
        """In DER, from a file: reaches no network."""
        ...

    async def issue(self, wanted: CertificateRequest) -> Sequence[bytes]:
        """The chain in DER, the signer's own first. Raises AuthorityAway."""
        ...

    async def revoke(self, serial: int) -> None:
        """Raises AuthorityAway."""
        ...

    async def trust(self) -> Trust:
        """Raises AuthorityAway."""
        ...


class TimeStamps(Protocol):
    """A time stamp authority (RFC 3161)."""

    def root(self) -> bytes:
        """In DER, from a file: reaches no network."""
        ...

    async def stamp(self, query: bytes) -> bytes:
        """Query and reply in DER. Raises AuthorityAway."""
        ...

    async def trust(self) -> Trust: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMessage:
    id: str
    to: MobileNumber | EmailAddress
    title: str
    body: str = field(repr=False)


class CodeSender(Protocol):
    async def send(self, message: CodeMessage) -> None:
        """Twice with one id is once. Raises AuthorityAway."""
        ...
