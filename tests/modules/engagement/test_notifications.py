from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import func, select

from rongqu.adapters.message_gateway import HttpMessageGateway
from rongqu.events.contracts import SignerReminded
from rongqu.events.coupons import CouponGranted
from rongqu.events.identity import SignedInOnNewDevice
from rongqu.events.investing import OfferingRegraded
from rongqu.events.origination import ApplicationMoved
from rongqu.events.servicing import InstalmentDue
from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import new_id
from rongqu.kernel.money import Money
from rongqu.modules.engagement import tables
from rongqu.modules.engagement.coupons_handlers import tell_company_of_coupon
from rongqu.modules.engagement.handlers import (
    remind_of_instalment,
    tell_investors_of_grade,
    tell_of_application,
    tell_who_has_not_signed,
)
from rongqu.modules.engagement.jobs import send_message, send_sign_up_code
from rongqu.modules.engagement.ports import GatewayAway, MessageGateway
from rongqu.modules.identity.public import OrganisationKind
from rongqu.modules.identity.tables import sign_up_code
from rongqu.sandbox.gateway.app import create_gateway
from rongqu.sandbox.gateway.outbox import Outbox
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.identity import Person, given_colleague, given_owner, given_sign_up_code

SECRET = "a secret that both know"


def moved(borrower: Person, lender: Person, to_stage: str = "review") -> ApplicationMoved:
    return ApplicationMoved(
        subject_id=new_id(),
        parties=(borrower.organisation_id, lender.organisation_id),
        enterprise_id=borrower.organisation_id,
        institution_id=lender.organisation_id,
        product_kind="credit_loan",
        region="330100",
        industry="C39",
        amount=Money(800_000_00, "CNY"),
        from_stage="screening",
        to_stage=to_stage,
        reason_code=None,
    )


def reader(person: Person) -> dict[str, str]:
    return signed_in(
        "engagement:read_own", organisation=person.organisation_id, user=person.user_id
    )


async def given_people(engine: Engine) -> tuple[Person, Person]:
    borrower = await given_owner(engine, login="13800138000")
    lender = await given_owner(engine, OrganisationKind.INSTITUTION)
    return borrower, lender


async def given_news(engine: Engine, relay: Relay) -> tuple[Person, Person]:
    borrower, lender = await given_people(engine)
    async with open_tx(engine, SYSTEM) as tx:
        await tx.publish(moved(borrower, lender))
    await relay.drain()
    return borrower, lender


async def count(engine: Engine, table: str) -> int:
    async with engine.connect(PLATFORM) as connection:
        rows = select(func.count()).select_from(getattr(tables, table))
        return (await connection.execute(rows)).scalar_one()


async def test_each_side_reads_what_the_move_means_to_it(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    borrower, lender = await given_news(engine, relay)

    [to_borrower] = (await client.get("/notifications", headers=reader(borrower))).json()["items"]
    [to_lender] = (await client.get("/notifications?locale=en", headers=reader(lender))).json()[
        "items"
    ]

    assert to_borrower["title"] == "申请已进入审核"
    assert "800,000.00 元" in to_borrower["body"]
    assert to_borrower["link"].startswith("/enterprise/applications/")
    assert to_lender["title"] == "A new application has arrived"
    assert to_lender["link"].startswith("/institution/applications/")


async def test_an_event_delivered_twice_tells_once(engine: Engine) -> None:
    borrower, lender = await given_people(engine)
    event, cause = moved(borrower, lender), new_id()

    for _ in range(2):
        async with open_tx(engine, SYSTEM) as tx:
            await tell_of_application(replace(tx, cause=cause), event)

    assert await count(engine, "notification") == 2
    assert (await published(engine)).count("engagement.notified.v1") == 2


async def test_a_company_is_told_of_its_coupon_once(client: AsyncClient, engine: Engine) -> None:
    borrower, _ = await given_people(engine)
    event = CouponGranted(
        subject_id=new_id(),
        enterprise_id=borrower.organisation_id,
        amount=Money(300_00, "CNY"),
        valid_until=date(2026, 12, 31),
    )
    cause = new_id()

    for _ in range(2):
        async with open_tx(engine, SYSTEM) as tx:
            await tell_company_of_coupon(replace(tx, cause=cause), event)

    [told] = (await client.get("/notifications", headers=reader(borrower))).json()["items"]
    assert (told["title"], told["link"]) == ("您有一张新的优惠券", "/enterprise/coupons")
    assert "300.00 元" in told["body"]
    assert "2026-12-31" in told["body"]


async def test_who_has_not_signed_is_told_once_in_their_language(
    client: AsyncClient, engine: Engine
) -> None:
    borrower, lender = await given_people(engine)
    event = SignerReminded(
        subject_id=new_id(),
        parties=(borrower.organisation_id,),
        kind="guarantee",
        sign_by=date(2026, 12, 5),
    )
    cause = new_id()

    for _ in range(2):
        async with open_tx(engine, SYSTEM) as tx:
            await tell_who_has_not_signed(replace(tx, cause=cause), event)

    [told] = (await client.get("/notifications", headers=reader(borrower))).json()["items"]
    [english] = (await client.get("/notifications?locale=en", headers=reader(borrower))).json()[
        "items"
    ]
    nothing = await client.get("/notifications", headers=reader(lender))
    assert (told["title"], english["title"]) == ("合同还未签署", "A contract is not signed yet")
    assert "2026-12-05" in told["body"]
    assert "2026-12-05" in english["body"]
    assert told["link"] == f"/enterprise/papers/{event.subject_id}"
    assert nothing.json()["items"] == []
    assert await count(engine, "message") == 2


async def test_a_borrower_is_reminded_once_before_the_day(
    client: AsyncClient, engine: Engine
) -> None:
    borrower, lender = await given_people(engine)
    event = InstalmentDue(
        subject_id=new_id(),
        parties=(borrower.organisation_id, lender.organisation_id),
        application_id=new_id(),
        enterprise_id=borrower.organisation_id,
        institution_id=lender.organisation_id,
        number=2,
        due_on=date(2026, 12, 15),
        amount=Money(10_264_65, "CNY"),
    )
    cause = new_id()

    for _ in range(2):
        async with open_tx(engine, SYSTEM) as tx:
            await remind_of_instalment(replace(tx, cause=cause), event)

    [told] = (await client.get("/notifications", headers=reader(borrower))).json()["items"]
    nothing = (await client.get("/notifications", headers=reader(lender))).json()["items"]
    assert told["body"].startswith("您的贷款将于 2026-12-15 到期还款 10,264.65 元")
    assert told["link"] == f"/enterprise/loans/{event.subject_id}"
    assert nothing == []
    assert await count(engine, "message") == 1


async def test_a_stage_without_news_tells_nobody(engine: Engine) -> None:
    borrower, lender = await given_people(engine)
    async with open_tx(engine, SYSTEM) as tx:
        await tell_of_application(tx, moved(borrower, lender, "payout"))

    assert await count(engine, "notification") == 0


async def test_nobody_reads_what_is_addressed_to_another(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    borrower, lender = await given_news(engine, relay)
    [mine] = (await client.get("/notifications", headers=reader(borrower))).json()["items"]

    beyond = await client.get(f"/notifications?cursor={mine['id']}", headers=reader(lender))
    await client.post(
        "/notifications/reading", json={"ids": [mine["id"]]}, headers=reader(lender) | new_key()
    )
    unread = await client.get("/notifications/unread", headers=reader(borrower))

    assert beyond.json()["code"] == "engagement.notification_not_found"
    assert unread.json() == {"unread": 1}


async def test_reading_all_leaves_none_unread(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    borrower, _ = await given_news(engine, relay)

    answer = await client.post(
        "/notifications/reading", json={}, headers=reader(borrower) | new_key()
    )

    assert answer.json() == {"unread": 0}
    assert "engagement.notifications_read.v1" in await published(engine)


async def test_sms_switched_off_is_not_queued(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    borrower, lender = await given_people(engine)
    off = {"preferences": [{"topic": "applications", "channel": "sms", "is_on": False}]}
    for person in (borrower, lender):
        await client.put("/notifications/preferences", json=off, headers=reader(person))

    async with open_tx(engine, SYSTEM) as tx:
        await tx.publish(moved(borrower, lender))
    await relay.drain()

    assert await count(engine, "notification") == 2
    assert await count(engine, "message") == 0


async def test_the_product_itself_cannot_be_switched_off(
    client: AsyncClient, engine: Engine
) -> None:
    borrower, _ = await given_people(engine)
    off = {"preferences": [{"topic": "money", "channel": "in_app", "is_on": False}]}

    answer = await client.put("/notifications/preferences", json=off, headers=reader(borrower))

    assert answer.status_code == 422
    assert answer.json()["code"] == "engagement.preference_fixed"
    assert await count(engine, "preference") == 0


async def test_only_the_owner_of_an_account_hears_of_a_new_device_and_cannot_switch_that_off(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    owner, _ = await given_people(engine)
    await given_colleague(engine, owner, "enterprise_member")
    off = {"preferences": [{"topic": "security", "channel": "sms", "is_on": False}]}
    refused = await client.put("/notifications/preferences", json=off, headers=reader(owner))
    assert refused.json()["code"] == "engagement.preference_fixed"

    async with open_tx(engine, SYSTEM) as tx:
        await tx.publish(
            SignedInOnNewDevice(
                subject_id=owner.user_id,
                parties=(owner.organisation_id,),
                session_id=new_id(),
                device="Safari, iPhone",
            )
        )
    await relay.drain()

    async with engine.connect(PLATFORM) as connection:
        told = (await connection.execute(select(tables.notification))).one()
    assert (told.user_id, told.kind) == (owner.user_id, "new_device")
    assert told.link == "/enterprise/account"
    assert await count(engine, "message") == 2


@pytest.fixture
def outbox(tmp_path_factory: pytest.TempPathFactory) -> Outbox:
    return Outbox(tmp_path_factory.mktemp("gateway"))


@pytest.fixture
def sending(work: Work, outbox: Outbox) -> Work:
    """With the sandbox gateway in this process: the same server, without a socket."""
    transport = ASGITransport(create_gateway(outbox, SECRET.encode()))
    gateway = HttpMessageGateway("http://gateway", SECRET, transport)
    return replace(work, ports={MessageGateway: gateway})


async def queued(engine: Engine) -> list[tuple[UUID, str]]:
    columns = tables.message.c
    waiting = select(columns.notification_id, columns.channel).where(columns.state == "queued")
    async with engine.connect(PLATFORM) as connection:
        return [(row[0], row[1]) for row in await connection.execute(waiting)]


async def send_queued(engine: Engine, work: Work) -> None:
    for notification_id, channel in await queued(engine):
        await send_message.run(work, notification_id=str(notification_id), channel=channel)


async def test_an_sms_is_sent_once_however_often_the_job_runs(
    engine: Engine, relay: Relay, sending: Work, outbox: Outbox
) -> None:
    await given_news(engine, relay)
    waiting = await queued(engine)

    await send_queued(engine, sending)
    for notification_id, channel in waiting:
        await send_message.run(sending, notification_id=str(notification_id), channel=channel)

    [sent] = outbox.newest(10)
    assert (sent.channel, sent.recipient) == ("sms", "13800138000")
    assert "800,000.00 元" in sent.body
    assert await queued(engine) == []


@pytest.mark.parametrize("is_taken", [False, True])
@pytest.mark.parametrize("login", ["13800138000", "zhang@example.com"])
async def test_a_code_for_signing_up_goes_out_once_unless_there_is_an_account(
    engine: Engine, sending: Work, outbox: Outbox, login: str, is_taken: bool
) -> None:
    if is_taken:
        await given_owner(engine, login=login)
    code = await given_sign_up_code(engine, login)
    async with engine.connect(PLATFORM) as connection:
        message_id = (await connection.execute(select(sign_up_code.c.message_id))).scalar_one()

    for _ in range(2):
        await send_sign_up_code.run(sending, message_id=str(message_id))
    await send_sign_up_code.run(sending, message_id=str(new_id()))  # replaced meanwhile

    [sent] = outbox.newest(10)
    assert (sent.recipient, code in sent.body) == (login, not is_taken)
    assert sent.title == ("您已有账号" if is_taken else "注册验证码")


async def test_who_has_no_mobile_number_gets_no_sms_and_it_is_on_record(
    engine: Engine, relay: Relay, sending: Work
) -> None:
    await given_news(engine, relay)

    await send_queued(engine, sending)

    assert "engagement.message_refused.v1" in await published(engine)


async def test_a_gateway_that_is_away_leaves_the_message_queued(
    engine: Engine, relay: Relay, work: Work
) -> None:
    await given_news(engine, relay)
    away = HttpMessageGateway("http://127.0.0.1:1", SECRET)
    waiting = await queued(engine)

    with pytest.raises(GatewayAway):
        await send_queued(engine, replace(work, ports={MessageGateway: away}))

    assert await queued(engine) == waiting


async def test_a_gateway_refuses_a_wrong_signature(
    engine: Engine, relay: Relay, work: Work, outbox: Outbox
) -> None:
    await given_news(engine, relay)
    transport = ASGITransport(create_gateway(outbox, b"another secret"))
    gateway = HttpMessageGateway("http://gateway", SECRET, transport)

    with pytest.raises(GatewayAway):
        await send_queued(engine, replace(work, ports={MessageGateway: gateway}))

    assert outbox.newest(10) == []


@pytest.mark.parametrize(
    ("before", "title"),
    [("B", "A project's grade has changed"), (None, "A project has been graded")],
)
async def test_investors_hear_of_a_grade_that_moves_and_its_issuer_does_not(
    client: AsyncClient, engine: Engine, before: str | None, title: str
) -> None:
    """Delivered twice, told once."""
    issuer, _ = await given_people(engine)
    investor = await given_owner(engine, OrganisationKind.INVESTOR)
    parties = (issuer.organisation_id, investor.organisation_id)
    event = OfferingRegraded(
        subject_id=new_id(),
        parties=parties,
        issuer_id=issuer.organisation_id,
        title="国债质押一号",
        before=before,
        after="D",
    )
    cause = new_id()

    for _ in range(2):
        async with open_tx(engine, SYSTEM) as tx:
            await tell_investors_of_grade(replace(tx, cause=cause), event)

    [told] = (await client.get("/notifications?locale=en", headers=reader(investor))).json()[
        "items"
    ]
    assert (told["title"], told["link"]) == (title, f"/investor/offerings/{event.subject_id}")
    assert "国债质押一号" in told["body"]
    assert await count(engine, "notification") == 1
