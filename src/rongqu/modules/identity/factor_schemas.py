"""Bodies of the API of second factors."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, Field, SecretStr

from rongqu.modules.identity.factor_types import (
    Factors,
    NewPasskey,
    Passkey,
    PasskeyAnswer,
    Proof,
    RelyingParty,
    TotpOffer,
)
from rongqu.modules.identity.passkey_bodies import BASE64URL, AnswerBody, UsedCredentialBody
from rongqu.modules.identity.tokens import csrf_token_of
from rongqu.modules.identity.types import StartedSession

LONGEST_CODE = 40


class PasskeyBody(BaseModel):
    id: UUID
    name: str
    added_at: datetime
    used_at: datetime | None

    @classmethod
    def of(cls, passkey: Passkey) -> Self:
        return cls(
            id=passkey.id,
            name=passkey.name,
            added_at=passkey.added_at,
            used_at=passkey.used_at,
        )


class FactorsBody(BaseModel):
    totp_since: datetime | None
    passkeys: list[PasskeyBody]
    recovery_codes_left: int

    @classmethod
    def of(cls, factors: Factors) -> Self:
        return cls(
            totp_since=factors.totp_since,
            passkeys=[PasskeyBody.of(passkey) for passkey in factors.passkeys],
            recovery_codes_left=factors.recovery_codes_left,
        )


class TotpOfferBody(BaseModel):
    """`uri` is what the picture says, `secret` what is typed where no camera is."""

    secret: str
    uri: str

    @classmethod
    def of(cls, offer: TotpOffer) -> Self:
        return cls(secret=offer.secret, uri=offer.uri)


class OneTimeCodeBody(BaseModel):
    code: SecretStr = Field(min_length=1, max_length=LONGEST_CODE)


class RecoveryCodesBody(BaseModel):
    """Shown once: the platform keeps their hashes."""

    codes: list[str]


class PasskeyOptionsBody(BaseModel):
    """As `navigator.credentials` takes it, binary parts in base64url."""

    options: dict[str, Any]


class AttestationPart(BaseModel):
    client_data: str = Field(alias="clientDataJSON", max_length=4000, pattern=BASE64URL)
    attestation: str = Field(alias="attestationObject", max_length=20_000, pattern=BASE64URL)


class CreatedCredentialBody(AnswerBody):
    response: AttestationPart


class NewPasskeyBody(BaseModel):
    name: str = Field(min_length=1, max_length=60)
    credential: CreatedCredentialBody

    def to_new_passkey(self, relying_party: RelyingParty) -> NewPasskey:
        answer = PasskeyAnswer(self.credential.model_dump(by_alias=True), relying_party)
        return NewPasskey(name=self.name.strip(), answer=answer)


class ProofBody(BaseModel):
    """One of the three."""

    password: SecretStr | None = Field(default=None, max_length=1000)
    code: SecretStr | None = Field(default=None, max_length=LONGEST_CODE)
    passkey: UsedCredentialBody | None = None

    def to_proof(self, relying_party: RelyingParty) -> Proof:
        return Proof(
            password=self.password.get_secret_value() if self.password else None,
            code=self.code.get_secret_value() if self.code else None,
            passkey=self.passkey.to_answer(relying_party) if self.passkey else None,
        )


class ProvedBody(BaseModel):
    """`csrf_token`: of the new token of the session; the earlier one counts no more."""

    proved_until: datetime
    csrf_token: str

    @classmethod
    def of(cls, started: StartedSession) -> Self:
        return cls(
            proved_until=started.session.proved_until, csrf_token=csrf_token_of(started.token)
        )
