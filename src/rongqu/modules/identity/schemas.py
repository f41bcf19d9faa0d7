"""Bodies of identity's API."""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, Field, SecretStr

from rongqu.infra.web import EmailAddressField, GivenInstant, MobileNumberField, PersonNameField
from rongqu.kernel.actor import Portal
from rongqu.modules.identity.protection import protection
from rongqu.modules.identity.roles import Role, rights_of
from rongqu.modules.identity.sign_up_codes import OfferedCode
from rongqu.modules.identity.tokens import csrf_token_of
from rongqu.modules.identity.types import (
    Account,
    AuditRecord,
    Grant,
    ListedOrganisation,
    Locale,
    Member,
    Organisation,
    OrganisationKind,
    PasswordHash,
    PersonPart,
    RecordSearch,
    Session,
    SignUp,
)

LONGEST_PASSWORD = 1000
"""Of a body, so that nobody sends a megabyte; what a password may be is said by the rules."""


class SignInBody(BaseModel):
    login: str = Field(min_length=1, max_length=200)
    password: SecretStr = Field(min_length=1, max_length=LONGEST_PASSWORD)
    code: SecretStr | None = Field(default=None, max_length=40)
    """Of the second factor, when the answer before was `identity.second_factor_needed`."""


class SignUpCodeBody(BaseModel):
    login: str = Field(min_length=1, max_length=200)
    locale: Locale = Locale.ZH_CN


class OfferedSignUpCodeBody(BaseModel):
    """The same whether the log-in is taken or not. `again_in_seconds`: so long no other is sent."""

    expires_at: datetime
    again_in_seconds: int

    @classmethod
    def of(cls, offered: OfferedCode, now: datetime) -> Self:
        seconds = (offered.again_at - now).total_seconds()
        return cls(expires_at=offered.expires_at, again_in_seconds=max(0, math.ceil(seconds)))


class SignUpBody(BaseModel):
    kind: Literal[
        OrganisationKind.ENTERPRISE, OrganisationKind.INSTITUTION, OrganisationKind.INVESTOR
    ]
    organisation_name: str = Field(min_length=2, max_length=100)
    display_name: PersonNameField
    login: str = Field(min_length=1, max_length=200)
    password: SecretStr = Field(min_length=1, max_length=LONGEST_PASSWORD)
    code: SecretStr = Field(min_length=1, max_length=40)
    """The one that was sent to the log-in: `PUT /sign-up-code`."""
    locale: Locale = Locale.ZH_CN
    accept_terms: Literal[True]
    agreed: dict[Annotated[str, Field(max_length=40)], Annotated[int, Field(ge=1)]] = Field(
        default_factory=dict, max_length=10
    )
    """Purpose -> version of the text that was shown: `account`, `marketing` where it is wanted."""

    def to_sign_up(self, password_hash: PasswordHash) -> SignUp:
        return SignUp(
            kind=self.kind,
            organisation_name=self.organisation_name.strip(),
            display_name=self.display_name,
            login=self.login,
            password_hash=password_hash,
            locale=self.locale,
            agreed=self.agreed,
        )


class OrganisationBody(BaseModel):
    id: UUID
    name: str
    kind: OrganisationKind

    @classmethod
    def of(cls, organisation: Organisation) -> Self:
        return cls(id=organisation.id, name=organisation.name, kind=organisation.kind)


class SessionBody(BaseModel):
    """Who is signed in. `display_name` is plain: it is the reader's own."""

    user_id: UUID
    display_name: str
    organisation: OrganisationBody
    portal: OrganisationKind
    roles: list[str]
    permissions: list[str]
    locale: Locale
    csrf_token: str
    password_change_due: bool
    second_factor_due_at: datetime | None
    is_limited: bool

    @classmethod
    def of(cls, account: Account, token: str) -> Self:
        rights = rights_of(account.roles, limited=account.is_limited)
        return cls(
            user_id=account.user.id,
            display_name=account.user.display_name.reveal(),
            organisation=OrganisationBody.of(account.organisation),
            portal=OrganisationKind(rights.portal),
            roles=list(account.roles),
            permissions=sorted(rights.permissions),
            locale=account.user.locale,
            csrf_token=csrf_token_of(token),
            password_change_due=account.password_change_due,
            second_factor_due_at=account.second_factor_due_at,
            is_limited=account.is_limited,
        )


class LocaleBody(BaseModel):
    locale: Locale


class PasswordChangeBody(BaseModel):
    current_password: SecretStr = Field(min_length=1, max_length=LONGEST_PASSWORD)
    new_password: SecretStr = Field(min_length=1, max_length=LONGEST_PASSWORD)


class DeviceBody(BaseModel):
    """A session as its owner sees it: on which device, since when, used when."""

    id: UUID
    device: str
    started_at: datetime
    seen_at: datetime
    expires_at: datetime
    is_current: bool

    @classmethod
    def of(cls, session: Session, current: Session) -> Self:
        return cls(
            id=session.id,
            device=session.device,
            started_at=session.started_at,
            seen_at=session.seen_at,
            expires_at=session.expires_at,
            is_current=session.id == current.id,
        )


class EndedBody(BaseModel):
    ended: int


class RoleBody(BaseModel):
    name: str
    portal: Portal
    permissions: list[str]
    four_eyes: bool
    """One person asks for it, another gives it."""

    @classmethod
    def of(cls, role: Role) -> Self:
        return cls(
            name=role.name,
            portal=role.portal,
            permissions=sorted(role.permissions),
            four_eyes=role.name in protection().four_eyes_roles,
        )


class MemberBody(BaseModel):
    user_id: UUID
    display_name: PersonNameField
    email: EmailAddressField | None
    mobile: MobileNumberField | None
    roles: list[str]
    role_ends: dict[str, date]
    joined_at: datetime

    @classmethod
    def of(cls, member: Member) -> Self:
        return cls(
            user_id=member.user_id,
            display_name=member.display_name,
            email=member.email,
            mobile=member.mobile,
            roles=list(member.roles),
            role_ends=dict(member.role_ends),
            joined_at=member.joined_at,
        )


class RevealBody(BaseModel):
    """`reason` stays on record, readable for auditors."""

    part: PersonPart
    reason: str = Field(min_length=4, max_length=200)


class RevealedBody(BaseModel):
    """Plain: for the eyes of who has asked, and not to be kept."""

    plain: str


class RolesBody(BaseModel):
    """`ends`: the last day of those that are not given for good."""

    roles: list[str] = Field(min_length=1, max_length=12)
    ends: dict[str, date] = Field(default_factory=dict[str, date], max_length=12)

    def to_grant(self) -> Grant:
        return Grant(roles=tuple(self.roles), ends=self.ends)


class ListedOrganisationBody(BaseModel):
    id: UUID
    name: str
    kind: OrganisationKind
    created_at: datetime
    members: int

    @classmethod
    def of(cls, listed: ListedOrganisation) -> Self:
        return cls(
            id=listed.organisation.id,
            name=listed.organisation.name,
            kind=listed.organisation.kind,
            created_at=listed.organisation.created_at,
            members=listed.members,
        )


class RecordSearchQuery(BaseModel):
    """What is looked for; all that is left out narrows nothing."""

    subject: UUID | None = None
    person: UUID | None = None
    organisation: UUID | None = None
    name: str | None = Field(default=None, max_length=100)
    since: GivenInstant | None = None
    until: GivenInstant | None = None
    changes_only: bool = False

    def to_search(self) -> RecordSearch:
        return RecordSearch(
            subject_id=self.subject,
            actor_id=self.person,
            organisation_id=self.organisation,
            name=self.name,
            since=self.since,
            until=self.until,
            changes_only=self.changes_only,
        )


class ChangeBody(BaseModel):
    field: str
    before: str | None
    after: str | None


class AuditRecordBody(BaseModel):
    id: UUID
    position: int
    name: str
    subject_id: UUID
    parties: list[UUID]
    payload: dict[str, Any]
    actor_id: UUID
    actor_name: PersonNameField | None
    occurred_at: datetime
    correlation_id: UUID
    address: str | None
    """Whence the request came; none for what the platform did by itself."""
    changes: list[ChangeBody]
    """Fields that matter, before and after; personal data masked."""

    @classmethod
    def of(cls, record: AuditRecord) -> Self:
        return cls(
            id=record.id,
            position=record.position,
            name=record.name,
            subject_id=record.subject_id,
            parties=list(record.parties),
            payload=record.payload,
            actor_id=record.actor_id,
            actor_name=record.actor_name,
            occurred_at=record.occurred_at,
            correlation_id=record.correlation_id,
            address=record.address,
            changes=[ChangeBody(**each) for each in record.payload.get("changes", ())],
        )
