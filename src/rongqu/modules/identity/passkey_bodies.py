"""What a browser's authenticator answers, on the wire; also for rooms that ask for one."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from rongqu.modules.identity.factor_types import PasskeyAnswer, RelyingParty

BASE64URL = r"^[A-Za-z0-9_-]+$"


class AnswerBody(BaseModel):
    """What the browser's `PublicKeyCredential.toJSON()` gives."""

    id: str = Field(min_length=1, max_length=1400, pattern=BASE64URL)
    raw_id: str = Field(alias="rawId", min_length=1, max_length=1400, pattern=BASE64URL)
    type: Literal["public-key"]


class AssertionPart(BaseModel):
    client_data: str = Field(alias="clientDataJSON", max_length=4000, pattern=BASE64URL)
    authenticator_data: str = Field(alias="authenticatorData", max_length=4000, pattern=BASE64URL)
    signature: str = Field(max_length=4000, pattern=BASE64URL)


class UsedCredentialBody(AnswerBody):
    response: AssertionPart

    def to_answer(self, relying_party: RelyingParty) -> PasskeyAnswer:
        return PasskeyAnswer(self.model_dump(by_alias=True), relying_party)
