"""Webhooks, from the event to a partner's server that checks them with a library of its own."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Generator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, get_type_hints
from uuid import UUID

import pytest
from httpx2 import AsyncClient, Response
from sqlalchemy import select
from standardwebhooks import Webhook, WebhookVerificationError

from rongqu.events.contracts import ContractSigned, EnvelopeSent
from rongqu.events.outreach import EndpointDisabled
from rongqu.events.servicing import InstalmentDue
from rongqu.infra.collecting import Collector
from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_inbox, event_log
from rongqu.infra.jobs import Work, run_due_jobs
from rongqu.infra.safe_fetch import SafeFetcher
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import new_id
from rongqu.kernel.money import Money
from rongqu.kernel.pii import Pii
from rongqu.modules.identity.public import OrganisationKind
from rongqu.modules.outreach.actions.record_attempt import record_attempt
from rongqu.modules.outreach.jobs import send_due
from rongqu.modules.outreach.offers import OFFERED
from rongqu.modules.outreach.queueing import claim_letter
from rongqu.modules.outreach.types import Answer, AttemptOutcome
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.identity import Clock, Person, given_owner
from tests.builders.partner import Partner, listening_partner

RIGHTS = ("outreach:view", "outreach:manage", "outreach:replay")
SIGNED = ContractSigned.name
CNY = Money.parse("1200000.00", "CNY")


@pytest.fixture(scope="module")
def server() -> Generator[Partner]:
    with listening_partner() as partner:
        yield partner


@pytest.fixture
def partner(server: Partner, monkeypatch: pytest.MonkeyPatch) -> Partner:
    server.received.clear()
    server.status = 204
    monkeypatch.setenv("RONGQU_FETCH_TRUSTED_HOSTS", server.host)
    return server


@pytest.fixture
async def owner(engine: Engine) -> Person:
    return await given_owner(engine)


def signed_by(*parties: UUID) -> ContractSigned:
    enterprise, institution = (*parties, new_id())[:2]
    return ContractSigned(
        subject_id=new_id(),
        parties=parties,
        application_id=new_id(),
        enterprise_id=enterprise,
        institution_id=institution,
        principal=CNY,
        sha256="ab" * 32,
    )


@dataclass
class Platform:
    """What the worker does, when the test says so."""

    work: Work
    clock: Clock

    async def publish(self, *parties: UUID) -> UUID:
        event = signed_by(*parties)
        async with self.work.open_tx() as tx:
            await tx.publish(event)
        return event.subject_id

    async def settle(self) -> None:
        collector = Collector(self.work, "outreach.collect_for_partners")
        while await collector.drain() + await run_due_jobs(self.work):
            pass

    async def later(self, **by: float) -> None:
        self.clock.turn(**by)
        await self.settle()


@pytest.fixture
async def platform(work: Work, partner: Partner) -> AsyncGenerator[Platform]:
    clock = Clock()
    async with SafeFetcher(frozenset({partner.host})) as fetcher:
        yield Platform(replace(work, ports={SafeFetcher: fetcher}, clock=clock), clock)


class Developer:
    """Whoever looks after the partner's endpoint."""

    def __init__(self, client: AsyncClient, person: Person) -> None:
        self._client = client
        self._who = signed_in(*RIGHTS, organisation=person.organisation_id, user=person.user_id)

    async def get(self, path: str) -> Any:
        return (await self._client.get(path, headers=self._who)).json()

    async def put(self, path: str, body: Any) -> Response:
        return await self._client.put(path, json=body, headers=self._who)

    async def post(self, path: str, body: Any = None) -> Response:
        return await self._client.post(path, json=body, headers={**self._who, **new_key()})

    async def delete(self, path: str) -> Response:
        return await self._client.delete(path, headers=self._who)

    async def register(self, partner: Partner, **other: Any) -> dict[str, Any]:
        wish = {"url": partner.url, "event_names": [SIGNED]} | other
        made = await self.post("/webhook-endpoints", wish)
        assert made.status_code == 201, made.text
        return made.json()

    async def renew_secret(self, endpoint: dict[str, Any], overlap_hours: int = 0) -> str:
        address = f"/webhook-endpoints/{endpoint['id']}/secret"
        return (await self.put(address, {"overlap_hours": overlap_hours})).json()["secret"]

    async def log(self, endpoint: dict[str, Any]) -> list[dict[str, Any]]:
        return (await self.get(f"/webhook-endpoints/{endpoint['id']}/deliveries"))["items"]


@pytest.fixture
def developer(client: AsyncClient, owner: Person) -> Developer:
    return Developer(client, owner)


def test_only_fields_that_are_there_and_no_personal_data_are_told() -> None:
    for event, told in OFFERED.items():
        kinds = get_type_hints(event)
        for name in told:
            assert name in kinds, (event.name, name)
            assert not (isinstance(kinds[name], type) and issubclass(kinds[name], Pii))
        assert not {"actor_id", "detail", "note"}.intersection(told)


async def test_a_strangers_library_verifies_what_arrives(
    developer: Developer, platform: Platform, partner: Partner, owner: Person
) -> None:
    endpoint = await developer.register(partner)
    secret = await developer.renew_secret(endpoint)
    contract = await platform.publish(owner.organisation_id)
    await platform.settle()

    [received] = partner.received
    body = Webhook(secret).verify(received.body, received.headers)
    assert body["type"] == SIGNED
    assert datetime.fromisoformat(body["timestamp"]) == platform.clock.now
    data = body["data"]
    assert data["subject_id"] == str(contract)
    assert data["enterprise_id"] == str(owner.organisation_id)
    assert data["principal"] == {"amount": "1200000.00", "currency": "CNY"}
    assert data.keys() == {"subject_id", *OFFERED[ContractSigned]}
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(received.body + b" ", received.headers)
    [line] = await developer.log(endpoint)
    assert (line["state"], line["attempts"]) == ("delivered", 1)
    assert received.headers["webhook-id"] == f"msg_{UUID(line['message_id']).hex}"


async def test_both_secrets_sign_during_the_overlap(
    developer: Developer, platform: Platform, partner: Partner, owner: Person
) -> None:
    endpoint = await developer.register(partner)
    former = await developer.renew_secret(endpoint)
    new = await developer.renew_secret(endpoint, overlap_hours=2)
    platform.clock.turn(minutes=1)
    for hours in (1, 2):
        await platform.publish(owner.organisation_id)
        await platform.later(hours=hours)

    first, second = partner.received
    assert first.headers["webhook-signature"].count("v1,") == 2
    for secret in (former, new):
        Webhook(secret).verify(first.body, first.headers)
    Webhook(new).verify(second.body, second.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(former).verify(second.body, second.headers)
    assert (
        await developer.put(f"/webhook-endpoints/{endpoint['id']}/secret", {})
    ).status_code == 422
    longer = {"overlap_hours": 73}
    refused = await developer.put(f"/webhook-endpoints/{endpoint['id']}/secret", longer)
    assert refused.json()["code"] == "outreach.overlap_too_long"


async def test_nobody_hears_of_others_or_of_what_they_did_not_choose(
    developer: Developer, platform: Platform, partner: Partner, owner: Person, engine: Engine
) -> None:
    stranger = await given_owner(engine, OrganisationKind.INSTITUTION)
    await developer.register(partner)
    await platform.publish(stranger.organisation_id)
    due = InstalmentDue(
        subject_id=new_id(),
        parties=(owner.organisation_id,),
        application_id=new_id(),
        enterprise_id=owner.organisation_id,
        institution_id=stranger.organisation_id,
        number=1,
        due_on=date(2026, 12, 1),
        amount=CNY,
    )
    async with open_tx(engine, SYSTEM) as tx:
        await tx.publish(due)
    await platform.settle()
    assert partner.received == []


async def test_what_concerns_two_organisations_arrives_at_both_under_one_id(
    client: AsyncClient, owner: Person, platform: Platform, partner: Partner, engine: Engine
) -> None:
    lender = await given_owner(engine, OrganisationKind.INSTITUTION)
    for person in (owner, lender):
        await Developer(client, person).register(partner)
    await platform.publish(owner.organisation_id, lender.organisation_id)
    await platform.settle()
    assert len(partner.ids) == 2
    assert len(set(partner.ids)) == 1


async def test_failures_are_tried_again_under_the_same_id_and_then_given_up(
    developer: Developer, platform: Platform, partner: Partner, owner: Person, engine: Engine
) -> None:
    partner.status = 500
    endpoint = await developer.register(partner)
    await platform.publish(owner.organisation_id)
    await platform.settle()
    for seconds in (5, 25, 125, 625, 3125, 15_625, 28_800, 28_800):
        await platform.later(seconds=seconds - 1)
        so_far = len(partner.received)
        await platform.later(seconds=2)
        assert len(partner.received) == so_far + 1, seconds

    await platform.later(seconds=28_801)
    assert len(partner.received) == 10
    assert len(set(partner.ids)) == 1
    [line] = await developer.log(endpoint)
    assert (line["state"], line["attempts"], line["next_at"]) == ("failed", 10, None)
    log = await developer.get(f"/webhook-deliveries/{line['id']}")
    assert [each["number"] for each in log["attempts"]] == list(range(10, 0, -1))
    assert {(each["outcome"], each["status"]) for each in log["attempts"]} == {("refused", 500)}
    assert (await published(engine))[-1] == "outreach.message_given_up.v1"

    partner.status = 200
    replayed = await developer.post(f"/webhook-deliveries/{line['id']}/replay")
    assert replayed.json()["state"] == "queued"
    await platform.settle()
    assert len(set(partner.ids)) == 1
    [line] = await developer.log(endpoint)
    assert (line["state"], line["attempts"]) == ("delivered", 11)


async def test_an_endpoint_that_fails_for_days_is_disabled_told_and_sent_all_once_it_is_back(
    developer: Developer, platform: Platform, partner: Partner, owner: Person, engine: Engine
) -> None:
    partner.status = 503
    endpoint = await developer.register(partner)
    await platform.publish(owner.organisation_id)
    await platform.settle()
    await platform.later(hours=119)
    assert (await developer.get("/webhook-endpoints"))[0]["state"] == "active"
    await platform.publish(owner.organisation_id)
    await platform.later(hours=2)
    assert (await developer.get("/webhook-endpoints"))[0]["state"] == "disabled"
    assert (await published(engine)).count(EndpointDisabled.name) == 1

    sent = len(partner.received)
    await platform.publish(owner.organisation_id)
    await platform.later(days=2)
    assert len(partner.received) == sent
    assert [line["state"] for line in await developer.log(endpoint)] == ["held"] * 3
    refused = await developer.post(f"/webhook-endpoints/{endpoint['id']}/test-messages")
    assert refused.json()["code"] == "outreach.not_sending"

    partner.status = 204
    wish = {"url": partner.url, "event_names": [SIGNED], "state": "active"}
    active = await developer.put(f"/webhook-endpoints/{endpoint['id']}", wish)
    assert active.json()["failing_since"] is None
    await platform.later(seconds=1)
    assert [line["state"] for line in await developer.log(endpoint)] == ["delivered"] * 3


async def test_gone_means_gone_and_a_redirect_is_a_refusal(
    developer: Developer, platform: Platform, partner: Partner, owner: Person
) -> None:
    endpoint = await developer.register(partner)
    partner.status = 307
    await platform.publish(owner.organisation_id)
    await platform.settle()
    [line] = await developer.log(endpoint)
    log = await developer.get(f"/webhook-deliveries/{line['id']}")
    assert [(each["outcome"], each["status"]) for each in log["attempts"]] == [("refused", 307)]
    partner.status = 410
    await platform.later(seconds=6)
    assert (await developer.get("/webhook-endpoints"))[0]["state"] == "disabled"


async def test_messages_of_a_time_are_replayed(
    developer: Developer, platform: Platform, partner: Partner, owner: Person
) -> None:
    endpoint = await developer.register(partner)
    times: list[str] = []
    for _ in range(3):
        times.append(platform.clock.now.isoformat())
        await platform.publish(owner.organisation_id)
        await platform.later(minutes=1)
    ids = list(partner.ids)
    address = f"/webhook-endpoints/{endpoint['id']}/replays"
    span = {"since": times[1], "until": times[2]}

    none = await developer.post(address, span)
    one = await developer.post(address, span | {"only_undelivered": False})
    await platform.later(minutes=1)

    assert (none.json(), one.json()) == ({"messages": 0}, {"messages": 1})
    assert partner.ids == [*ids, ids[1]]


async def test_what_is_not_told_leaves_no_line_in_the_inbox(engine: Engine) -> None:
    told = signed_by(new_id())
    not_told = EnvelopeSent(
        subject_id=new_id(),
        kind="loan",
        number="1",
        sha256="ab" * 32,
        sign_by=date(2026, 12, 1),
        invited=(),
    )
    async with open_tx(engine, SYSTEM) as tx:
        await tx.publish(told)
        await tx.publish(not_told)
        await tx.publish_all([not_told, told])
    waiting = (
        select(event_inbox.c.collector, event_log.c.name)
        .join_from(event_inbox, event_log, event_log.c.id == event_inbox.c.event_id)
        .order_by(event_inbox.c.collector, event_inbox.c.position)
    )
    async with engine.connect(PLATFORM) as connection:
        lines = [tuple(row) for row in await connection.execute(waiting)]
    everything = [told.name, not_told.name, not_told.name, told.name]
    assert lines == [
        *(("evidence.keep_facts", name) for name in everything),
        *(("outreach.collect_for_partners", told.name) for _ in range(2)),
    ]


async def test_a_test_message_arrives_at_the_endpoint_that_is_tried_only(
    developer: Developer, platform: Platform, partner: Partner
) -> None:
    endpoint = await developer.register(partner)
    await developer.register(partner)
    answer = await developer.post(f"/webhook-endpoints/{endpoint['id']}/test-messages")
    assert answer.status_code == 202
    await platform.settle()
    [received] = partner.received
    body = json.loads(received.body)
    assert (body["type"], body["data"]) == (
        "outreach.test_asked.v1",
        {"subject_id": endpoint["id"]},
    )


async def test_an_attempt_counts_once_and_a_killed_one_is_followed_by_another(
    developer: Developer, platform: Platform, partner: Partner, owner: Person
) -> None:
    endpoint = await developer.register(partner)
    await platform.publish(owner.organisation_id)
    await Collector(platform.work, "outreach.collect_for_partners").drain()
    async with platform.work.open_tx() as tx:
        letter = await claim_letter(tx, UUID(endpoint["id"]))
        assert letter is not None
        assert await claim_letter(tx, UUID(endpoint["id"])) is None, "somebody is sending it"
    await platform.settle()
    assert partner.received == []

    await platform.later(minutes=3)
    assert len(partner.received) == 1, "the one who had it is held to be dead"
    for outcome in (AttemptOutcome.TIMEOUT, AttemptOutcome.DELIVERED):
        async with platform.work.open_tx() as tx:
            await record_attempt(tx, letter, Answer(outcome, None, 1))
    [line] = await developer.log(endpoint)
    assert (line["state"], line["attempts"]) == ("delivered", 1)
    await send_due.run(platform.work, endpoint_id=endpoint["id"])
    assert len(partner.received) == 1


async def test_paused_holds_and_closed_gives_up(
    developer: Developer, platform: Platform, partner: Partner, owner: Person, client: AsyncClient
) -> None:
    endpoint = await developer.register(partner)
    address = f"/webhook-endpoints/{endpoint['id']}"
    wish = {"url": partner.url, "event_names": [SIGNED], "state": "paused"}
    assert (await developer.put(address, wish)).json()["state"] == "paused"
    await platform.publish(owner.organisation_id)
    await platform.settle()
    assert [line["state"] for line in await developer.log(endpoint)] == ["held"]

    other = signed_in(*RIGHTS)
    assert (await client.get(address, headers=other)).json()["code"] == (
        "outreach.endpoint_not_found"
    )
    assert (await developer.delete(address)).status_code == 204
    assert (await developer.delete(address)).json()["code"] == "outreach.endpoint_not_found"
    await platform.later(days=1)
    assert partner.received == []


async def test_addresses_inside_unknown_events_and_too_many_are_refused(
    developer: Developer, partner: Partner, engine: Engine
) -> None:
    wish = {"url": "https://example.com/hook", "event_names": [SIGNED]}
    refused = {
        "https://169.254.169.254/": "private",
        "http://example.com/": "scheme",
        "https://a@b.example/": "user",
    }
    for url, reason in refused.items():
        answer = await developer.post("/webhook-endpoints", wish | {"url": url})
        assert answer.json()["params"] == {"reason": reason}
    unknown = wish | {"event_names": [SIGNED, "identity.signed_in.v1"]}
    answer = await developer.post("/webhook-endpoints", unknown)
    assert answer.json()["params"] == {"names": "identity.signed_in.v1"}
    assert "outreach.endpoint_created.v1" not in await published(engine)

    for _ in range(10):
        await developer.register(partner)
    answer = await developer.post("/webhook-endpoints", wish)
    assert answer.json()["code"] == "outreach.too_many_endpoints"
    assert len(await developer.get("/webhook-endpoints")) == 10
    missing = await developer.get(f"/webhook-deliveries/{new_id()}")
    assert missing["code"] == "outreach.delivery_not_found"
