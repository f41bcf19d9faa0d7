"""Bodies of signing in at an organisation's own provider."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, Field, SecretStr

from rongqu.modules.identity.federation_types import Departure, Provider, ProviderWish

ALIAS = r"^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$"
DOMAIN = r"^[a-z0-9-]+(\.[a-z0-9-]+)+$"


class ProviderWishBody(BaseModel):
    """`client_secret`: left out, the one that is there stays; a public client has none."""

    alias: str = Field(pattern=ALIAS)
    issuer: str = Field(min_length=8, max_length=300)
    client_id: str = Field(min_length=1, max_length=200)
    client_secret: SecretStr | None = Field(default=None, min_length=1, max_length=500)
    domain: str = Field(pattern=DOMAIN, max_length=200)
    first_role: str = Field(max_length=60)
    is_on: bool

    def to_wish(self) -> ProviderWish:
        secret = self.client_secret
        return ProviderWish(
            alias=self.alias,
            issuer=self.issuer.strip(),
            client_id=self.client_id.strip(),
            client_secret=None if secret is None else secret.get_secret_value(),
            domain=self.domain,
            first_role=self.first_role,
            is_on=self.is_on,
        )


class ProviderBody(BaseModel):
    alias: str
    issuer: str
    client_id: str
    has_secret: bool
    domain: str
    first_role: str
    is_on: bool

    @classmethod
    def of(cls, provider: Provider) -> Self:
        return cls(
            alias=provider.alias,
            issuer=provider.issuer,
            client_id=provider.client_id,
            has_secret=provider.client_secret is not None,
            domain=provider.domain,
            first_role=provider.first_role,
            is_on=provider.is_on,
        )


class ProviderSettingBody(BaseModel):
    """`redirect_uri` is what the provider has to know of us."""

    provider: ProviderBody | None
    redirect_uri: str


class AliasBody(BaseModel):
    alias: str = Field(min_length=1, max_length=40)


class DepartureBody(BaseModel):
    redirect_to: str

    @classmethod
    def of(cls, departure: Departure) -> Self:
        return cls(redirect_to=departure.redirect_to)


class ReturnBody(BaseModel):
    """The parameters with which the provider has sent the browser back."""

    code: SecretStr = Field(min_length=1, max_length=2000)
    state: SecretStr = Field(min_length=1, max_length=200)
    iss: str | None = Field(default=None, max_length=300)
