"""Statements of the bank against the books: all explained, or nothing written."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx2 import ASGITransport, AsyncClient, Response
from sqlalchemy import text

from rongqu.adapters.custody_bank import Contact, HttpCustodyBank
from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx, utc_now
from rongqu.infra.web import Setting
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.dates import business_date_at
from rongqu.kernel.ids import PaymentOrderId, new_id
from rongqu.modules.ledger.public import AccountCode
from rongqu.modules.payments import jobs
from rongqu.modules.payments.ports import BankStatus, Callback, CreditNews, CustodyBank, OrderNews
from rongqu.modules.payments.public import PaymentOrder, take_callback
from rongqu.web import create_app
from tests.builders.actors import new_key, signed_in
from tests.builders.bank import NOWHERE
from tests.builders.events import published
from tests.builders.ledger import balance_of, cny
from tests.builders.payments import a_payout, given_account, order
from tests.builders.statements import FEES, Line, camt053

MAY = (
    "payments:view_everywhere",
    "payments:import_statement",
    "payments:work_breaks",
    "payments:approve_write_off",
)
TODAY = business_date_at(utc_now())
YESTERDAY = TODAY - timedelta(days=1)
LENDER, BORROWER = "620001", "620002"
REMARK = {"remark": "银行更正，无对应业务，见回单 0093"}


def officer(*permissions: str) -> dict[str, str]:
    return signed_in(*(permissions or MAY), portal=Portal.OPERATIONS)


OFFICER = officer()


@dataclass(slots=True)
class Desk:
    """The settlement officers' side, and what the bank tells."""

    engine: Engine
    client: AsyncClient

    async def bring(self, content: bytes, statement_id: UUID | None = None) -> Response:
        path = f"/payments/statements/{statement_id or new_id()}"
        return await self.client.put(path, content=content, headers=OFFICER)

    async def taken(self, content: bytes) -> dict[str, Any]:
        answer = await self.bring(content)
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()["items"][0]
        return body

    async def breaks(self, **query: str) -> list[dict[str, Any]]:
        answer = await self.client.get("/payments/breaks", params=query, headers=OFFICER)
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    async def post(
        self, path: str, body: object = None, headers: dict[str, str] | None = None
    ) -> Response:
        return await self.client.post(path, json=body, headers=(headers or OFFICER) | new_key())

    async def told(self, ordered: PaymentOrder, day: date = YESTERDAY) -> None:
        """The bank calls back: it has settled the order on that day."""
        news = OrderNews(
            order_id=ordered.id,
            status=BankStatus.SETTLED,
            amount=ordered.amount,
            fee=ordered.fee,
            bank_order_no="B1",
            reason_code=None,
            settled_on=day,
        )
        async with open_tx(self.engine, SYSTEM) as tx:
            await take_callback(tx, Callback(id=new_id(), news=news))

    async def credited(self, reference: str, minor: int) -> None:
        """Money has come in on the lender's account, and the bank has called back."""
        news = CreditNews(
            reference=reference, account_no=LENDER, amount=cny(minor), booked_on=YESTERDAY
        )
        async with open_tx(self.engine, SYSTEM) as tx:
            await take_callback(tx, Callback(id=new_id(), news=news))

    async def given_payout(self) -> PaymentOrder:
        """The lender has got 1000.00 and pays 900.00 out, 18.00 of it as the fee."""
        lender = await given_account(self.engine, account_no=LENDER)
        borrower = await given_account(self.engine, account_no=BORROWER)
        await self.credited("IN1", 1000_00)
        return await order(self.engine, a_payout(lender, borrower, 900_00, fee_minor=18_00))

    async def counts(self) -> tuple[int, ...]:
        async with self.engine.connect(PLATFORM) as connection:
            row = await connection.execute(
                text("""
                    SELECT (SELECT count(*) FROM payments.statement),
                        (SELECT count(*) FROM payments.statement_line),
                        (SELECT count(*) FROM payments.break_item),
                        (SELECT count(*) FROM ledger.entry)
                """)
            )
            return tuple(row.one())


@pytest.fixture
def bank() -> HttpCustodyBank:
    return HttpCustodyBank(Contact(NOWHERE, "no secret"))


@pytest.fixture
async def desk(engine: Engine, setting: Setting, bank: HttpCustodyBank) -> AsyncGenerator[Desk]:
    app = create_app(replace(setting, ports={CustodyBank: bank}))
    transport = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://rongqu/api/v1") as client:
        yield Desk(engine, client)


def incoming(minor: int = 1000_00, reference: str = "IN1") -> Line:
    return Line(minor, LENDER, reference, kind="incoming")


def payout_lines(order_id: PaymentOrderId) -> list[Line]:
    return [
        Line(-900_00, LENDER, order_id),
        Line(900_00, BORROWER, order_id),
        Line(-18_00, BORROWER, order_id, kind="fee"),
        Line(18_00, FEES, order_id, kind="fee"),
    ]


async def test_a_day_on_which_all_went_well_is_all_matched(desk: Desk) -> None:
    paid = await desk.given_payout()
    await desk.told(paid)

    taken = await desk.taken(camt053(YESTERDAY, [incoming(), *payout_lines(paid.id)]))

    assert (taken["lines"], taken["matched"], taken["open_breaks"]) == (5, 5, 0)
    assert taken["closing"] == taken["ledger"] == {"amount": "1000.00", "currency": "CNY"}
    assert taken["difference"]["amount"] == "0.00"
    lines = await desk.client.get(
        f"/payments/statements/{taken['id']}/lines", params={"limit": 3}, headers=OFFICER
    )
    assert lines.json()["next_after"] == 3
    assert [each["order_id"] for each in lines.json()["items"]][1:] == [str(paid.id)] * 2


async def test_money_whose_call_back_was_lost_is_booked_from_the_statement(desk: Desk) -> None:
    lender = await given_account(desk.engine, account_no=LENDER)

    taken = await desk.taken(camt053(YESTERDAY, [incoming(500_00, "IN2")]))
    await desk.credited("IN2", 500_00)  # and then it comes after all

    assert (taken["matched"], taken["open_breaks"]) == (1, 0)
    assert await balance_of(desk.engine, AccountCode.CUSTODY, lender) == 500_00


async def test_lines_of_an_order_under_way_wait_for_its_end(desk: Desk, work: Work) -> None:
    paid = await desk.given_payout()
    taken = await desk.taken(camt053(YESTERDAY, [incoming(), *payout_lines(paid.id)]))
    [item] = await desk.breaks(status="open")
    assert (item["reason"], item["order_id"]) == ("not_settled", str(paid.id))
    refused = await desk.post(f"/payments/breaks/{item['id']}/write-off", REMARK)
    assert (refused.status_code, refused.json()["code"]) == (409, "payments.break_has_way")

    await desk.told(paid)
    ports = {CustodyBank: HttpCustodyBank(Contact(NOWHERE, "no secret"))}
    await jobs.look_after_payments.run(replace(work, ports=ports))

    assert await desk.breaks(status="open") == []
    statement = await desk.client.get(f"/payments/statements/{taken['id']}", headers=OFFICER)
    assert (statement.json()["matched"], statement.json()["open_breaks"]) == (5, 0)
    assert "payments.break_explained.v1" in await published(desk.engine)


async def test_an_order_that_the_bank_shows_a_day_later_is_missed_and_then_found(
    desk: Desk,
) -> None:
    paid = await desk.given_payout()
    await desk.told(paid)
    await desk.taken(camt053(YESTERDAY, [incoming()]))
    assert [each["reason"] for each in await desk.breaks(status="open")] == ["missing_at_bank"]

    await desk.taken(camt053(TODAY, payout_lines(paid.id), opening=1000_00))

    assert await desk.breaks(status="open") == []


async def test_an_unknown_line_is_written_off_by_two_people(desk: Desk) -> None:
    await desk.given_payout()
    await desk.taken(camt053(YESTERDAY, [incoming(), Line(88_00, FEES, "ADJ1", "adjustment")]))
    [item] = await desk.breaks(status="open")
    assert (item["reason"], item["effect"]["amount"]) == ("unknown_line", "88.00")
    where = f"/payments/breaks/{item['id']}"

    mine = await desk.post(f"{where}/assignment", {"is_mine": True})
    assert mine.json()["assigned_to"] is not None
    assert len(await desk.breaks(is_mine="true")) == 1
    asked = await desk.post(f"{where}/write-off", REMARK)
    assert asked.status_code == 201
    approval = f"/approvals/{asked.json()['id']}/approval"
    again = await desk.post(f"{where}/write-off", REMARK)
    assert (again.status_code, again.json()["code"]) == (409, "compliance.approval_pending")

    own = await desk.post(approval)
    assert (own.status_code, own.json()["code"]) == (403, "common.second_person_needed")
    assert await balance_of(desk.engine, AccountCode.SUSPENSE) == 0
    second = await desk.post(approval, headers=officer("payments:approve_write_off"))
    assert second.status_code == 200

    assert await balance_of(desk.engine, AccountCode.SUSPENSE) == 88_00
    assert await balance_of(desk.engine, AccountCode.BANK_SETTLEMENT) == 1088_00
    [closed] = await desk.breaks()
    assert (closed["status"], closed["remark"]) == ("written_off", REMARK["remark"])
    late = await desk.post(f"{where}/assignment", {"is_mine": True})
    assert (late.status_code, late.json()["code"]) == (409, "payments.break_closed")
    today = await desk.taken(camt053(TODAY, opening=1088_00))
    assert (today["difference"]["amount"], today["open_breaks"]) == ("0.00", 0)


async def test_a_difference_that_no_line_explains_is_a_break_once(desk: Desk) -> None:
    await given_account(desk.engine, account_no=LENDER, balance_minor=700_00)  # by no order
    day_before = YESTERDAY - timedelta(days=1)

    await desk.taken(camt053(day_before, opening=50_00))
    await desk.taken(camt053(YESTERDAY, opening=50_00))

    assert [(each["reason"], each["effect"]["amount"]) for each in await desk.breaks()] == [
        ("balance_differs", "50.00")
    ]


async def test_the_same_sent_again_answers_again_and_under_another_id_is_known(desk: Desk) -> None:
    await desk.given_payout()
    content, sent = camt053(YESTERDAY, [incoming()]), new_id()
    first = await desk.bring(content, sent)
    before = await desk.counts()

    again = await desk.bring(content, sent)
    other = await desk.bring(content)

    assert (again.status_code, again.json()) == (200, first.json())
    assert (other.status_code, other.json()["code"]) == (409, "payments.statement_known")
    assert await desk.counts() == before


def bad_statements() -> Sequence[tuple[bytes, int, str]]:
    followed: dict[str, Any] = {"opening": 1000_00, "number": "next"}
    return [
        (b"%PDF-1.7", 422, "payments.statement_not_xml"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', 422, "payments.statement_xml_forbidden"),
        (b"<x/>", 422, "payments.statement_not_camt"),
        (camt053(TODAY, **followed).replace(b"CLBD", b"X"), 422, "payments.statement_incomplete"),
        (camt053(TODAY, currency="USD"), 422, "payments.statement_currency_unknown"),
        (camt053(TODAY, account="1"), 422, "payments.statement_account_unknown"),
        (camt053(TODAY, closing=1, **followed), 422, "payments.statement_out_of_balance"),
        (camt053(YESTERDAY, **followed), 409, "payments.statement_does_not_follow"),
        (camt053(TODAY, opening=999_99), 409, "payments.statement_does_not_follow"),
        (camt053(TODAY, number=f"ST-{YESTERDAY}"), 409, "payments.statement_differs"),
        (b" " * 1_000_001, 413, "payments.statement_too_large"),
    ]


async def test_each_bad_statement_has_its_own_code_and_nothing_is_written(desk: Desk) -> None:
    await desk.given_payout()
    await desk.taken(camt053(YESTERDAY, [incoming()]))
    before, known = await desk.counts(), await published(desk.engine)
    async with desk.engine.begin(PLATFORM) as connection:
        await connection.execute(text(SMALLER))
    try:
        for content, status, code in bad_statements():
            answer = await desk.bring(content)
            assert (answer.status_code, answer.json()["code"]) == (status, code)
    finally:
        async with desk.engine.begin(PLATFORM) as connection:
            await connection.execute(text("DELETE FROM infra.policy WHERE reason = 'a test'"))

    assert await desk.counts() == before
    assert await published(desk.engine) == known


SMALLER = """
    INSERT INTO infra.policy (id, key, value, valid_from, author_id, reason, recorded_at)
    SELECT gen_random_uuid(), key, 1, '2021-01-01', author_id, 'a test', now()
    FROM infra.policy WHERE key = 'payments.statement_megabytes'
"""


async def test_each_step_needs_its_permission(desk: Desk) -> None:
    stranger = officer("payments:view")
    some = f"/payments/breaks/{new_id()}"
    answers = [
        await desk.client.put(f"/payments/statements/{new_id()}", content=b"", headers=stranger),
        await desk.client.get("/payments/statements", headers=stranger),
        await desk.client.get("/payments/breaks", headers=stranger),
        await desk.client.get("/payments/break-summary", headers=stranger),
        await desk.client.get(some, headers=stranger),
        await desk.post(f"{some}/assignment", {"is_mine": True}, stranger),
        await desk.post(f"{some}/write-off", REMARK, stranger),
        await desk.post("/payments/statement-fetches", headers=stranger),
    ]

    assert {(each.status_code, each.json()["code"]) for each in answers} == {
        (403, "common.not_allowed")
    }


async def test_what_is_not_there_is_not_found(desk: Desk) -> None:
    for path, code in (("statements", "statement"), ("breaks", "break")):
        answer = await desk.client.get(f"/payments/{path}/{new_id()}", headers=OFFICER)
        assert (answer.status_code, answer.json()["code"]) == (404, f"payments.{code}_not_found")
