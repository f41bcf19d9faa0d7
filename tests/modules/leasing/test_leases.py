"""The life of a lease: rentals, the deposit and what it pays, and whose the thing is at the end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from httpx2 import AsyncClient
from sqlalchemy import select

from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.structures import write_structure
from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import ContractId, LoanId, OrganisationId, PaymentOrderId
from rongqu.kernel.money import Money
from rongqu.kernel.schedule import Lease, Structure
from rongqu.modules.leasing.jobs import set_off_deposits
from rongqu.modules.leasing.tables import set_off
from rongqu.modules.ledger.public import Account, AccountCode, get_available
from rongqu.modules.payments.ports import BankStatus
from rongqu.modules.payments.public import Deposit, hold_deposit
from tests.builders.actors import new_key, signed_in
from tests.builders.at_once import fifty_at_once
from tests.builders.events import published
from tests.builders.origination import deliver_again
from tests.builders.servicing import RICH_MINOR, Book, turn_to

OPENED = date(2026, 1, 15)
# 30,000 over three months at 6 % in advance, 300 to keep it: rentals of 9,950.91; a deposit of
# 12,000 pays the 300, a rental, and 1,749.09 of the one before it.
SHORT = {"principal_minor": 30_000_00, "yearly_rate": "0.06", "term_months": 3}
DEPOSIT = Money(12_000_00, "CNY")


async def given_lease(book: Book, deposit: Money = DEPOSIT) -> LoanId:
    turn_to(book.clock, OPENED)
    lease = Lease(in_advance=True, deposit=deposit, residual=Money(300_00, "CNY"))
    contract_id = await book.given_contract(
        **SHORT, structure=write_structure(Structure(lease=lease))
    )
    async with book.open_tx() as tx:
        await hold_deposit(tx, deposit_of(book, contract_id, deposit))
    await book.pay_out(contract_id)
    return LoanId(contract_id)


def deposit_of(book: Book, contract_id: ContractId, amount: Money) -> Deposit:
    return Deposit(reference=contract_id, owner=book.borrower, secures=book.lender, amount=amount)


async def available(book: Book) -> int:
    async with book.open_tx() as tx:
        account = Account(AccountCode.CUSTODY, book.borrower)
        return (await get_available(tx, account, "CNY")).minor


async def look(client: AsyncClient, book: Book, lease_id: LoanId) -> dict[str, Any]:
    headers = signed_in("leasing:view", organisation=book.borrower)
    answer = await client.get(f"/leases/{lease_id}", headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def lessor(book: Book, organisation: OrganisationId | None = None) -> dict[str, str]:
    return signed_in(
        "leasing:set_off",
        organisation=organisation or book.lender,
        portal=Portal.INSTITUTION,
    )


async def settle(book: Book, status: BankStatus = BankStatus.SETTLED) -> Money:
    """What the bank says of the last payment out of the deposit."""
    async with book.open_tx() as tx:
        last = select(set_off).order_by(set_off.c.id.desc()).limit(1)
        row = (await tx.connection.execute(last)).one()
    amount = Money(row.amount_minor, row.currency)
    reason = None if status is BankStatus.SETTLED else "account_blocked"
    await book.bank_says_of(PaymentOrderId(row.id), amount, status, reason)
    return amount


async def test_a_lease_is_paid_in_rentals_and_then_the_price_to_keep(book: Book) -> None:
    lease_id = await given_lease(book)

    plan = await book.plan(lease_id)

    assert [(line.due_on, line.amount.amount) for line in plan] == [
        (OPENED, "9950.91"),
        (date(2026, 2, 15), "9950.91"),
        (date(2026, 3, 15), "9950.91"),
        (date(2026, 4, 15), "300.00"),
    ]
    assert sum(line.principal.minor for line in plan) == 30_000_00
    assert plan[0].interest.is_zero()
    assert await available(book) == RICH_MINOR - DEPOSIT.minor


async def test_the_deposit_pays_the_last_payments_and_the_thing_is_the_lessees(
    client: AsyncClient, book: Book, work: Work, relay: Relay
) -> None:
    lease_id = await given_lease(book)
    await book.pay(client, lease_id, "instalment")
    rental, price = "9950.91", "300.00"
    for day, by_deposit, by_lessee in (
        (date(2026, 2, 15), "1749.09", "8201.82"),
        (date(2026, 3, 15), rental, None),
        (date(2026, 4, 15), price, None),
    ):
        turn_to(book.clock, day)
        await set_off_deposits.run(work)
        await set_off_deposits.run(work)  # another one is under way: it waits
        assert (await settle(book)).amount == by_deposit
        if by_lessee is not None:
            await book.pay(client, lease_id, "arrears", by_lessee)

    lease = await look(client, book, lease_id)
    assert (lease["status"], lease["ended_on"]) == ("ended", "2026-04-15")
    assert lease["held"]["amount"] == "0.00"
    assert [each["amount"]["amount"] for each in lease["used"]] == ["1749.09", rental, price]
    assert await available(book) == RICH_MINOR - 30_000_00 - 152_73
    happened = await published(book.engine)
    assert happened.count("leasing.deposit_set_off.v1") == 3
    assert happened.count("leasing.deposit_not_set_off.v1") == 0
    await deliver_again(book.engine, "leasing.end_lease_when_loan_closed")
    await relay.drain()
    assert (await published(book.engine)).count("leasing.lease_ended.v1") == 1


async def test_paid_off_early_the_deposit_is_given_back_and_a_part_is_never_paid_early(
    client: AsyncClient, book: Book
) -> None:
    lease_id = await given_lease(book)
    await book.pay(client, lease_id, "instalment")
    body = {
        "kind": "prepayment",
        "amount": {"amount": "1000.00", "currency": "CNY"},
        "principal": {"amount": "1000.00", "currency": "CNY"},
        "effect": "term",
    }
    path = f"/loans/{lease_id}/repayments"
    refused = await client.post(path, json=body, headers=book.borrower_headers() | new_key())
    assert refused.json()["code"] == "servicing.rentals_are_fixed"

    turn_to(book.clock, OPENED + timedelta(days=10))
    await book.pay(client, lease_id, "payoff")

    lease = await look(client, book, lease_id)
    assert (lease["status"], lease["held"]["amount"], lease["used"]) == ("ended", "0.00", [])
    # 20,049.09 for ten days at 6 %
    assert await available(book) == RICH_MINOR - 30_000_00 - 33_42


async def test_what_the_bank_refuses_is_held_again(
    client: AsyncClient, book: Book, work: Work
) -> None:
    lease_id = await given_lease(book)
    turn_to(book.clock, date(2026, 2, 15))
    await set_off_deposits.run(work)
    assert (await look(client, book, lease_id))["held"]["amount"] == "10250.91"

    await settle(book, BankStatus.FAILED)

    lease = await look(client, book, lease_id)
    assert (lease["held"], lease["used"]) == (lease["deposit"], [])
    assert await available(book) == RICH_MINOR - DEPOSIT.minor
    await set_off_deposits.run(work)
    assert (await look(client, book, lease_id))["held"]["amount"] == "10250.91"


async def test_the_lessor_uses_the_deposit_for_rent_that_is_late(
    client: AsyncClient, book: Book, relay: Relay
) -> None:
    lease_id = await given_lease(book)
    path = f"/leases/{lease_id}/set-off"
    await book.run_day(OPENED + timedelta(days=30))
    early = await client.post(path, headers=lessor(book) | new_key())
    assert early.json()["code"] == "leasing.not_late_enough"
    stranger = await client.post(path, headers=lessor(book, book.borrower) | new_key())
    assert stranger.json()["code"] == "leasing.lease_not_found"
    assert await available(book) == RICH_MINOR - DEPOSIT.minor

    await book.run_day(OPENED + timedelta(days=32))
    outcomes = await fifty_at_once(lambda key: client.post(path, headers=lessor(book) | key))
    assert set(outcomes) == {"done"}
    await relay.drain()
    await relay.drain()
    assert (await published(book.engine)).count("leasing.deposit_set_off.v1") == 1
    await settle(book)

    lease = await look(client, book, lease_id)
    assert [each["kind"] for each in lease["used"]] == ["arrears"]
    assert lease["held"]["amount"] == "0.00"
    again = await client.post(path, headers=lessor(book) | new_key())
    assert again.json()["code"] == "leasing.no_deposit_left"
