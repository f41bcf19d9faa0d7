"""Bodies of service accounts, keys and tokens."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.infra.quotas import Quota
from rongqu.infra.web import PersonNameField
from rongqu.kernel.pii import PersonName
from rongqu.modules.identity.program_rules import ProgramPolicy
from rongqu.modules.identity.program_types import (
    AccessToken,
    ApiKey,
    IssuedKey,
    KeyTerm,
    NewServiceAccount,
    ServiceAccount,
)


class NewServiceAccountBody(BaseModel):
    name: str = Field(min_length=2, max_length=60)
    scopes: list[str] = Field(min_length=1, max_length=40)
    requests_a_minute: int = Field(ge=1, le=1_000_000)
    requests_a_day: int = Field(ge=1, le=1_000_000_000)

    def to_new(self) -> NewServiceAccount:
        return NewServiceAccount(
            name=self.name.strip(),
            scopes=tuple(self.scopes),
            quota=Quota(self.requests_a_minute, self.requests_a_day),
        )


class KeyTermBody(BaseModel):
    """For so many days; the earlier keys go on for so many hours beside it."""

    days: int = Field(ge=1, le=10_000)
    overlap_hours: int = Field(ge=0, le=100_000)

    def to_term(self) -> KeyTerm:
        return KeyTerm(self.days, self.overlap_hours)


class ApiKeyBody(BaseModel):
    """`prefix` is how the key begins: all of it that is ever shown again."""

    id: UUID
    prefix: str
    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None
    is_alive: bool

    @classmethod
    def of(cls, key: ApiKey, now: datetime) -> Self:
        return cls(
            id=key.id,
            prefix=key.prefix,
            issued_at=key.issued_at,
            expires_at=key.expires_at,
            used_at=key.used_at,
            revoked_at=key.revoked_at,
            is_alive=key.is_alive(now),
        )


class ServiceAccountBody(BaseModel):
    """`id` is also the client id of OAuth2 client credentials."""

    id: UUID
    name: str
    scopes: list[str]
    requests_a_minute: int
    requests_a_day: int
    created_at: datetime
    created_by: PersonNameField | None
    keys: list[ApiKeyBody]

    @classmethod
    def of(cls, account: ServiceAccount, creator: PersonName | None, now: datetime) -> Self:
        return cls(
            id=account.id,
            name=account.name,
            scopes=list(account.scopes),
            requests_a_minute=account.quota.a_minute,
            requests_a_day=account.quota.a_day,
            created_at=account.created_at,
            created_by=creator,
            keys=[ApiKeyBody.of(key, now) for key in account.keys],
        )


class UsageBody(BaseModel):
    """Requests since midnight in Shanghai; the count is a second old at most."""

    requests_today: int


class IssuedKeyBody(BaseModel):
    """`secret` is shown this once."""

    key: ApiKeyBody
    secret: str

    @classmethod
    def of(cls, issued: IssuedKey, now: datetime) -> Self:
        return cls(key=ApiKeyBody.of(issued.key, now), secret=issued.secret)


class ProgramTermsBody(BaseModel):
    """What a program of this organisation may be given at most."""

    scopes: list[str]
    requests_a_minute: int
    requests_a_day: int
    key_days: int
    key_overlap_hours: int

    @classmethod
    def of(cls, scopes: frozenset[str], policy: ProgramPolicy) -> Self:
        return cls(
            scopes=sorted(scopes),
            requests_a_minute=policy.quota.a_minute,
            requests_a_day=policy.quota.a_day,
            key_days=policy.key.days,
            key_overlap_hours=policy.key.overlap_hours,
        )


class AccessTokenBody(BaseModel):
    """RFC 6749, 5.1."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int
    scope: str

    @classmethod
    def of(cls, token: AccessToken) -> Self:
        return cls(
            access_token=token.token,
            token_type="Bearer",
            expires_in=token.seconds,
            scope=" ".join(token.scopes),
        )


class TokenRefusalBody(BaseModel):
    """RFC 6749, 5.2; `code` is ours."""

    error: Literal["invalid_request", "invalid_client", "unsupported_grant_type", "invalid_scope"]
    code: str
