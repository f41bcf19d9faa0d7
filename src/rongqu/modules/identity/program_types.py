"""Programs that work for an organisation: service accounts and their keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from rongqu.infra.quotas import Quota
from rongqu.kernel.ids import ApiKeyId, OrganisationId, ServiceAccountId, UserId
from rongqu.modules.identity.types import OrganisationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """The secret itself is shown once, when it is issued."""

    id: ApiKeyId
    prefix: str
    issued_at: datetime
    issued_by: UserId
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None

    def is_alive(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAccount:
    id: ServiceAccountId
    organisation_id: OrganisationId
    name: str
    scopes: tuple[str, ...]
    quota: Quota
    created_at: datetime
    created_by: UserId
    closed_at: datetime | None
    keys: tuple[ApiKey, ...]
    """The newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewServiceAccount:
    name: str
    scopes: tuple[str, ...]
    quota: Quota


@dataclass(frozen=True, slots=True)
class KeyTerm:
    """How long the new key lives, and how long the earlier ones go on beside it."""

    days: int
    overlap_hours: int


@dataclass(frozen=True, slots=True)
class IssuedKey:
    key: ApiKey
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """OAuth2 client credentials: the id of the service account, and a key of it."""

    id: ServiceAccountId
    secret: str = field(repr=False)
    scopes: tuple[str, ...] | None
    """None: all that it has."""


@dataclass(frozen=True, slots=True)
class AccessToken:
    seconds: int
    scopes: tuple[str, ...]
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """What a key or a token says about who calls."""

    account_id: ServiceAccountId
    organisation_id: OrganisationId
    kind: OrganisationKind
    scopes: frozenset[str]
    quota: Quota
    key_id: ApiKeyId
    key_used_at: datetime | None
