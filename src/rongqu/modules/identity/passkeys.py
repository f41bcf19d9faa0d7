"""Passkeys (WebAuthn level 3) through py_webauthn: challenges, and what authenticators answer.

A challenge is not stored: it carries its purpose and its end under our own mark, so that strangers
who ask for a million of them fill no table. It counts once, because spending it is recorded.
"""

from __future__ import annotations

import hmac
import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import webauthn
from webauthn.helpers import base64url_to_bytes, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from rongqu.infra.blind_index import blind_index
from rongqu.kernel.ids import UserId
from rongqu.modules.identity.errors import PasskeyRefused
from rongqu.modules.identity.factor_types import PasskeyAnswer, RelyingParty

VALID_FOR = timedelta(minutes=5)
_TIME, _RANDOM = 8, 16
SIGN_IN = "sign-in"
"""Also for a step-up: in both, one of somebody's keys proves that it is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKey:
    """`sign_count` grows with each use on a device; synchronised passkeys stay at 0."""

    credential_id: bytes
    public_key: bytes = field(repr=False)
    sign_count: int


def agreeing(sha256: str) -> str:
    """The purpose of a challenge that is answered for one document: its hash is signed along."""
    return f"agree:{sha256}"


def adding(user_id: UserId) -> str:
    """The purpose of a challenge that is answered with a new key of this person."""
    return f"add:{user_id}"


def new_challenge(purpose: str, now: datetime) -> bytes:
    ends_at = int((now + VALID_FOR).timestamp()).to_bytes(_TIME, "big")
    plain = ends_at + secrets.token_bytes(_RANDOM)
    return plain + _mark(purpose, plain)


def check_challenge(challenge: bytes, purpose: str, now: datetime) -> None:
    plain, mark = challenge[: _TIME + _RANDOM], challenge[_TIME + _RANDOM :]
    is_ours = hmac.compare_digest(mark, _mark(purpose, plain))
    if not is_ours or int.from_bytes(plain[:_TIME], "big") <= int(now.timestamp()):
        raise PasskeyRefused(reason="expired")


def _mark(purpose: str, plain: bytes) -> bytes:
    return blind_index("identity.challenge", purpose.encode() + b"\0" + plain)


def challenge_of(answer: PasskeyAnswer) -> bytes:
    """What the browser says it was asked; whether that was us is checked next."""
    try:
        encoded = str(answer.credential["response"]["clientDataJSON"])
        return parse_client_data_json(base64url_to_bytes(encoded)).challenge
    except (WebAuthnException, LookupError, TypeError, ValueError):
        raise PasskeyRefused(reason="malformed") from None


def creation_options(
    relying_party: RelyingParty, user_id: UserId, user_name: str, held: list[bytes], now: datetime
) -> dict[str, Any]:
    """For `navigator.credentials.create`. A discoverable key, opened by a finger, face or PIN."""
    options = webauthn.generate_registration_options(
        rp_id=relying_party.id,
        rp_name="Rongqu 融渠",
        user_name=user_name,
        user_id=user_id.bytes,
        user_display_name=user_name,
        challenge=new_challenge(adding(user_id), now),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each) for each in held],
    )
    return json.loads(webauthn.options_to_json(options))


def request_options(
    relying_party: RelyingParty, now: datetime, purpose: str = SIGN_IN
) -> dict[str, Any]:
    """For `navigator.credentials.get`: whose key it is, the answer says."""
    options = webauthn.generate_authentication_options(
        rp_id=relying_party.id,
        challenge=new_challenge(purpose, now),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return json.loads(webauthn.options_to_json(options))


def read_new_key(answer: PasskeyAnswer, user_id: UserId, now: datetime) -> PublicKey:
    """Raises PasskeyRefused. The challenge has still to be spent."""
    challenge = challenge_of(answer)
    check_challenge(challenge, adding(user_id), now)
    try:
        verified = webauthn.verify_registration_response(
            credential=answer.credential,
            expected_challenge=challenge,
            expected_rp_id=answer.relying_party.id,
            expected_origin=answer.relying_party.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, LookupError, TypeError, ValueError):
        raise PasskeyRefused(reason="wrong") from None
    return PublicKey(
        credential_id=verified.credential_id,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
    )


def credential_id_of(answer: PasskeyAnswer) -> bytes:
    try:
        return base64url_to_bytes(str(answer.credential["rawId"]))
    except (LookupError, TypeError, ValueError):
        raise PasskeyRefused(reason="malformed") from None


def check_use(answer: PasskeyAnswer, key: PublicKey, now: datetime, purpose: str = SIGN_IN) -> int:
    """The new sign count. A count that does not grow tells of a copied key, and is refused."""
    challenge = challenge_of(answer)
    check_challenge(challenge, purpose, now)
    try:
        verified = webauthn.verify_authentication_response(
            credential=answer.credential,
            expected_challenge=challenge,
            expected_rp_id=answer.relying_party.id,
            expected_origin=answer.relying_party.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, LookupError, TypeError, ValueError):
        raise PasskeyRefused(reason="wrong") from None
    return verified.new_sign_count
