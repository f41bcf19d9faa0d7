"""The webhooks API: parse, call, answer."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.problems import problems
from rongqu.infra.web import ONCE, PageDep, SliceBody, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.modules.identity.public import OrganisationNotFound
from rongqu.modules.outreach import permissions, queries
from rongqu.modules.outreach.actions.ask_test import ask_test
from rongqu.modules.outreach.actions.change_endpoint import change_endpoint
from rongqu.modules.outreach.actions.close_endpoint import close_endpoint
from rongqu.modules.outreach.actions.create_endpoint import create_endpoint
from rongqu.modules.outreach.actions.renew_secret import renew_secret
from rongqu.modules.outreach.actions.replay_messages import replay_delivery, replay_messages
from rongqu.modules.outreach.errors import (
    DeliveryNotFound,
    EndpointNotFound,
    EventsUnknown,
    NotSending,
    OverlapTooLong,
    TooManyEndpoints,
    UrlRefused,
)
from rongqu.modules.outreach.jobs import send_now
from rongqu.modules.outreach.offers import OFFERED
from rongqu.modules.outreach.schemas import (
    ChangedEndpointBody,
    DeliveryBody,
    DeliveryLogBody,
    EndpointBody,
    NewEndpointBody,
    OverlapBody,
    ReplayBody,
    ReplayedBody,
    SecretBody,
    WebhookEventBody,
)
from rongqu.modules.outreach.types import DeliverySearch, DeliveryState

router = module_router("outreach", prefix="")


@router.get("/webhook-events", responses=problems())
async def list_webhook_events_endpoint(tx: TxDep) -> list[WebhookEventBody]:
    """What can be chosen, by room."""
    tx.actor.require(permissions.VIEW)
    offers = sorted((event.name, fields) for event, fields in OFFERED.items())
    return [WebhookEventBody(name=name, fields=list(fields)) for name, fields in offers]


@router.get("/webhook-endpoints", responses=problems())
async def list_webhook_endpoints_endpoint(tx: TxDep) -> list[EndpointBody]:
    """One's own organisation's."""
    tx.actor.require(permissions.VIEW)
    return [EndpointBody.of(endpoint) for endpoint in await queries.list_endpoints(tx)]


@router.post(
    "/webhook-endpoints",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused, UrlRefused, EventsUnknown, TooManyEndpoints, OrganisationNotFound
    ),
)
async def create_webhook_endpoint_endpoint(tx: TxDep, body: NewEndpointBody) -> EndpointBody:
    """Without a secret in the answer: the next step, `PUT …/secret`, shows one."""
    return EndpointBody.of(await create_endpoint(tx, body.to_wish()))


@router.get("/webhook-endpoints/{endpoint_id}", responses=problems(EndpointNotFound))
async def get_webhook_endpoint_endpoint(tx: TxDep, endpoint_id: UUID) -> EndpointBody:
    tx.actor.require(permissions.VIEW)
    return EndpointBody.of(await queries.get_endpoint(tx, endpoint_id))


@router.put(
    "/webhook-endpoints/{endpoint_id}",
    responses=problems(EndpointNotFound, UrlRefused, EventsUnknown),
)
async def change_webhook_endpoint_endpoint(
    tx: TxDep, endpoint_id: UUID, body: ChangedEndpointBody
) -> EndpointBody:
    changed = await change_endpoint(tx, endpoint_id, body.to_wish(), body.state)
    await send_now(tx, endpoint_id)
    return EndpointBody.of(changed)


@router.delete(
    "/webhook-endpoints/{endpoint_id}", status_code=204, responses=problems(EndpointNotFound)
)
async def close_webhook_endpoint_endpoint(tx: TxDep, endpoint_id: UUID) -> None:
    await close_endpoint(tx, endpoint_id)


@router.put(
    "/webhook-endpoints/{endpoint_id}/secret", responses=problems(EndpointNotFound, OverlapTooLong)
)
async def renew_webhook_secret_endpoint(
    tx: TxDep, endpoint_id: UUID, body: OverlapBody
) -> SecretBody:
    """PUT: no answer with a secret is kept; whoever has lost it asks for another."""
    return SecretBody(secret=await renew_secret(tx, endpoint_id, body.overlap_hours))


@router.post(
    "/webhook-endpoints/{endpoint_id}/test-messages",
    status_code=202,
    dependencies=[ONCE],
    responses=problems(KeyReused, EndpointNotFound, NotSending),
)
async def send_test_message_endpoint(tx: TxDep, endpoint_id: UUID) -> EndpointBody:
    await ask_test(tx, endpoint_id)
    return EndpointBody.of(await queries.get_endpoint(tx, endpoint_id))


@router.post(
    "/webhook-endpoints/{endpoint_id}/replays",
    dependencies=[ONCE],
    responses=problems(KeyReused, EndpointNotFound, NotSending),
)
async def replay_messages_endpoint(tx: TxDep, endpoint_id: UUID, body: ReplayBody) -> ReplayedBody:
    replayed = await replay_messages(tx, endpoint_id, body.to_replay())
    await send_now(tx, endpoint_id)
    return ReplayedBody(messages=replayed)


@router.get("/webhook-endpoints/{endpoint_id}/deliveries", responses=problems(EndpointNotFound))
async def list_deliveries_endpoint(
    tx: TxDep, page: PageDep, endpoint_id: UUID, state: DeliveryState | None = None
) -> SliceBody[DeliveryBody]:
    """The log, newest first."""
    tx.actor.require(permissions.VIEW)
    endpoint = await queries.get_endpoint(tx, endpoint_id)
    found = await queries.list_deliveries(tx, DeliverySearch(endpoint.id, state), page)
    items = [DeliveryBody.of(delivery) for delivery in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/webhook-deliveries/{delivery_id}", responses=problems(DeliveryNotFound))
async def get_delivery_endpoint(tx: TxDep, delivery_id: UUID) -> DeliveryLogBody:
    tx.actor.require(permissions.VIEW)
    delivery = await queries.get_delivery(tx, delivery_id)
    body = await queries.get_body(tx, delivery.message_id)
    return DeliveryLogBody.of(delivery, body, await queries.list_attempts(tx, delivery.id))


@router.post(
    "/webhook-deliveries/{delivery_id}/replay",
    dependencies=[ONCE],
    responses=problems(KeyReused, DeliveryNotFound, EndpointNotFound, NotSending),
)
async def replay_delivery_endpoint(tx: TxDep, delivery_id: UUID) -> DeliveryBody:
    delivery = await replay_delivery(tx, delivery_id)
    await send_now(tx, delivery.endpoint_id)
    return DeliveryBody.of(delivery)
