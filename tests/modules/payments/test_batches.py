"""Many payments in one message: pain.001 to the bank, pain.002 back, and what goes wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from rongqu.infra.jobs import run_due_jobs
from rongqu.infra.safe_xml import read_xml
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.ids import BatchId, OrganisationId, PaymentOrderId, new_id
from rongqu.modules.payments import jobs
from rongqu.modules.payments.iso20022.pain001 import write_batch
from rongqu.modules.payments.iso20022.pain002 import ReportUnreadable, read_report
from rongqu.modules.payments.ports import BankOrder
from rongqu.modules.payments.types import OrderKind
from rongqu.sandbox.bank.faults import Fault
from tests.builders.ledger import cny
from tests.builders.payments import a_payout, order
from tests.modules.payments.conftest import World, eventually

COUNT = 12
HOUR = timedelta(hours=1)
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
OPEN = "SELECT count(*) FROM payments.payment_order WHERE ended_at IS NULL"
BATCHES = "SELECT count(*) FROM payments.payment_batch"
NOT_KNOWN = "SELECT count(*) FROM payments.order_note WHERE kind = 'not_known'"
UNANSWERED = "SELECT count(*) FROM payments.order_note WHERE kind = 'unanswered'"


async def given_payouts(world: World, count: int = COUNT) -> tuple[OrganisationId, OrganisationId]:
    lender, borrower = await world.given_holder(count * 100), await world.given_holder()
    for _ in range(count):
        await order(world.engine, a_payout(lender, borrower, 100, fee_minor=2))
    return lender, borrower


async def ask(world: World, question: str) -> int:
    async with world.engine.connect(PLATFORM) as connection:
        return int((await connection.execute(text(question))).scalar_one())


async def check_all_paid_once(world: World, lender: OrganisationId, payee: OrganisationId) -> None:
    async def all_have_ended() -> bool:
        return await ask(world, OPEN) == 0

    await eventually(all_have_ended)
    assert (await world.custody(lender), await world.frozen(lender)) == (0, 0)
    assert await world.custody(payee) == COUNT * 98


async def look_after(world: World) -> None:
    """Time passes, and whatever has had no answer is asked about."""
    world.shift += HOUR
    await jobs.look_after_payments.run(world.work)
    await run_due_jobs(world.work)


async def test_payments_that_wait_together_go_in_one_message(world: World) -> None:
    lender, payee = await given_payouts(world)

    await jobs.send_orders.run(world.work)

    await check_all_paid_once(world, lender, payee)
    assert await ask(world, BATCHES) == 1
    assert await ask(world, f"{BATCHES} WHERE orders = {COUNT} AND answered_at IS NOT NULL") == 1


async def test_a_few_are_told_one_by_one(world: World) -> None:
    await given_payouts(world, 3)

    await jobs.send_orders.run(world.work)

    assert await ask(world, BATCHES) == 0

    async def all_have_ended() -> bool:
        return await ask(world, OPEN) == 0

    await eventually(all_have_ended)


async def test_the_half_of_a_batch_that_the_bank_left_out_is_told_again(world: World) -> None:
    world.bank.order_fault(Fault.HALF_BATCH)
    lender, payee = await given_payouts(world)
    await jobs.send_orders.run(world.work)

    await look_after(world)

    await check_all_paid_once(world, lender, payee)
    assert await ask(world, NOT_KNOWN) == COUNT // 2


@pytest.mark.parametrize("fault", [Fault.TIMEOUT_BEFORE, Fault.TIMEOUT_AFTER])
async def test_a_batch_without_an_answer_is_asked_about_and_paid_once(
    world: World, fault: Fault
) -> None:
    lender, payee = await given_payouts(world)
    world.bank.order_fault(fault, matching="batch")
    world.bank.order_fault(Fault.LOST, times=2 * COUNT)
    await jobs.send_orders.run(world.work)
    assert await ask(world, UNANSWERED) == COUNT

    async def looked_after() -> bool:
        await look_after(world)
        return await ask(world, OPEN) == 0

    await eventually(looked_after)

    await check_all_paid_once(world, lender, payee)


def a_bank_order(minor: int = 100) -> BankOrder:
    return BankOrder(
        id=PaymentOrderId(new_id()),
        kind=OrderKind.PAYOUT,
        debit_account="A",
        credit_account="B",
        credit_name="张 & <李>",
        amount=cny(minor),
        fee=cny(1),
        value_date=date(2026, 11, 20),
    )


def test_a_batch_names_its_count_its_sum_and_each_order() -> None:
    batch_id, orders = new_id(), [a_bank_order(100), a_bank_order(250)]

    root = read_xml(write_batch(batch_id, orders, NOW))

    assert root.text_of("CstmrCdtTrfInitn", "GrpHdr", "MsgId") == str(batch_id)
    assert root.text_of("CstmrCdtTrfInitn", "GrpHdr", "NbOfTxs") == "2"
    assert root.text_of("CstmrCdtTrfInitn", "GrpHdr", "CtrlSum") == "3.50"
    parts = list(root.all("CstmrCdtTrfInitn", "PmtInf", "CdtTrfTxInf"))
    assert {part.text_of("PmtId", "EndToEndId") for part in parts} == {
        str(each.id) for each in orders
    }
    assert {part.text_of("Cdtr", "Nm") for part in parts} == {"张 & <李>"}


@pytest.mark.parametrize(
    "content",
    [b"", b"<html/>", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', b'<Document xmlns="urn:x"/>'],
)
def test_what_is_no_report_is_as_good_as_no_answer(content: bytes) -> None:
    with pytest.raises(ReportUnreadable):
        read_report(content, new_id(), [])


def test_a_report_is_read_order_by_order_and_strangers_are_passed_over() -> None:
    known, batch_id = a_bank_order(), BatchId(new_id())
    part = "<TxInfAndSts><OrgnlEndToEndId>{}</OrgnlEndToEndId><TxSts>{}</TxSts></TxInfAndSts>"
    content = (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>'
        f"<OrgnlGrpInfAndSts><OrgnlMsgId>{batch_id}</OrgnlMsgId></OrgnlGrpInfAndSts>"
        f"<OrgnlPmtInfAndSts>{part.format(known.id, 'RJCT')}{part.format(new_id(), 'ACSC')}"
        "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    )

    news = read_report(content.encode(), batch_id, [known])

    assert [(each.order_id, each.status) for each in news] == [(known.id, "failed")]
    with pytest.raises(ReportUnreadable):
        read_report(content.encode(), new_id(), [known])
