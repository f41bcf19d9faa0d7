"""The sandbox bank as a server: what it promises, and the faults it can be told to make."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Client, ReadTimeout

from rongqu.infra.signed_messages import Key, Message, sign
from rongqu.infra.tx import utc_now
from rongqu.kernel.ids import new_id
from rongqu.sandbox.bank.faults import Fault
from tests.builders.bank import SECRET, BankProcess
from tests.sandbox.conftest import Told


def open_account(bank: BankProcess) -> str:
    owner = str(new_id())
    body = {"request_id": owner, "owner_ref": owner, "name": "甲有限公司"}
    answer = bank.ask("POST", "/v1/accounts", body)
    assert answer.status_code == 201
    return answer.json()["account_no"]


def pay_in(bank: BankProcess, account_no: str, minor: int) -> None:
    bank.play("POST", "/world/incoming", {"account_no": account_no, "amount_minor": str(minor)})


def payout(debit: str, credit: str, minor: int, **more: str) -> dict[str, Any]:
    sides = {"debit_account": debit, "credit_account": credit}
    ordinary = {"request_id": str(new_id()), "kind": "payout", "currency": "CNY"}
    return ordinary | sides | {"amount_minor": str(minor)} | more


def top_up(account_no: str, minor: int) -> dict[str, Any]:
    ordinary = {"request_id": str(new_id()), "kind": "top_up", "currency": "CNY"}
    return ordinary | {"credit_account": account_no, "amount_minor": str(minor)}


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not is_so():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def wait_for_end(bank: BankProcess, order: dict[str, Any]) -> dict[str, Any]:
    def ask() -> dict[str, Any]:
        answered: dict[str, Any] = bank.ask("GET", f"/v1/orders/{order['request_id']}").json()
        return answered

    wait_until(lambda: ask()["status"] != "accepted")
    return ask()


def test_a_payout_moves_money_and_fee_once_however_often_it_is_sent(bank: BankProcess) -> None:
    lender, borrower = open_account(bank), open_account(bank)
    pay_in(bank, lender, 1000)
    order = payout(lender, borrower, 900, fee_minor="18")

    first = bank.ask("POST", "/v1/orders", order)
    again = bank.ask("POST", "/v1/orders", order)

    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json()["order_no"] == again.json()["order_no"]
    assert wait_for_end(bank, order)["status"] == "settled"
    assert [bank.available(no) for no in (lender, borrower, "880000000001")] == [100, 882, 18]
    statement = bank.ask("GET", f"/v1/accounts/{borrower}/statement").json()
    assert [line["amount_minor"] for line in statement["lines"]] == ["900", "-18"]
    assert statement["closing_minor"] == "882"


def test_a_request_id_serves_one_order_only(bank: BankProcess) -> None:
    order = payout(open_account(bank), open_account(bank), 900)
    bank.ask("POST", "/v1/orders", order)

    other = bank.ask("POST", "/v1/orders", order | {"amount_minor": "901"})

    assert (other.status_code, other.json()["code"]) == (409, "request_id_taken")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, "insufficient_funds"),
        ({"credit_account": "999"}, "account_unknown"),
        ({"credit_name": "乙有限公司"}, "name_mismatch"),
    ],
)
def test_an_order_that_cannot_be_executed_fails_with_its_reason(
    bank: BankProcess, change: dict[str, str], reason: str
) -> None:
    order = payout(open_account(bank), open_account(bank), 900) | change

    bank.ask("POST", "/v1/orders", order)

    ended = wait_for_end(bank, order)
    assert (ended["status"], ended["reason"]) == ("failed", reason)


def test_a_closed_account_takes_no_money(bank: BankProcess) -> None:
    lender, borrower = open_account(bank), open_account(bank)
    bank.play("POST", f"/admin/accounts/{borrower}/closure")

    answer = bank.ask("POST", "/v1/orders", payout(lender, borrower, 900))

    assert (answer.json()["status"], answer.json()["reason"]) == ("failed", "account_closed")


def test_frozen_money_is_not_paid_out(bank: BankProcess) -> None:
    lender = open_account(bank)
    pay_in(bank, lender, 1000)
    freeze = {"request_id": str(new_id()), "account_no": lender, "amount_minor": "300"}
    bank.ask("POST", "/v1/freezes", freeze)
    frozen = bank.ask("POST", "/v1/freezes", freeze).json()
    assert (frozen["available_minor"], frozen["frozen_minor"]) == ("700", "300")

    order = payout(lender, open_account(bank), 900)
    bank.ask("POST", "/v1/orders", order)

    assert wait_for_end(bank, order)["reason"] == "insufficient_funds"
    bank.ask("POST", "/v1/unfreezes", freeze | {"request_id": str(new_id())})
    assert bank.available(lender) == 1000


def test_names_are_checked(bank: BankProcess) -> None:
    account_no = open_account(bank)

    answers = [
        bank.ask("POST", "/v1/name-checks", {"account_no": account_no, "name": name}).json()
        for name in ("甲有限公司", "乙有限公司")
    ]

    assert answers == [{"is_match": True}, {"is_match": False}]


@pytest.mark.parametrize(
    "spoil",
    [
        {"x-signature": "0" * 64},
        {"x-timestamp": "1000000000"},
        {"x-signer": "bank"},
        {"x-nonce": ""},
    ],
)
def test_only_signed_requests_are_taken(bank: BankProcess, spoil: dict[str, str]) -> None:
    headers = sign(Key("platform", SECRET), Message("GET", "/v1/orders/1", b""), utc_now())

    with Client(base_url=bank.url, trust_env=False) as client:
        assert client.get("/v1/orders/1", headers=headers | spoil).status_code == 401
        assert client.get("/v1/orders/1", headers=headers).status_code == 404
        assert client.get("/v1/orders/1", headers=headers).status_code == 401, "sent again"


def test_killed_it_still_knows_and_does_what_it_has_accepted(tmp_path: Path) -> None:
    bank = BankProcess(folder=tmp_path / "bank", delay_seconds=0.5)
    bank.start()
    lender, borrower = open_account(bank), open_account(bank)
    pay_in(bank, lender, 1000)
    order = payout(lender, borrower, 900)
    accepted = bank.ask("POST", "/v1/orders", order).json()

    bank.kill()
    bank.start()

    ended = wait_for_end(bank, order)
    assert (ended["status"], ended["order_no"]) == ("settled", accepted["order_no"])
    assert (bank.available(lender), bank.available(borrower)) == (100, 900)
    bank.stop()


@pytest.mark.parametrize(
    ("fault", "status"), [(Fault.TIMEOUT_BEFORE, 404), (Fault.TIMEOUT_AFTER, 200)]
)
def test_a_time_out_comes_before_or_after_the_order_is_taken(
    bank: BankProcess, fault: Fault, status: int
) -> None:
    order = top_up(open_account(bank), 900)
    bank.order_fault(fault, seconds=3)

    with pytest.raises(ReadTimeout):
        bank.ask("POST", "/v1/orders", order, timeout=0.3)

    assert bank.ask("GET", f"/v1/orders/{order['request_id']}").status_code == status


def test_it_tells_of_acceptance_and_settlement(told: Told) -> None:
    bank, heard = told
    order = top_up(open_account(bank), 900)

    bank.ask("POST", "/v1/orders", order)

    wait_until(lambda: len(heard) == 2)
    assert {message["kind"] for message in heard} == {"order.accepted", "order.settled"}
    assert {message["order"]["request_id"] for message in heard} == {order["request_id"]}


@pytest.mark.parametrize(
    ("fault", "kinds"),
    [
        (Fault.DUPLICATE, ["order.accepted", "order.settled", "order.settled"]),
        (Fault.LOST, ["order.accepted"]),
        (Fault.BAD_SIGNATURE, ["order.accepted", "order.settled", "refused wrong"]),
    ],
)
def test_callbacks_come_twice_never_or_wrongly_signed(
    told: Told, fault: Fault, kinds: list[str]
) -> None:
    bank, heard = told
    bank.order_fault(fault, matching="settled")

    bank.ask("POST", "/v1/orders", top_up(open_account(bank), 900))

    wait_until(lambda: len(heard) >= len(kinds))
    time.sleep(0.3)
    assert sorted(message["kind"] for message in heard) == kinds


def test_callbacks_overtake_each_other(told: Told) -> None:
    bank, heard = told
    bank.order_fault(Fault.REORDER, seconds=0.5)

    bank.ask("POST", "/v1/orders", top_up(open_account(bank), 900))

    wait_until(lambda: len(heard) == 2)
    assert [message["kind"] for message in heard] == ["order.settled", "order.accepted"]


def test_a_payment_from_outside_is_told(told: Told) -> None:
    bank, heard = told
    account_no = open_account(bank)

    pay_in(bank, account_no, 700)

    wait_until(lambda: len(heard) == 1)
    assert heard[0]["kind"] == "account.credited"
    assert heard[0]["credit"]["account_no"] == account_no
    assert heard[0]["credit"]["amount_minor"] == "700"


def test_the_weather_depends_on_the_seed_alone(bank: BankProcess) -> None:
    bank.set_weather(7, {Fault.REFUSE: 0.3})
    orders = [
        payout("1", "2", minor) | {"request_id": f"weather-{minor}"} for minor in range(1, 21)
    ]

    reasons = [bank.ask("POST", "/v1/orders", order).json()["reason"] for order in orders]

    assert reasons.count("insufficient_funds") == 5, "refused by the weather"
    assert reasons.count("account_unknown") == 15
