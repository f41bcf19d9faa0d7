"""What the API of invitations takes and answers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BaseModel, Field, SecretStr

from rongqu.infra.web import EmailAddressField, MobileNumberField, PersonNameField
from rongqu.modules.identity.public import (
    Locale,
    OrganisationKind,
    PasswordHash,
    Standing,
)
from rongqu.modules.invitations.actions.accept_with_new_account import Newcomer
from rongqu.modules.invitations.queries import Opened
from rongqu.modules.invitations.rules import status_of
from rongqu.modules.invitations.types import (
    Invitation,
    PersonInvitationStatus,
    Showing,
)

LONGEST_LOGIN, LONGEST_PASSWORD, LONGEST_CODE = 200, 1_000, 40


class InvitePersonBody(BaseModel):
    """No roles where all of them are given by two people: they are asked for afterwards. `locale`:
    of the message."""

    login: str = Field(min_length=1, max_length=LONGEST_LOGIN)
    roles: list[str] = Field(max_length=12)
    locale: Locale = Locale.ZH_CN


class PersonInvitationBody(BaseModel):
    """Nothing here tells whether the address has an account."""

    id: UUID
    email: EmailAddressField | None
    mobile: MobileNumberField | None
    roles: list[str]
    status: PersonInvitationStatus
    messages: int
    invited_at: datetime
    sent_at: datetime
    expires_at: datetime
    accepted_by: UUID | None
    accepted_at: datetime | None

    @classmethod
    def of(cls, invitation: Invitation, now: datetime) -> Self:
        return cls(
            id=invitation.id,
            email=invitation.email,
            mobile=invitation.mobile,
            roles=list(invitation.roles),
            status=status_of(invitation, now),
            messages=invitation.messages,
            invited_at=invitation.invited_at,
            sent_at=invitation.sent_at,
            expires_at=invitation.expires_at,
            accepted_by=invitation.accepted_by,
            accepted_at=invitation.accepted_at,
        )


class ShownCodeBody(BaseModel):
    """The own phone number or mailbox, and the code that was sent there."""

    login: str = Field(min_length=1, max_length=LONGEST_LOGIN)
    code: SecretStr = Field(min_length=1, max_length=LONGEST_CODE)

    def to_showing(self) -> Showing:
        return Showing(self.login, self.code.get_secret_value())


class OpenedInvitationBody(BaseModel):
    """`standing`: what there is of the reader's own log-in: nothing, an account that belongs
    nowhere now, or one that belongs to an organisation."""

    organisation_name: str
    organisation_kind: OrganisationKind
    roles: list[str]
    standing: Standing
    expires_at: datetime

    @classmethod
    def of(cls, opened: Opened) -> Self:
        return cls(
            organisation_name=opened.organisation.name,
            organisation_kind=opened.organisation.kind,
            roles=list(opened.invitation.roles),
            standing=opened.standing,
            expires_at=opened.invitation.expires_at,
        )


class NewAccountBody(ShownCodeBody):
    display_name: PersonNameField
    password: SecretStr = Field(min_length=1, max_length=LONGEST_PASSWORD)
    locale: Locale = Locale.ZH_CN
    accept_terms: Literal[True]
    agreed: dict[Annotated[str, Field(max_length=40)], Annotated[int, Field(ge=1)]] = Field(
        default_factory=dict, max_length=10
    )
    """Purpose -> version of the text that was shown, as at a sign-up."""

    def to_newcomer(self, password_hash: PasswordHash) -> Newcomer:
        return Newcomer(
            display_name=self.display_name,
            password_hash=password_hash,
            locale=self.locale,
            agreed=self.agreed,
        )


class OwnAccountBody(ShownCodeBody):
    """`factor`: of the authenticator app, or a recovery code, where the account has one."""

    password: SecretStr = Field(min_length=1, max_length=LONGEST_PASSWORD)
    factor: SecretStr | None = Field(default=None, min_length=1, max_length=LONGEST_CODE)


class JoinedBody(BaseModel):
    """Not signed in: the roles have still to be given by two people."""

    is_signed_in: bool
