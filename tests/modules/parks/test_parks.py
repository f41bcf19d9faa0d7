"""A park puts companies forward; each is checked; the lender decides on all at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import func, select

from rongqu.adapters.message_gateway import HttpMessageGateway
from rongqu.events.origination import ApplicationMoved, ApplicationStarted
from rongqu.events.parks import CompanyApproved, CompanyInvited
from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_log
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.events import Event
from rongqu.kernel.ids import EnterpriseId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.catalog.public import ProductKind
from rongqu.modules.engagement.jobs import send_invitation
from rongqu.modules.engagement.ports import MessageGateway
from rongqu.modules.parks.actions.check_lines import check_lines
from rongqu.modules.parks.errors import ColumnsMissing, FileIsNoTable, NoLines, TooManyLines
from rongqu.modules.parks.jobs import check_batch
from rongqu.modules.parks.sheet import read_sheet
from rongqu.modules.parks.tables import batch, contact, line
from rongqu.modules.parks.types import Bounds, LineFault, ParkBatchId
from rongqu.modules.parties.public import (
    InstitutionKind,
    get_enterprise,
    synthetic_uscc,
)
from rongqu.sandbox.gateway.app import create_gateway
from rongqu.sandbox.gateway.outbox import Outbox
from tests.builders.actors import new_key, signed_in
from tests.builders.origination import deliver_again, given_enterprise, given_score, happened
from tests.builders.parks import (
    NAME,
    as_csv,
    as_xlsx,
    checked,
    company,
    given_institution,
    given_sides,
    hand_in,
    lines_of,
    of_house,
)

SECRET = "gateway secret of the tests, 32 bytes"
BOUNDS = Bounds(
    min_amount=Money(50_000_00, "CNY"),
    max_amount=Money(3_000_000_00, "CNY"),
    min_term_months=3,
    max_term_months=24,
)
FAULTS: list[tuple[dict[str, Any], LineFault]] = [
    ({"name": ""}, LineFault.NAME_MISSING),
    ({"uscc": "91330000123456789X"}, LineFault.USCC_INVALID),
    ({"mobile": "0571-88886666"}, LineFault.MOBILE_INVALID),
    ({"wan": "五十"}, LineFault.AMOUNT_UNREADABLE),
    ({"wan": "50.1234567"}, LineFault.AMOUNT_UNREADABLE),
    ({"wan": "-50"}, LineFault.AMOUNT_OUTSIDE),
    ({"wan": 301}, LineFault.AMOUNT_OUTSIDE),
    ({"months": "一年"}, LineFault.TERM_UNREADABLE),
    ({"months": 36}, LineFault.TERM_OUTSIDE),
    ({"uscc": synthetic_uscc("parks/1")}, LineFault.TWICE_IN_FILE),
]


def test_each_wrong_line_has_its_reason_and_holds_up_no_other() -> None:
    rows = [company(1)] + [company(2 + n, **wrong) for n, (wrong, _) in enumerate(FAULTS)]

    read = read_sheet(as_csv(rows), "list.csv", BOUNDS, 1000)

    assert [each.fault for each in read.lines] == [None, *(fault for _, fault in FAULTS)]
    assert [each.number for each in read.lines] == list(range(2, 13))
    wanted = read.lines[0].wanted
    assert wanted is not None
    assert (wanted.amount, wanted.term_months) == (Money(500_000_00, "CNY"), 12)
    assert wanted.mobile.reveal() == "13800000001"


@pytest.mark.parametrize("make", [as_csv, as_xlsx])
def test_a_file_may_begin_with_a_title_and_say_things_its_own_way(make: Any) -> None:
    head = ["Mobile", "uscc", "Company name", "期限", "申请金额(万元)"]
    rows = [head, [13800000001, synthetic_uscc("x").lower(), NAME, 12, "80.5"]]

    [only] = read_sheet(make(rows, ["园区企业名单"]), "list", BOUNDS, 1000).lines

    assert only.wanted is not None
    assert (only.number, only.wanted.amount) == (3, Money(805_000_00, "CNY"))
    assert only.wanted.mobile.reveal() == "13800000001"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"%PDF-1.7", FileIsNoTable),
        (b"PK\x03\x04 not a workbook", FileIsNoTable),
        (b"\x00\x01", FileIsNoTable),
        (as_csv([]), NoLines),
        (as_csv([company(1), company(2), company(3)]), TooManyLines),
        (as_csv([company(1)], ["名称", "代码", "手机", "金额", "期限"]), ColumnsMissing),
        (b"", ColumnsMissing),
    ],
)
def test_a_wrong_file_is_refused_as_a_whole(content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_sheet(content, "list", BOUNDS, 2)


async def test_wrong_columns_are_named_and_nothing_is_kept(
    client: AsyncClient, engine: Engine
) -> None:
    sides = await given_sides(engine)

    refused = await hand_in(client, sides, as_csv([company(1)], ["名称", "代码", "手机", "x", "y"]))

    assert (refused.status_code, refused.json()["code"]) == (422, "parks.columns_missing")
    assert refused.json()["params"] == {
        "missing": "统一社会信用代码、申请金额（万元）、期限（月）",
        "expected": "企业名称、统一社会信用代码、联系人手机、申请金额（万元）、期限（月）",
    }
    assert await count(engine, batch) == 0


async def test_only_a_park_and_only_for_a_park_loan(client: AsyncClient, engine: Engine) -> None:
    sides = await given_sides(engine)
    bank = await given_institution(engine, InstitutionKind.BANK)
    other = await given_sides(engine, kind=ProductKind.CREDIT_LOAN)

    no_park = replace(sides, park=of_house(bank, "parks:put_forward"))
    nobody = replace(sides, park=of_house(new_id(), "parks:put_forward"))
    for who, code in ((no_park, "not_a_park"), (nobody, "not_a_park"), (other, "not_a_park_loan")):
        refused = await hand_in(client, who, as_csv([company(1)]))
        assert refused.json()["code"] == f"parks.{code}"
    too_large = await hand_in(client, sides, b"x" * (2 * 1024 * 1024 + 1))
    assert too_large.json()["code"] == "parks.file_too_large"
    batch_id = new_id()
    assert (await hand_in(client, sides, as_csv([company(1)]), batch_id)).status_code == 200
    again = await hand_in(client, sides, as_csv([company(1)]), batch_id)
    assert again.json()["code"] == "parks.batch_known"
    assert (await count(engine, batch), await count(engine, line)) == (1, 1)


async def known(engine: Engine, score: int | None) -> str:
    """The credit code of a company that is registered."""
    enterprise_id = await given_enterprise(engine, score=score)
    async with open_tx(engine, SYSTEM) as tx:
        return (await get_enterprise(tx, enterprise_id)).uscc


async def test_each_company_is_checked_and_the_park_reads_no_more_than_its_state(
    client: AsyncClient, engine: Engine, work: Work
) -> None:
    sides = await given_sides(engine)
    rows = [
        company(1, name=NAME, uscc=await known(engine, 650)),
        company(2, name=NAME, uscc=await known(engine, 560)),
        company(3, name=NAME, uscc=await known(engine, None)),
        company(4, uscc=await known(engine, 700)),
        company(5),
        company(6, mobile="1"),
    ]
    batch_id = await checked(client, work, sides, rows)

    lines = await lines_of(client, batch_id, sides.lender)
    assert [each["status"] for each in lines] == [
        *("fits", "misses", "unclear", "refused", "invited", "refused")
    ]
    assert [each["fault"] for each in lines[3:]] == ["name_differs", None, "mobile_invalid"]
    assert [each["score"] for each in lines] == [650, 560, None, None, None, None]
    assert lines[1]["missed"][-1] | {"unit": ""} == {
        "fact": "score", "unit": "", "op": "ge", "needed": "600", "actual": "560"
    }  # fmt: skip
    for each in await lines_of(client, batch_id, sides.park):
        assert (each["score"], each["missed"], each["enterprise_id"]) == (None, [], None)

    detail = (await client.get(f"/park-batches/{batch_id}", headers=sides.park)).json()
    assert (detail["batch"]["status"], detail["may_decide"]) == ("ready", False)
    assert detail["amount"] == {"amount": "1500000.00", "currency": "CNY"}
    [invited] = await told_of(engine, CompanyInvited)
    assert invited["subject_id"] == lines[4]["id"]
    assert await count(engine, contact) == 1, "only who is to be invited is remembered"

    wrong = await client.get(f"/park-batches/{batch_id}/refused.csv", headers=sides.park)
    assert [row.split(",")[0] for row in wrong.text.splitlines()[1:]] == ["5", "7"]
    assert "The mobile number is wrong" in wrong.text
    stranger = of_house(new_id(), "parks:view", "parks:decide")
    for path in ("", "/lines", "/refused.csv"):
        unseen = await client.get(f"/park-batches/{batch_id}{path}", headers=stranger)
        assert unseen.json()["code"] == "parks.batch_not_found"


async def test_a_check_that_was_killed_goes_on_and_one_that_fails_holds_nobody_up(
    client: AsyncClient, engine: Engine, work: Work
) -> None:
    sides = await given_sides(engine)
    rows = [company(number) for number in range(5)]
    answer = await hand_in(client, sides, as_csv(rows))
    batch_id = ParkBatchId(answer.json()["batch"]["id"])
    async with open_tx(engine, SYSTEM) as tx:
        assert not await check_lines(tx, batch_id, 2)
    with pytest.raises(KeyboardInterrupt):
        await begin_and_die(engine, batch_id)
    states = [each["status"] for each in await lines_of(client, str(batch_id), sides.park)]
    assert states == ["invited"] * 2 + ["waiting"] * 3

    for _ in range(2):
        await work_off(work, str(batch_id))

    states = [each["status"] for each in await lines_of(client, str(batch_id), sides.park)]
    assert states == ["invited"] * 5
    assert len(await told_of(engine, CompanyInvited)) == 5


async def begin_and_die(engine: Engine, batch_id: ParkBatchId) -> None:
    async with open_tx(engine, SYSTEM) as tx:
        await check_lines(tx, batch_id, 2)
        raise KeyboardInterrupt  # before it is committed


async def work_off(work: Work, batch_id: str) -> None:
    await check_batch.run(work, batch_id=batch_id)


async def test_the_lender_takes_companies_out_and_approves_the_others(
    client: AsyncClient, engine: Engine, work: Work, relay: Relay
) -> None:
    sides = await given_sides(engine)
    uscc = await known(engine, 650)
    rows = [
        company(1, name=NAME, uscc=uscc, wan=80),
        company(2, name=NAME, uscc=await known(engine, 700)),
        company(3, name=NAME, uscc=await known(engine, 560)),
    ]
    batch_id = await checked(client, work, sides, rows)
    fits, out, misses = (each["id"] for each in await lines_of(client, batch_id, sides.lender))
    path = f"/park-batches/{batch_id}"

    async def post(what: str, body: Any, who: dict[str, str] = sides.lender) -> Any:
        answer = await client.post(f"{path}/{what}", json=body, headers=who | new_key())
        return answer.json()

    reason = {"reason": "行业集中度过高"}
    decision = {"is_approved": True, "note": "同意"}
    as_park = sides.park | {"x-permissions": "parks:view,parks:decide"}
    refusals = [
        await post(f"lines/{fits}/exception", reason, as_park),
        await post("decision", decision, as_park),
        await post(f"lines/{misses}/exception", reason),
        await post(f"lines/{new_id()}/exception", reason),
    ]
    assert [each["code"] for each in refusals] == [
        *("parks.batch_not_found", "parks.batch_not_found"),
        *("parks.cannot_take_out", "parks.line_not_found"),
    ]
    assert (await post(f"lines/{fits}/exception", reason))["note"] == "行业集中度过高"
    back = await client.delete(f"{path}/lines/{fits}/exception", headers=sides.lender)
    assert back.json()["status"] == "fits"
    assert (await post(f"lines/{out}/exception", reason))["status"] == "excepted"

    approved = await post("decision", decision)

    assert approved["counts"] == {"approved": 1, "excepted": 1, "misses": 1}
    assert (await post("decision", decision))["code"] == "parks.not_ready"
    assert (await post("checks", None))["code"] == "parks.not_ready"
    [told] = await told_of(engine, CompanyApproved)
    company_id = UUID(told["enterprise_id"])

    owner = signed_in("parks:view", organisation=company_id)
    [place] = (await client.get("/park-places", headers=owner)).json()
    assert (place["amount"]["amount"], place["application_id"]) == ("800000.00", None)
    assert (await client.get(path, headers=owner)).status_code == 404
    application_id = new_id()
    started = ApplicationStarted(
        subject_id=application_id,
        enterprise_id=company_id,
        product_id=sides.product.id,
    )
    await happened(engine, started)
    await relay.drain()
    await deliver_again(engine, "parks.follow_when_started")
    await happened(engine, moved(company_id, application_id))
    await relay.drain()
    [followed, *_] = await lines_of(client, batch_id, sides.lender)
    assert followed["application_id"] == str(application_id)
    assert followed["application_stage"] == "review"


def moved(company_id: UUID, application_id: UUID) -> ApplicationMoved:
    return ApplicationMoved(
        subject_id=application_id,
        enterprise_id=company_id,
        institution_id=new_id(),
        product_kind="park_batch",
        region="320500",
        industry="C40",
        amount=None,
        from_stage="screening",
        to_stage="review",
        reason_code=None,
    )


async def test_nothing_to_approve_is_refused_and_a_refusal_ends_the_batch(
    client: AsyncClient, engine: Engine, work: Work
) -> None:
    sides = await given_sides(engine)
    rows = [company(1, name=NAME, uscc=await known(engine, 560))]
    batch_id = await checked(client, work, sides, rows)

    async def decide(*, is_approved: bool) -> Any:
        body = {"is_approved": is_approved, "note": "不符合条件"}
        path = f"/park-batches/{batch_id}/decision"
        return (await client.post(path, json=body, headers=sides.lender | new_key())).json()

    assert (await decide(is_approved=True))["code"] == "parks.nothing_to_approve"
    ended = await decide(is_approved=False)
    assert (ended["batch"]["status"], ended["batch"]["note"]) == ("refused", "不符合条件")


async def test_a_company_that_registers_later_finds_its_place(
    client: AsyncClient, engine: Engine, work: Work, relay: Relay
) -> None:
    """Before the decision it is checked then; after it, it hears what it may have."""
    sides = await given_sides(engine)
    other = await given_sides(engine)
    enterprise_id = EnterpriseId(new_id())
    rows = [company(1, name=NAME, uscc=synthetic_uscc(str(enterprise_id)))]
    waiting = await checked(client, work, sides, rows)
    decided = await checked(client, work, other, rows)
    body = {"is_approved": True, "note": "同意"}
    path = f"/park-batches/{decided}/decision"
    await client.post(path, json=body, headers=other.lender | new_key())
    assert await told_of(engine, CompanyApproved) == []

    await given_enterprise(engine, enterprise_id)
    await given_score(engine, enterprise_id, 650)
    await relay.drain()
    await deliver_again(engine, "parks.welcome_when_registered")
    await relay.drain()
    await work_off(work, waiting)

    [line_now] = await lines_of(client, waiting, sides.lender)
    assert (line_now["status"], line_now["score"]) == ("fits", 650)
    [told] = await told_of(engine, CompanyApproved)
    assert told["enterprise_id"] == str(enterprise_id)


async def test_an_invitation_is_sent_once_and_its_number_forgotten(
    client: AsyncClient, engine: Engine, work: Work, tmp_path: Path
) -> None:
    sides = await given_sides(engine)
    batch_id = await checked(client, work, sides, [company(1)])
    [invited] = await lines_of(client, batch_id, sides.park)
    outbox = Outbox(tmp_path / "gateway")
    transport = ASGITransport(create_gateway(outbox, SECRET.encode()))
    gateway = HttpMessageGateway("http://gateway", SECRET, transport)
    sending = replace(work, ports={MessageGateway: gateway})

    for _ in range(2):
        await send_invitation.run(sending, line_id=invited["id"])

    [sent] = outbox.newest(10)
    assert (sent.channel, sent.recipient) == ("sms", "13800000001")
    assert "园区贷款" in sent.body
    assert await count(engine, contact) == 0
    [now] = await lines_of(client, batch_id, sides.park)
    assert (now["invited_at"] is not None, now["invitation_refused"]) == (True, None)


async def told_of(engine: Engine, kind: type[Event]) -> list[dict[str, Any]]:
    """What was published of one kind."""
    async with engine.connect(PLATFORM) as connection:
        found = select(event_log.c.payload).where(event_log.c.name == kind.name)
        return list((await connection.execute(found.order_by(event_log.c.position))).scalars())


async def count(engine: Engine, table: Any) -> int:
    async with engine.begin(PLATFORM) as connection:
        counted = await connection.execute(select(func.count()).select_from(table))
        return counted.scalar_one()
