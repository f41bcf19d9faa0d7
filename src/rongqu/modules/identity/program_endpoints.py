"""The API of service accounts, their keys, and of OAuth2 client credentials."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Request, Response

from rongqu.infra.api_document import FOR_STRANGERS
from rongqu.infra.problems import problems
from rongqu.infra.quotas import count_today
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, OpenTxDep, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import ApiKeyId, ServiceAccountId
from rongqu.modules.identity import permissions, program_queries, queries
from rongqu.modules.identity.actions._programs import read_program_policy
from rongqu.modules.identity.actions.change_service_account import change_service_account
from rongqu.modules.identity.actions.close_service_account import close_service_account
from rongqu.modules.identity.actions.create_service_account import create_service_account
from rongqu.modules.identity.actions.issue_access_token import issue_access_token
from rongqu.modules.identity.actions.issue_key import issue_key
from rongqu.modules.identity.actions.revoke_key import revoke_key
from rongqu.modules.identity.client_credentials import (
    DESCRIBED,
    Refused,
    read_client,
    refusal_of,
)
from rongqu.modules.identity.errors import (
    KeyNotFound,
    KeyTermTooLong,
    OrganisationNotFound,
    QuotaTooLarge,
    ScopesDoNotFit,
    ServiceAccountNotFound,
    WrongClient,
    WrongScope,
)
from rongqu.modules.identity.program_rules import scopes_for
from rongqu.modules.identity.program_schemas import (
    AccessTokenBody,
    IssuedKeyBody,
    KeyTermBody,
    NewServiceAccountBody,
    ProgramTermsBody,
    ServiceAccountBody,
    TokenRefusalBody,
    UsageBody,
)
from rongqu.modules.identity.program_types import ServiceAccount

router: APIRouter = module_router("identity", prefix="")


@router.get("/service-accounts", responses=problems())
async def list_service_accounts_endpoint(tx: TxDep) -> list[ServiceAccountBody]:
    """Programs of one's own organisation, with their keys."""
    tx.actor.require(permissions.VIEW_PROGRAMS)
    accounts = await program_queries.list_service_accounts(tx)
    names = await queries.name_people(tx, {account.created_by for account in accounts})
    return [
        ServiceAccountBody.of(account, names.get(account.created_by), tx.now)
        for account in accounts
    ]


@router.get("/service-account-terms", responses=problems(OrganisationNotFound))
async def get_program_terms_endpoint(tx: TxDep) -> ProgramTermsBody:
    """What one may give to a program: scopes one has, quotas, and how long a key may live."""
    tx.actor.require(permissions.VIEW_PROGRAMS)
    organisation = await queries.get_organisation(tx, tx.actor.organisation)
    scopes = scopes_for(organisation.kind) & tx.actor.permissions
    return ProgramTermsBody.of(scopes, await read_program_policy(tx))


@router.post(
    "/service-accounts",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, ScopesDoNotFit, QuotaTooLarge, OrganisationNotFound),
)
async def create_service_account_endpoint(
    tx: TxDep, body: NewServiceAccountBody
) -> ServiceAccountBody:
    return await _shown(tx, await create_service_account(tx, body.to_new()))


@router.put(
    "/service-accounts/{account_id}",
    responses=problems(ServiceAccountNotFound, ScopesDoNotFit, QuotaTooLarge, OrganisationNotFound),
)
async def change_service_account_endpoint(
    tx: TxDep, account_id: UUID, body: NewServiceAccountBody
) -> ServiceAccountBody:
    changed = await change_service_account(tx, ServiceAccountId(account_id), body.to_new())
    return await _shown(tx, changed)


@router.delete(
    "/service-accounts/{account_id}", status_code=204, responses=problems(ServiceAccountNotFound)
)
async def close_service_account_endpoint(tx: TxDep, account_id: UUID) -> None:
    await close_service_account(tx, ServiceAccountId(account_id))


@router.put(
    "/service-accounts/{account_id}/key",
    responses=problems(ServiceAccountNotFound, KeyTermTooLong),
)
async def issue_key_endpoint(tx: TxDep, account_id: UUID, body: KeyTermBody) -> IssuedKeyBody:
    """PUT: no answer with a secret is kept; whoever has lost it asks for another key."""
    issued = await issue_key(tx, ServiceAccountId(account_id), body.to_term())
    return IssuedKeyBody.of(issued, tx.now)


@router.delete(
    "/service-accounts/{account_id}/keys/{key_id}",
    responses=problems(ServiceAccountNotFound, KeyNotFound),
)
async def revoke_key_endpoint(tx: TxDep, account_id: UUID, key_id: UUID) -> ServiceAccountBody:
    account = await revoke_key(tx, ServiceAccountId(account_id), ApiKeyId(key_id))
    return await _shown(tx, account)


@router.get("/service-accounts/{account_id}/usage", responses=problems(ServiceAccountNotFound))
async def get_program_usage_endpoint(tx: TxDep, account_id: UUID) -> UsageBody:
    tx.actor.require(permissions.VIEW_PROGRAMS)
    account = await program_queries.get_service_account(tx, ServiceAccountId(account_id))
    return UsageBody(requests_today=await count_today(tx.connection, account.id, tx.now))


@router.post(
    "/oauth/token",
    response_model=AccessTokenBody,
    openapi_extra={**FOR_STRANGERS, **DESCRIBED},
    responses={
        **problems(),
        400: {"model": TokenRefusalBody},
        401: {"model": TokenRefusalBody},
    },
)
async def issue_access_token_endpoint(
    request: Request, open_tx: OpenTxDep
) -> AccessTokenBody | Response:
    """OAuth2 client credentials (RFC 6749, 4.4), for programs that want short-lived tokens."""
    try:
        client = await read_client(request)
        async with open_tx() as tx:
            token = await issue_access_token(tx, client)
    except (Refused, WrongClient, WrongScope) as error:
        return refusal_of(error)
    return AccessTokenBody.of(token)


async def _shown(tx: Tx, account: ServiceAccount) -> ServiceAccountBody:
    names = await queries.name_people(tx, [account.created_by])
    return ServiceAccountBody.of(account, names.get(account.created_by), tx.now)
