from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.kernel.ids import OrganisationId, PaymentOrderId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.payments import rules
from rongqu.modules.payments.errors import AmountNotPayable, OrderEnded
from rongqu.modules.payments.ports import BankStatus, OrderNews
from rongqu.modules.payments.types import Effect, OrderKind, OrderStatus, PaymentOrder

NOW = datetime(2026, 11, 22, tzinfo=UTC)
AMOUNT, FEE = Money(900, "CNY"), Money(18, "CNY")

# What the bank says -> what it does, in each state of the order.
JUDGED = """
ordered   accepted moved          settled moved          failed moved
sent      accepted moved          settled moved          failed moved
unknown   accepted moved          settled moved          failed moved
accepted  accepted nothing_new    settled moved          failed moved
settled   accepted nothing_new    settled nothing_new    failed contradiction
failed    accepted nothing_new    settled contradiction  failed nothing_new
"""


def an_order(status: OrderStatus) -> PaymentOrder:
    is_final = status.is_final
    return PaymentOrder(
        id=PaymentOrderId(new_id()),
        kind=OrderKind.PAYOUT,
        payer=OrganisationId(new_id()),
        payee=OrganisationId(new_id()),
        payer_name="甲公司",
        payee_name="乙公司",
        amount=AMOUNT,
        fee=FEE,
        reference=new_id(),
        status=status,
        reason_code="insufficient_funds" if status is OrderStatus.FAILED else None,
        value_date=NOW.date(),
        attempts=1,
        asks=0,
        bank_order_no=None,
        batch_id=None,
        product=None,
        ordered_at=NOW,
        sent_at=NOW,
        ask_at=None if is_final else NOW,
        ended_at=NOW if is_final else None,
        settled_on=NOW.date() if status is OrderStatus.SETTLED else None,
        contradicted_at=None,
    )


def news(status: BankStatus, amount: Money = AMOUNT, fee: Money = FEE) -> OrderNews:
    return OrderNews(
        order_id=PaymentOrderId(new_id()),
        status=status,
        amount=amount,
        fee=fee,
        bank_order_no="B1",
        reason_code=None,
        settled_on=date(2026, 11, 22),
    )


def read_table() -> list[tuple[OrderStatus, BankStatus, Effect]]:
    rows: list[tuple[OrderStatus, BankStatus, Effect]] = []
    for line in JUDGED.strip().splitlines():
        state, *pairs = line.split()
        for said, effect in zip(pairs[::2], pairs[1::2], strict=True):
            rows.append((OrderStatus(state), BankStatus(said), Effect(effect)))
    return rows


@pytest.mark.parametrize(("status", "said", "effect"), read_table())
def test_news_are_judged_by_the_table(
    status: OrderStatus, said: BankStatus, effect: Effect
) -> None:
    assert rules.judge_news(an_order(status), news(said)) is effect


def test_the_table_covers_every_state_and_every_message() -> None:
    assert len({row[:2] for row in read_table()}) == len(OrderStatus) * len(BankStatus)


@pytest.mark.parametrize("status", OrderStatus)
@pytest.mark.parametrize(("amount", "fee"), [(901, 18), (900, 0)])
def test_another_amount_is_a_contradiction(status: OrderStatus, amount: int, fee: int) -> None:
    said = news(BankStatus.SETTLED, Money(amount, "CNY"), Money(fee, "CNY"))

    assert rules.judge_news(an_order(status), said) is Effect.CONTRADICTION


@pytest.mark.parametrize(
    ("status", "may_be_told"),
    [
        (OrderStatus.ORDERED, True),
        (OrderStatus.SENT, True),
        (OrderStatus.UNKNOWN, True),
        (OrderStatus.ACCEPTED, False),
        (OrderStatus.SETTLED, False),
        (OrderStatus.FAILED, False),
    ],
)
def test_the_bank_is_told_until_it_knows(status: OrderStatus, may_be_told: bool) -> None:
    assert rules.is_to_be_told(an_order(status)) is may_be_told


@pytest.mark.parametrize("status", OrderStatus)
def test_what_has_ended_cannot_be_moved(status: OrderStatus) -> None:
    assert (rules.MOVES[status] == frozenset()) is status.is_final
    if status.is_final:
        with pytest.raises(OrderEnded):
            rules.check_not_ended(an_order(status))


@pytest.mark.parametrize(
    ("amount", "fee"),
    [
        (Money(0, "CNY"), Money(0, "CNY")),
        (Money(-1, "CNY"), Money(0, "CNY")),
        (Money(100, "CNY"), Money(100, "CNY")),
        (Money(100, "CNY"), Money(-1, "CNY")),
        (Money(100, "USD"), Money(0, "USD")),
        (Money(100, "CNY"), Money(0, "USD")),
    ],
)
def test_amounts_that_cannot_be_paid(amount: Money, fee: Money) -> None:
    with pytest.raises(AmountNotPayable):
        rules.check_payable(amount, fee)


@given(st.integers(1, 3600), st.integers(0, 1000))
def test_pauses_double_and_stay_bounded(first_seconds: int, asks: int) -> None:
    pause = rules.compute_pause(first_seconds, asks)

    assert timedelta(seconds=first_seconds) <= pause <= timedelta(seconds=64 * first_seconds)
    assert pause <= rules.compute_pause(first_seconds, asks + 1)
