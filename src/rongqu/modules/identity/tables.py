"""Tables of identity; private to the room. Names and log-ins are personal data."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Named,
    Table,
    Text,
    TypedColumns,
)
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.histories import kept_with_history
from rongqu.infra.row_security import follows, own_data, shared
from rongqu.infra.tables import Instant, PiiText, SecretBytes, metadata
from rongqu.kernel.pii import EmailAddress, MobileNumber, PersonName


class _OrganisationColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    name: Named[str] = Column(Text)
    kind: Named[str] = Column(Text)
    created_at: Named[datetime] = Column(Instant)


class _PersonColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    display_name: Named[PersonName] = Column(PiiText(PersonName))
    email: Named[EmailAddress | None] = Column(PiiText(EmailAddress))
    mobile: Named[MobileNumber | None] = Column(PiiText(MobileNumber))
    locale: Named[str] = Column(Text)
    password_hash: Named[str] = Column(Text)
    password_change_due: Named[bool]
    password_changed_at: Named[datetime] = Column(Instant)
    second_factor_due_at: Named[datetime | None] = Column(Instant)
    terms_accepted_at: Named[datetime | None] = Column(Instant)
    created_at: Named[datetime] = Column(Instant)
    erased_at: Named[datetime | None] = Column(Instant)


class _LoginColumns(TypedColumns):
    """What a person signs in with, as a blind index: `logins.digest_of`."""

    digest: Named[bytes] = Column(LargeBinary, primary_key=True)
    person_id: Named[UUID] = Column(ForeignKey("identity.person.id"), index=True)


class _MembershipColumns(TypedColumns):
    """`role_ends`: the last day of those roles that are not given for good."""

    person_id: Named[UUID] = Column(ForeignKey("identity.person.id"), primary_key=True)
    organisation_id: Named[UUID] = Column(
        ForeignKey("identity.organisation.id"), primary_key=True, index=True
    )
    roles: Named[list[str]] = Column(ARRAY(Text))
    role_ends: Named[dict[str, str]] = Column(JSONB[dict[str, str]](), server_default="{}")
    joined_at: Named[datetime] = Column(Instant)
    ended_at: Named[datetime | None] = Column(Instant)


class _SessionColumns(TypedColumns):
    """`token_digest` is SHA-256 of 256 random bits: no salt needed, and nothing to steal here."""

    id: Named[UUID] = Column(primary_key=True)
    token_digest: Named[bytes] = Column(LargeBinary, unique=True)
    person_id: Named[UUID] = Column(ForeignKey("identity.person.id"), index=True)
    organisation_id: Named[UUID] = Column(ForeignKey("identity.organisation.id"))
    device: Named[str] = Column(Text)
    started_at: Named[datetime] = Column(Instant)
    seen_at: Named[datetime] = Column(Instant)
    idle_minutes: Named[int] = Column(Integer)
    expires_at: Named[datetime] = Column(Instant, index=True)
    password_change_due: Named[bool]
    second_factor_due_at: Named[datetime | None] = Column(Instant)
    proved_until: Named[datetime] = Column(Instant)
    ended_at: Named[datetime | None] = Column(Instant)


class _FailureColumns(TypedColumns):
    """Of a log-in or of an address, by blind index. Counts for unknown log-ins too: a lock must not
    tell that an account exists."""

    digest: Named[bytes] = Column(LargeBinary, primary_key=True)
    failures: Named[int] = Column(Integer)
    failed_at: Named[datetime] = Column(Instant, index=True)
    locked_until: Named[datetime | None] = Column(Instant)


class _SignUpCodeColumns(TypedColumns):
    """What was sent to a stranger's address. `digest`: of the log-in; `sent` codes `since` then."""

    digest: Named[bytes] = Column(LargeBinary, primary_key=True)
    message_id: Named[UUID] = Column(unique=True)
    email: Named[EmailAddress | None] = Column(PiiText(EmailAddress))
    mobile: Named[MobileNumber | None] = Column(PiiText(MobileNumber))
    locale: Named[str] = Column(Text)
    code: Named[bytes] = Column(SecretBytes("identity.sign_up_code"))
    tries_left: Named[int] = Column(Integer)
    sent_at: Named[datetime] = Column(Instant, index=True)
    expires_at: Named[datetime] = Column(Instant)
    since: Named[datetime] = Column(Instant)
    sent: Named[int] = Column(Integer)


class _FormerPasswordColumns(TypedColumns):
    person_id: Named[UUID] = Column(ForeignKey("identity.person.id"), primary_key=True)
    replaced_at: Named[datetime] = Column(Instant, primary_key=True)
    encoded: Named[str] = Column(Text)


class _TotpColumns(TypedColumns):
    """`last_step`: the half-minute of the code that was used last. Not confirmed: only offered."""

    person_id: Named[UUID] = Column(ForeignKey("identity.person.id"), primary_key=True)
    secret: Named[bytes] = Column(SecretBytes("identity.totp"))
    last_step: Named[int | None] = Column(BigInteger)
    offered_at: Named[datetime] = Column(Instant)
    confirmed_at: Named[datetime | None] = Column(Instant)


class _PasskeyColumns(TypedColumns):
    id: Named[UUID] = Column(primary_key=True)
    person_id: Named[UUID] = Column(ForeignKey("identity.person.id"), index=True)
    credential_id: Named[bytes] = Column(LargeBinary, unique=True)
    public_key: Named[bytes] = Column(LargeBinary)
    sign_count: Named[int] = Column(BigInteger)
    name: Named[str] = Column(Text)
    added_at: Named[datetime] = Column(Instant)
    used_at: Named[datetime | None] = Column(Instant)


class _RecoveryCodeColumns(TypedColumns):
    digest: Named[bytes] = Column(LargeBinary, primary_key=True)
    person_id: Named[UUID] = Column(ForeignKey("identity.person.id"), index=True)
    made_at: Named[datetime] = Column(Instant)
    used_at: Named[datetime | None] = Column(Instant)


class _SpentChallengeColumns(TypedColumns):
    """Kept until the challenge would have ended by itself."""

    digest: Named[bytes] = Column(LargeBinary, primary_key=True)
    expires_at: Named[datetime] = Column(Instant, index=True)


class _ServiceAccountColumns(TypedColumns):
    """A program that works for an organisation."""

    id: Named[UUID] = Column(primary_key=True)
    organisation_id: Named[UUID] = Column(ForeignKey("identity.organisation.id"), index=True)
    name: Named[str] = Column(Text)
    scopes: Named[list[str]] = Column(ARRAY(Text))
    requests_a_minute: Named[int] = Column(Integer)
    requests_a_day: Named[int] = Column(Integer)
    created_by: Named[UUID]
    created_at: Named[datetime] = Column(Instant)
    closed_at: Named[datetime | None] = Column(Instant)


class _ApiKeyColumns(TypedColumns):
    """`digest` is SHA-256 of 256 random bits; `prefix` is what people recognise a key by."""

    id: Named[UUID] = Column(primary_key=True)
    service_account_id: Named[UUID] = Column(ForeignKey("identity.service_account.id"), index=True)
    prefix: Named[str] = Column(Text)
    digest: Named[bytes] = Column(LargeBinary, unique=True)
    issued_by: Named[UUID]
    issued_at: Named[datetime] = Column(Instant)
    expires_at: Named[datetime] = Column(Instant)
    used_at: Named[datetime | None] = Column(Instant)
    revoked_at: Named[datetime | None] = Column(Instant)


class _AccessTokenColumns(TypedColumns):
    """Of OAuth2 client credentials. It is worth nothing once its key has ended."""

    digest: Named[bytes] = Column(LargeBinary, primary_key=True)
    api_key_id: Named[UUID] = Column(ForeignKey("identity.api_key.id"), index=True)
    scopes: Named[list[str]] = Column(ARRAY(Text))
    expires_at: Named[datetime] = Column(Instant, index=True)


class _ProviderColumns(TypedColumns):
    """Where an organisation's people sign in (OpenID Connect). `alias`: what they call it here."""

    organisation_id: Named[UUID] = Column(ForeignKey("identity.organisation.id"), primary_key=True)
    alias: Named[str] = Column(Text, unique=True)
    issuer: Named[str] = Column(Text)
    client_id: Named[str] = Column(Text)
    client_secret: Named[bytes | None] = Column(SecretBytes("identity.provider"))
    domain: Named[str] = Column(Text)
    first_role: Named[str] = Column(Text)
    is_on: Named[bool]
    changed_at: Named[datetime] = Column(Instant)


class _FederatedIdentityColumns(TypedColumns):
    """`subject` is the provider's own name of the person, and never given to another."""

    organisation_id: Named[UUID] = Column(ForeignKey("identity.organisation.id"), primary_key=True)
    issuer: Named[str] = Column(Text, primary_key=True)
    subject: Named[str] = Column(Text, primary_key=True)
    person_id: Named[UUID] = Column(ForeignKey("identity.person.id"), index=True)
    linked_at: Named[datetime] = Column(Instant)


class _FederatedAttemptColumns(TypedColumns):
    """Somebody on the way to the provider and back. `browser_digest`: of a cookie of theirs."""

    state_digest: Named[bytes] = Column(LargeBinary, primary_key=True)
    browser_digest: Named[bytes] = Column(LargeBinary)
    organisation_id: Named[UUID] = Column(ForeignKey("identity.organisation.id"))
    person_id: Named[UUID | None]
    verifier: Named[bytes] = Column(SecretBytes("identity.verifier"))
    nonce: Named[str] = Column(Text)
    expires_at: Named[datetime] = Column(Instant, index=True)


organisation = Table(
    "organisation",
    metadata,
    _OrganisationColumns,
    CheckConstraint("kind IN ('enterprise', 'institution', 'investor', 'operations')", name="kind"),
    schema="identity",
)
person = Table(
    "person",
    metadata,
    _PersonColumns,
    CheckConstraint("erased_at IS NOT NULL OR num_nonnulls(email, mobile) > 0", name="reachable"),
    CheckConstraint("locale IN ('zh-CN', 'en')", name="locale"),
    schema="identity",
)
login = Table("login", metadata, _LoginColumns, schema="identity")
membership = Table(
    "membership",
    metadata,
    _MembershipColumns,
    schema="identity",
)
Index(
    "ix_membership_person_id_current",
    membership.c.person_id,
    unique=True,
    postgresql_where=membership.c.ended_at.is_(None),
)
session = Table("session", metadata, _SessionColumns, schema="identity")
sign_in_failure = Table("sign_in_failure", metadata, _FailureColumns, schema="identity")
sign_up_code = Table(
    "sign_up_code",
    metadata,
    _SignUpCodeColumns,
    CheckConstraint("num_nonnulls(email, mobile) = 1", name="address"),
    CheckConstraint("tries_left >= 0", name="tries"),
    schema="identity",
)
former_password = Table("former_password", metadata, _FormerPasswordColumns, schema="identity")
totp = Table("totp", metadata, _TotpColumns, schema="identity")
passkey = Table("passkey", metadata, _PasskeyColumns, schema="identity")
recovery_code = Table("recovery_code", metadata, _RecoveryCodeColumns, schema="identity")
spent_challenge = Table("spent_challenge", metadata, _SpentChallengeColumns, schema="identity")
service_account = Table(
    "service_account",
    metadata,
    _ServiceAccountColumns,
    CheckConstraint("cardinality(scopes) > 0", name="scopes"),
    CheckConstraint("requests_a_minute > 0 AND requests_a_day > 0", name="quota"),
    schema="identity",
)
api_key = Table("api_key", metadata, _ApiKeyColumns, schema="identity")
access_token = Table("access_token", metadata, _AccessTokenColumns, schema="identity")
provider = Table("provider", metadata, _ProviderColumns, schema="identity")
federated_identity = Table(
    "federated_identity", metadata, _FederatedIdentityColumns, schema="identity"
)
federated_attempt = Table(
    "federated_attempt", metadata, _FederatedAttemptColumns, schema="identity"
)

own_data(membership, "organisation_id", before_sign_in=True)
own_data(session, "organisation_id", before_sign_in=True)
own_data(service_account, "organisation_id", before_sign_in=True)
follows(api_key, "service_account_id", service_account)
follows(access_token, "api_key_id", api_key)
shared(organisation, why="who the other side of a contract is must be readable")
follows(person, "id", membership, "person_id", made_before=True)
for _factor in (login, former_password, totp, passkey, recovery_code):
    follows(_factor, "person_id", membership, "person_id", made_before=True)
shared(sign_in_failure, spent_challenge, why="counted before anybody is known; digests only")
shared(sign_up_code, why="asked for before anybody is known; addresses and codes are encrypted")
own_data(provider, "organisation_id", before_sign_in=True)
follows(federated_identity, "person_id", membership, "person_id", made_before=True)
shared(federated_attempt, why="between two steps of a stranger's sign-in")
kept_with_history(membership, "roles", "role_ends", "ended_at")
kept_with_history(service_account, "scopes", "requests_a_minute", "requests_a_day")
kept_with_history(api_key, "expires_at", "revoked_at")
kept_with_history(provider, "issuer", "client_id", "domain", "first_role", "is_on")
