"""What other rooms may hold of people and organisations."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from rongqu.kernel.ids import EventId, OrganisationId, SessionId, UserId
from rongqu.kernel.pii import EmailAddress, MobileNumber, PersonName


class OrganisationKind(StrEnum):
    """Each works on the portal of the same name."""

    ENTERPRISE = "enterprise"
    INSTITUTION = "institution"
    INVESTOR = "investor"
    OPERATIONS = "operations"


class Locale(StrEnum):
    ZH_CN = "zh-CN"
    EN = "en"


@dataclass(frozen=True, slots=True)
class PasswordHash:
    """As argon2 writes it, parameters and salt included."""

    encoded: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    id: OrganisationId
    name: str
    kind: OrganisationKind
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    id: UserId
    display_name: PersonName
    email: EmailAddress | None
    mobile: MobileNumber | None
    locale: Locale


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    user_id: UserId
    organisation_id: OrganisationId
    display_name: PersonName
    email: EmailAddress | None
    mobile: MobileNumber | None
    locale: Locale
    roles: tuple[str, ...]
    role_ends: Mapping[str, date]
    """The last day of those that are not for good."""
    joined_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Roles, and the last day of those that are not given for good."""

    roles: Collection[str]
    ends: Mapping[str, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All that a session says about its owner."""

    user: User
    organisation: Organisation
    roles: tuple[str, ...]
    password_change_due: bool
    second_factor_due_at: datetime | None
    is_limited: bool
    """May only mend their own account: another password or a second factor is due now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUp:
    """The command that makes an organisation and its first person.

    The password comes as a hash (`hash_password`), which is computed before the transaction.
    """

    kind: OrganisationKind
    organisation_name: str
    display_name: PersonName
    login: str = field(repr=False)
    password_hash: PasswordHash
    locale: Locale = Locale.ZH_CN
    agreed: Mapping[str, int] = field(default_factory=dict[str, int])
    """Purpose -> version of the text that was shown and agreed to; privacy keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedUp:
    organisation: Organisation
    user: User


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMember:
    organisation_id: OrganisationId
    display_name: PersonName
    login: str = field(repr=False)
    password_hash: PasswordHash
    roles: tuple[str, ...]
    locale: Locale = Locale.ZH_CN


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Somebody who works for the platform itself."""

    display_name: PersonName
    login: str = field(repr=False)
    password_hash: PasswordHash
    roles: tuple[str, ...]
    locale: Locale = Locale.ZH_CN


@dataclass(frozen=True, slots=True)
class PasswordCheck:
    """The password of the acting person, entered once more before a step that binds."""

    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Where somebody signs in: on what, from which address."""

    device: str
    address: str = field(repr=False)
    earlier_token: str | None = field(default=None, repr=False)
    """Of the session this browser had before: it ends, so that no token outlives a sign-in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInAttempt:
    login: str = field(repr=False)
    password: str = field(repr=False)
    code: str | None = field(repr=False)
    arrival: Arrival


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """`organisation_id`: None of whoever belongs to none now."""

    user_id: UserId
    organisation_id: OrganisationId | None
    roles: tuple[str, ...]
    password_hash: PasswordHash
    password_change_due: bool


class Standing(StrEnum):
    """What there is of a log-in."""

    NEW = "new"
    """No account."""
    FREE = "free"
    """An account that belongs to no organisation now."""
    BELONGS = "belongs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody signed in on a device. It lives while it is used, and never past `expires_at`."""

    id: SessionId
    user_id: UserId
    organisation_id: OrganisationId
    device: str
    started_at: datetime
    seen_at: datetime
    idle_minutes: int
    expires_at: datetime
    password_change_due: bool
    second_factor_due_at: datetime | None
    proved_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChange:
    """The token of the session in use ends with all others: the person gets a new one."""

    current: str = field(repr=False)
    new: str = field(repr=False)
    arrival: Arrival


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedSession:
    """The token is told once, to the browser; the database keeps its hash."""

    session: Session
    token: str = field(repr=False)
    account: Account


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationSearch:
    kind: OrganisationKind | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedOrganisation:
    organisation: Organisation
    members: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSearch:
    """What an auditor asks: about whom or what, by whom, what, and when."""

    subject_id: UUID | None = None
    actor_id: UUID | None = None
    organisation_id: UUID | None = None
    name: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    changes_only: bool = False
    """What says before and after of fields that matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRecord:
    """One line of the event log. `actor_name` is None for the system and for strangers."""

    id: EventId
    position: int
    name: str
    subject_id: UUID
    parties: tuple[UUID, ...]
    payload: dict[str, Any]
    actor_id: UserId
    actor_name: PersonName | None
    occurred_at: datetime
    correlation_id: UUID
    address: str | None


class PersonPart(StrEnum):
    """What of a person can be seen in full."""

    NAME = "name"
    EMAIL = "email"
    MOBILE = "mobile"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reveal:
    """The wish to see it, and why: the reason stays on record."""

    user_id: UserId
    part: PersonPart
    reason: str
