"""Sign-in at an organisation's own identity provider."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from rongqu.kernel.ids import OrganisationId, UserId
from rongqu.modules.identity.types import Arrival


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderWish:
    """`client_secret`: None keeps the one that is there."""

    alias: str
    issuer: str
    client_id: str
    client_secret: str | None = field(repr=False)
    domain: str
    first_role: str
    is_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    organisation_id: OrganisationId
    alias: str
    issuer: str
    client_id: str
    client_secret: str | None = field(repr=False)
    domain: str
    first_role: str
    is_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """`person_id`: who wants the identity linked; None: who signs in is said by it."""

    organisation_id: OrganisationId
    person_id: UserId | None
    verifier: str = field(repr=False)
    nonce: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """On the way to the provider: its address with all that it wants to know, and the cookie by
    which the browser is known again."""

    redirect_to: str = field(repr=False)
    browser: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """Back from the provider, as the browser brings it."""

    code: str = field(repr=False)
    state: str = field(repr=False)
    issuer: str | None
    browser: str = field(repr=False)
    redirect_uri: str
    arrival: Arrival
    signed_in: UUID | None
    """Who is signed in in this browser, if somebody is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched:
    """What the provider says about somebody, after all checks."""

    subject: str
    email: str = field(repr=False)
    name: str = field(repr=False)
