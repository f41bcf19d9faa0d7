"""The API of second factors and of proving oneself again."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from rongqu.infra.api_document import FOR_STRANGERS
from rongqu.infra.problems import problems
from rongqu.infra.same_origin import check_same_origin
from rongqu.infra.web import ONCE, PublicTxDep, TxDep, module_router, open_request_tx
from rongqu.kernel.errors import KeyReused
from rongqu.modules.identity import factors, passkeys, permissions, queries
from rongqu.modules.identity.actions.add_passkey import add_passkey
from rongqu.modules.identity.actions.confirm_totp import confirm_totp
from rongqu.modules.identity.actions.offer_totp import offer_totp
from rongqu.modules.identity.actions.prove_again import prove_again
from rongqu.modules.identity.actions.remove_passkey import remove_passkey
from rongqu.modules.identity.actions.remove_totp import remove_totp
from rongqu.modules.identity.actions.renew_recovery_codes import renew_recovery_codes
from rongqu.modules.identity.actions.sign_in_with_passkey import sign_in_with_passkey
from rongqu.modules.identity.attempts import Guess, count_guess
from rongqu.modules.identity.cookies import arrival_of, set_token
from rongqu.modules.identity.errors import (
    FactorExists,
    FactorNotFound,
    LastFactor,
    PasskeyRefused,
    SecondFactorNeeded,
    SessionNotFound,
    TooManyAttempts,
    UserNotFound,
    WrongCode,
    WrongPassword,
)
from rongqu.modules.identity.factor_schemas import (
    FactorsBody,
    NewPasskeyBody,
    OneTimeCodeBody,
    PasskeyOptionsBody,
    ProofBody,
    ProvedBody,
    RecoveryCodesBody,
    TotpOfferBody,
)
from rongqu.modules.identity.factor_types import Proof
from rongqu.modules.identity.passkey_bodies import UsedCredentialBody
from rongqu.modules.identity.relying_party import RelyingPartyDep
from rongqu.modules.identity.schemas import SessionBody
from rongqu.modules.identity.who_acts import CurrentSessionDep

router: APIRouter = module_router("identity", prefix="")

OWN_SITE = Depends(check_same_origin)


@router.get("/second-factors", responses=problems())
async def get_second_factors_endpoint(tx: TxDep) -> FactorsBody:
    """One's own."""
    tx.actor.require(permissions.OWN_ACCOUNT)
    return FactorsBody.of(await factors.get_factors(tx, tx.actor.id))


@router.put("/second-factors/totp", responses=problems(FactorExists, UserNotFound))
async def offer_totp_endpoint(tx: TxDep) -> TotpOfferBody:
    """PUT: a repeated request makes another secret, and no answer with one is kept."""
    return TotpOfferBody.of(await offer_totp(tx))


@router.put("/second-factors/totp/confirmation", responses=problems(WrongCode))
async def confirm_totp_endpoint(tx: TxDep, body: OneTimeCodeBody) -> FactorsBody:
    await confirm_totp(tx, body.code.get_secret_value())
    return FactorsBody.of(await factors.get_factors(tx, tx.actor.id))


@router.delete(
    "/second-factors/totp", status_code=204, responses=problems(FactorNotFound, LastFactor)
)
async def remove_totp_endpoint(tx: TxDep) -> None:
    await remove_totp(tx)


@router.put("/second-factors/recovery-codes", responses=problems(FactorNotFound))
async def renew_recovery_codes_endpoint(tx: TxDep) -> RecoveryCodesBody:
    return RecoveryCodesBody(codes=list(await renew_recovery_codes(tx)))


@router.put("/second-factors/passkey-challenge", responses=problems(UserNotFound))
async def offer_passkey_endpoint(tx: TxDep, relying_party: RelyingPartyDep) -> PasskeyOptionsBody:
    """What a new passkey is made from; nothing is stored yet."""
    tx.actor.require(permissions.OWN_ACCOUNT)
    tx.actor.require_proof()
    user = (await queries.get_account(tx, tx.actor.id)).user
    login = user.email or user.mobile
    held = await factors.list_credential_ids(tx, user.id)
    options = passkeys.creation_options(
        relying_party, user.id, login.masked if login else "", held, tx.now
    )
    return PasskeyOptionsBody(options=options)


@router.post(
    "/second-factors/passkeys",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, PasskeyRefused),
)
async def add_passkey_endpoint(
    tx: TxDep, relying_party: RelyingPartyDep, body: NewPasskeyBody
) -> FactorsBody:
    await add_passkey(tx, body.to_new_passkey(relying_party))
    return FactorsBody.of(await factors.get_factors(tx, tx.actor.id))


@router.delete(
    "/second-factors/passkeys/{passkey_id}",
    status_code=204,
    responses=problems(FactorNotFound, LastFactor),
)
async def remove_passkey_endpoint(tx: TxDep, passkey_id: UUID) -> None:
    await remove_passkey(tx, passkey_id)


@router.put(
    "/session/challenge", dependencies=[OWN_SITE], responses=problems(), openapi_extra=FOR_STRANGERS
)
async def offer_challenge_endpoint(
    tx: PublicTxDep, relying_party: RelyingPartyDep
) -> PasskeyOptionsBody:
    """What a passkey answers, for signing in and for proving oneself again."""
    return PasskeyOptionsBody(options=passkeys.request_options(relying_party, tx.now))


@router.post(
    "/session/passkey",
    dependencies=[OWN_SITE],
    responses=problems(PasskeyRefused, UserNotFound),
    openapi_extra=FOR_STRANGERS,
)
async def sign_in_with_passkey_endpoint(
    request: Request,
    response: Response,
    tx: PublicTxDep,
    relying_party: RelyingPartyDep,
    body: UsedCredentialBody,
) -> SessionBody:
    answer = body.to_answer(relying_party)
    started = await sign_in_with_passkey(tx, answer, arrival_of(request))
    set_token(request, response, started)
    return SessionBody.of(started.account, started.token)


async def _count_proof(
    request: Request, relying_party: RelyingPartyDep, body: ProofBody
) -> tuple[Proof, Guess | None]:
    """Before the request's own transaction opens: what that rolls back stays counted."""
    proof = body.to_proof(relying_party)
    if body.passkey is not None:
        return proof, None
    async with open_request_tx(request) as tx:
        tx.actor.require(permissions.OWN_ACCOUNT)
        return proof, await count_guess(tx)


PROOF = Depends(_count_proof)


@router.put(
    "/session/proof",
    dependencies=[PROOF],
    responses=problems(
        SessionNotFound,
        WrongPassword,
        WrongCode,
        PasskeyRefused,
        SecondFactorNeeded,
        TooManyAttempts,
    ),
)
async def prove_again_endpoint(
    request: Request,
    response: Response,
    tx: TxDep,
    current: CurrentSessionDep,
    counted: Annotated[tuple[Proof, Guess | None], PROOF],
) -> ProvedBody:
    """Before money moves, roles change or data is shown. The session goes on under a new token."""
    started = await prove_again(tx, current.id, *counted)
    set_token(request, response, started)
    return ProvedBody.of(started)
