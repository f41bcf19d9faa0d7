"""Facts about people, organisations and sessions. They carry ids; names stay in identity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rongqu.kernel.changes import ChangeEvent
from rongqu.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationCreated(Event):
    """Subject: the organisation. `kind`: enterprise, institution, investor or operations."""

    name = "identity.organisation_created.v1"
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUpCodeAsked(Event):
    """Subject: the message that is to be sent to a stranger. Whether they have an account already
    is not said."""

    name = "identity.sign_up_code_asked.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserSignedUp(Event):
    """Subject: the person, the first one of a new organisation. `agreed`: purpose to the version of
    the text that they have agreed to."""

    name = "identity.user_signed_up.v1"
    organisation_id: UUID
    agreed: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberAdded(ChangeEvent):
    """Subject: the person."""

    name = "identity.member_added.v1"
    organisation_id: UUID
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRolesChanged(ChangeEvent):
    """Subject: the person."""

    name = "identity.member_roles_changed.v1"
    organisation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRemoved(ChangeEvent):
    """Subject: the person."""

    name = "identity.member_removed.v1"
    organisation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(Event):
    """Subject: the person."""

    name = "identity.signed_in.v1"
    session_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRefused(Event):
    """Subject: the person, or for an unknown login an id made from its hash.

    `failures` in a row, this one counted; `locked_seconds` is 0 while the account is open.
    """

    name = "identity.sign_in_refused.v1"
    failures: int
    locked_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordRefused(Event):
    """Subject: the person, signed in, whose re-entered password was wrong."""

    name = "identity.password_refused.v1"
    failures: int
    locked_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRefused(Event):
    """Subject: the person, signed in, whose code of a second factor was wrong."""

    name = "identity.code_refused.v1"
    failures: int
    locked_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvedAgain(Event):
    """Subject: the person, who has proved who they are before a step that binds."""

    name = "identity.proved_again.v1"
    session_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorOffered(Event):
    """Subject: the person. It counts only once it is added."""

    name = "identity.second_factor_offered.v1"
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorAdded(Event):
    """Subject: the person. `method`: totp or passkey."""

    name = "identity.second_factor_added.v1"
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorRemoved(Event):
    """Subject: the person."""

    name = "identity.second_factor_removed.v1"
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryCodesRenewed(Event):
    """Subject: the person."""

    name = "identity.recovery_codes_renewed.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyUsed(Event):
    """Subject: the person, who signed in with it."""

    name = "identity.passkey_used.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedInOnNewDevice(Event):
    """Subject: the person, who had not signed in on such a device lately."""

    name = "identity.signed_in_on_new_device.v1"
    session_id: UUID
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordDue(Event):
    """Subject: the person, whom a colleague has asked to choose another password."""

    name = "identity.password_due.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(Event):
    """Subject: the person. All other sessions have ended with it."""

    name = "identity.password_changed.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOut(Event):
    """Subject: the person."""

    name = "identity.signed_out.v1"
    session_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsEnded(Event):
    """Subject: the person, who ended sessions on other devices."""

    name = "identity.sessions_ended.v1"
    session_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocaleChanged(Event):
    """Subject: the person. `locale` is the language of pages and messages: zh-CN or en."""

    name = "identity.locale_changed.v1"
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRevealed(Event):
    """Subject: the person of whom the actor has seen `part` in full, for the actor's `reason`."""

    name = "identity.person_revealed.v1"
    part: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAccountCreated(Event):
    """Subject: the service account, under whose id a program acts."""

    name = "identity.service_account_created.v1"
    scopes: tuple[str, ...]
    requests_a_minute: int
    requests_a_day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAccountChanged(ChangeEvent):
    """Subject: the service account. It holds from its next request on."""

    name = "identity.service_account_changed.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAccountClosed(Event):
    """Subject: the service account, whose keys have ended with it."""

    name = "identity.service_account_closed.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyIssued(ChangeEvent):
    """Subject: the service account. Its earlier keys end at `others_end_at` at the latest."""

    name = "identity.key_issued.v1"
    key_id: UUID
    prefix: str
    expires_at: datetime
    others_end_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRevoked(ChangeEvent):
    """Subject: the service account. The key and every token of it are worth nothing from now on."""

    name = "identity.key_revoked.v1"
    key_id: UUID
    prefix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenIssued(Event):
    """Subject: the service account, which has shown its key for an access token."""

    name = "identity.token_issued.v1"
    key_id: UUID
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRefused(Event):
    """Subject: the service account, with whose id somebody showed a key that is not its own, or has
    ended."""

    name = "identity.client_refused.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderChanged(ChangeEvent):
    """Subject: the organisation, whose people sign in at `issuer`; or no longer do."""

    name = "identity.provider_changed.v1"
    issuer: str
    is_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FederatedIdentityLinked(Event):
    """Subject: the person, whom the provider of their organisation vouches for from now on."""

    name = "identity.federated_identity_linked.v1"
    issuer: str
    is_new_member: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FederatedSignInRefused(Event):
    """Subject: the organisation, at whose provider somebody has tried to sign in."""

    name = "identity.federated_sign_in_refused.v1"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountClosed(ChangeEvent):
    """Subject: the person, who has closed their own account."""

    name = "identity.account_closed.v1"
    organisation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonErased(Event):
    """Subject: the person, whose name and addresses are gone."""

    name = "identity.person_erased.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CanaryTouched(Event):
    """Subject: an id of the canary. Somebody tries to sign in with what only an intruder finds;
    their address is locked."""

    name = "identity.canary_touched.v1"
    locked_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CanaryOpened(Event):
    """Subject: the planted record, or an id of the planted key (`trap` says which). `opened_by`:
    the person or program, when it was somebody known."""

    name = "identity.canary_opened.v1"
    trap: str
    opened_by: UUID | None
