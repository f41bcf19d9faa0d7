"""The API of signing in at an organisation's own identity provider (OpenID Connect)."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from rongqu.infra.api_document import FOR_STRANGERS
from rongqu.infra.problems import problems
from rongqu.infra.safe_fetch import SafeFetcher
from rongqu.infra.same_origin import check_same_origin
from rongqu.infra.web import OpenTxDep, Setting, SettingDep, TxDep, module_router, open_request_tx
from rongqu.kernel.errors import NotSignedIn
from rongqu.kernel.ids import UserId
from rongqu.modules.identity import federation_queries, permissions
from rongqu.modules.identity.actions.finish_federation import finish_federation
from rongqu.modules.identity.actions.set_provider import set_provider
from rongqu.modules.identity.cookies import (
    arrival_of,
    clear_departure,
    departure_of,
    set_departure,
    set_token,
    token_of,
)
from rongqu.modules.identity.departures import begin_federation, find_place
from rongqu.modules.identity.errors import (
    FederationRefused,
    OrganisationNotFound,
    ProviderNotFound,
    ProviderRefused,
    RolesDoNotFit,
    RolesSeparated,
)
from rongqu.modules.identity.federation_schemas import (
    AliasBody,
    DepartureBody,
    ProviderBody,
    ProviderSettingBody,
    ProviderWishBody,
    ReturnBody,
)
from rongqu.modules.identity.federation_types import Return
from rongqu.modules.identity.openid import OpenId
from rongqu.modules.identity.relying_party import relying_party_of
from rongqu.modules.identity.schemas import SessionBody
from rongqu.modules.identity.who_acts import find_signed_in

router: APIRouter = module_router("identity", prefix="")

OWN_SITE = Depends(check_same_origin)
CALLBACK = "/sign-in/callback"


@router.get("/identity-provider", responses=problems())
async def get_identity_provider_endpoint(request: Request, tx: TxDep) -> ProviderSettingBody:
    """One's own organisation's."""
    tx.actor.require(permissions.MANAGE_PROVIDER)
    provider = await federation_queries.find_provider(tx, tx.actor.organisation)
    shown = None if provider is None else ProviderBody.of(provider)
    return ProviderSettingBody(provider=shown, redirect_uri=_callback_of(request))


@router.put(
    "/identity-provider",
    responses=problems(ProviderRefused, RolesDoNotFit, RolesSeparated, OrganisationNotFound),
)
async def set_identity_provider_endpoint(tx: TxDep, body: ProviderWishBody) -> ProviderBody:
    return ProviderBody.of(await set_provider(tx, body.to_wish()))


@router.put(
    "/federated-sign-ins",
    dependencies=[OWN_SITE],
    responses=problems(ProviderNotFound, FederationRefused),
    openapi_extra=FOR_STRANGERS,
)
async def begin_federated_sign_in_endpoint(
    request: Request, response: Response, open_tx: OpenTxDep, setting: SettingDep, body: AliasBody
) -> DepartureBody:
    """PUT: each is another way there and back. The answer leads to the organisation's provider."""
    async with open_tx() as tx:
        provider = await federation_queries.find_provider_called(tx, body.alias.strip().lower())
    if provider is None:
        raise ProviderNotFound
    place = await find_place(_openid_of(setting), provider, setting.clock())
    async with open_tx() as tx:
        departure = await begin_federation(tx, provider, None, (place, _callback_of(request)))
    set_departure(request, response, departure)
    return DepartureBody.of(departure)


@router.put("/federated-identity", responses=problems(ProviderNotFound, FederationRefused))
async def link_federated_identity_endpoint(
    request: Request, response: Response, setting: SettingDep
) -> DepartureBody:
    """Have one's own account vouched for by the organisation's provider, after a fresh proof."""
    async with open_request_tx(request) as tx:
        tx.actor.require(permissions.OWN_ACCOUNT)
        tx.actor.require_proof()
        person_id = tx.actor.id
        provider = await federation_queries.find_provider(tx, tx.actor.organisation)
    if provider is None or not provider.is_on:
        raise ProviderNotFound
    departure_at = await find_place(_openid_of(setting), provider, setting.clock())
    places = departure_at, _callback_of(request)
    async with open_request_tx(request) as tx:
        departure = await begin_federation(tx, provider, UserId(person_id), places)
    set_departure(request, response, departure)
    return DepartureBody.of(departure)


@router.put(
    "/federated-session",
    dependencies=[OWN_SITE],
    responses=problems(FederationRefused),
    openapi_extra=FOR_STRANGERS,
)
async def finish_federated_sign_in_endpoint(
    request: Request, response: Response, open_tx: OpenTxDep, setting: SettingDep, body: ReturnBody
) -> SessionBody:
    """PUT: a state counts once. A new session, whoever was signed in before."""
    back = Return(
        code=body.code.get_secret_value(),
        state=body.state.get_secret_value(),
        issuer=body.iss,
        browser=departure_of(request),
        redirect_uri=_callback_of(request),
        arrival=arrival_of(request),
        signed_in=await _who_is_signed_in(request, setting),
    )
    started = await finish_federation(open_tx, lambda: _openid_of(setting), back, setting.clock())
    clear_departure(request, response)
    set_token(request, response, started)
    return SessionBody.of(started.account, started.token)


async def _who_is_signed_in(request: Request, setting: Setting) -> UserId | None:
    token = token_of(request)
    if token is None:
        return None
    async with setting.engine.connect() as connection:
        try:
            actor, _ = await find_signed_in(connection, token, setting.clock())
        except NotSignedIn:
            return None
    return actor.id


_openids: dict[int, tuple[SafeFetcher, OpenId]] = {}


def _openid_of(setting: Setting) -> OpenId:
    fetcher = setting.port(SafeFetcher)
    return _openids.setdefault(id(fetcher), (fetcher, OpenId(fetcher)))[1]


def _callback_of(request: Request) -> str:
    return relying_party_of(request).origin + CALLBACK
