"""The engine for all kinds: what a record says, what is checked, what may be lent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.infra.policies import read_pack
from rongqu.infra.tx import utc_now
from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.ids import ApplicationId, OrganisationId, UserId, new_id
from rongqu.kernel.money import Money
from rongqu.kernel.uscc import synthetic_uscc
from rongqu.modules.collateral.engine.kinds import kinds, limits
from rongqu.modules.collateral.engine.records import read_record
from rongqu.modules.collateral.engine.valuing import reduction_share, value_item
from rongqu.modules.collateral.errors import RecordInvalid, UnsoundItem, ValueRaised
from rongqu.modules.collateral.rules import check_can_judge, kinds_lacking, lending_value_of
from rongqu.modules.collateral.types import Invoiced, Item, Judgement, Surroundings, Valued, Verdict
from tests.builders.collateral import RECORDS, TODAY

AROUND = Surroundings(
    today=TODAY,
    loan_ends_on=date(2027, 11, 28),
    owner_uscc=synthetic_uscc("owner"),
    limits={key: entry.value for key, entry in read_pack().items() if key in limits()},
)


def item_of(kind: CollateralKind, share: str = "0.5", **different: Any) -> Item:
    return Item(
        id=new_id(),
        application_id=ApplicationId(new_id()),
        owner_id=OrganisationId(new_id()),
        lender_id=OrganisationId(new_id()),
        kind=kind,
        lending_share=Decimal(share),
        record=RECORDS[kind] | different,
        kept_at=utc_now(),
    )


def faults_of(refused: RecordInvalid) -> list[dict[str, str]]:
    return cast("list[dict[str, str]]", refused.params["faults"])


def valued(kind: CollateralKind, share: str = "0.5", **different: Any) -> Valued:
    return value_item(item_of(kind, share, **different), AROUND)


@pytest.mark.parametrize(
    ("kind", "share", "value", "lent"),
    [
        ("intellectual_property", "0.5", "2400000.00", "1200000.00"),
        ("livestock", "0.5", "34200.00", "17100.00"),  # 3 head at 12,000, 5 % lost
        ("order", "0.7", "700000.00", "490000.00"),  # less 300,000 paid in advance
        ("receivable", "0.8", "480000.00", "384000.00"),  # 480,000.0096 is rounded down
        ("equipment", "0.7", "486000.00", "340200.00"),  # 24 of 120 months, down to 5 %
        ("park_guarantee", "1", "800000.00", "800000.00"),
        ("equity", "0.3", "6000000.00", "1800000.00"),
        ("carbon_reduction", "0", "0.00", "0.00"),
    ],
)
def test_each_kind_is_worth_what_its_record_says(
    kind: str, share: str, value: str, lent: str
) -> None:
    found = valued(CollateralKind(kind), share)

    assert found.failing == ()
    assert (found.value.amount, found.lending_value.amount) == (value, lent)


@pytest.mark.parametrize(
    ("kind", "different", "failing"),
    [
        ("intellectual_property", {"renewal_on": "2027-11-27"}, "covers_loan:renewal_on"),
        ("intellectual_property", {"valued_on": "2025-11-27"}, "recent:valued_on"),
        ("intellectual_property", {"valued_on": "2026-11-29"}, "not_in_future:valued_on"),
        ("intellectual_property", {"registered_on": "2026-11-29"}, "not_in_future:registered_on"),
        ("livestock", {"count": "4"}, "counted:ear_tags"),
        ("livestock", {"mortality": "0.081"}, "at_most:mortality"),
        ("livestock", {"insured_until": "2027-11-27"}, "covers_loan:insured_until"),
        ("order", {"buyer_uscc": AROUND.owner_uscc}, "not_owner:buyer_uscc"),
        ("order", {"advance_received": "1000000.01"}, "at_most_other:advance_received"),
        ("order", {"delivery_on": "2026-11-27"}, "not_past:delivery_on"),
        ("order", {"assignment_notice_on": "2026-11-29"}, "not_in_future:assignment_notice_on"),
        ("receivable", {"debtor_uscc": AROUND.owner_uscc}, "not_owner:debtor_uscc"),
        ("receivable", {"issued_on": "2026-05-31"}, "recent:issued_on"),
        ("receivable", {"due_on": "2026-11-27"}, "not_past:due_on"),
        ("receivable", {"dilution": "0.16"}, "at_most:dilution"),
        ("receivable", {"confirmed_on": "2026-11-29"}, "not_in_future:confirmed_on"),
        ("equipment", {"residual": "0.11"}, "at_most:residual"),
        ("park_guarantee", {"valid_until": "2027-11-27"}, "covers_loan:valid_until"),
        ("park_guarantee", {"park_uscc": AROUND.owner_uscc}, "not_owner:park_uscc"),
        ("equity", {"cap_table": ["王芳 0.6", "李强 0.25"]}, "adds_up:cap_table"),
        ("equity", {"pledged_share": "0.61"}, "held:pledged_share"),
        ("equity", {"holder": "张三"}, "held:pledged_share"),
        ("carbon_reduction", {"verified_tonnes": "1200.1"}, "at_most_other:verified_tonnes"),
    ],
)
def test_a_failing_check_is_named_and_nothing_is_lent(
    kind: str, different: dict[str, Any], failing: str
) -> None:
    found = valued(CollateralKind(kind), **different)

    assert found.failing == (failing,)
    assert found.lending_value.is_zero


@pytest.mark.parametrize(
    ("kind", "different", "fault"),
    [
        ("equipment", {"price": "a lot"}, "price"),
        ("equipment", {"price": "1.234"}, "price"),
        ("equipment", {"price": "٣"}, "price"),
        ("equipment", {"life_months": "0"}, "life_months"),
        ("equipment", {"residual": "1.1"}, "residual"),
        ("equipment", {"bought_on": "28.11.2024"}, "bought_on"),
        ("equipment", {"bought_on": ["2024-11-28"]}, "bought_on"),
        ("equipment", {"maker": " "}, "maker"),
        ("equipment", {"maker": "x" * 101}, "maker"),
        ("equipment", {"colour": "red"}, "colour"),
        ("intellectual_property", {"right": "song"}, "right"),
        ("order", {"buyer_uscc": "911000000000000000"}, "buyer_uscc"),
        ("livestock", {"ear_tags": ["1502-21", "150221"]}, "ear_tags"),
        ("livestock", {"ear_tags": [str(tag) for tag in range(501)]}, "ear_tags"),
        ("equity", {"cap_table": ["王芳"]}, "cap_table"),
        ("equity", {"cap_table": ["王芳 all"]}, "cap_table"),
    ],
)
def test_what_cannot_be_read_is_refused_by_field(
    kind: str, different: dict[str, Any], fault: str
) -> None:
    spec = kinds()[CollateralKind(kind)]

    with pytest.raises(RecordInvalid) as refused:
        read_record(spec, RECORDS[CollateralKind(kind)] | different)

    pointers = [each["pointer"] for each in faults_of(refused.value)]
    assert pointers == [f"/body/record/{fault}"]


def test_every_fault_is_said_at_once() -> None:
    with pytest.raises(RecordInvalid) as refused:
        read_record(kinds()[CollateralKind.EQUIPMENT], {"price": "-1", "residual": "0.1"})

    said = {(each["pointer"], each["kind"]) for each in faults_of(refused.value)}
    assert said == {
        ("/body/record/maker", "missing"),
        ("/body/record/model", "missing"),
        ("/body/record/serial", "missing"),
        ("/body/record/bought_on", "missing"),
        ("/body/record/life_months", "missing"),
        ("/body/record/price", "value_error"),
    }


@pytest.mark.parametrize(
    ("different", "failing"),
    [
        ({}, ()),
        ({"amount": "500000.02"}, ("on_record:invoice_number",)),
        ({"debtor_uscc": synthetic_uscc("another")}, ("on_record:invoice_number",)),
        ({"invoice_number": "2"}, ("on_record:invoice_number",)),
        ({"invoice_number": "3"}, ()),
    ],
)
def test_a_receivable_does_not_contradict_the_tax_data(
    different: dict[str, str], failing: tuple[str, ...]
) -> None:
    """The second is void; of the third nothing is known."""
    record = RECORDS[CollateralKind.RECEIVABLE]
    invoice = Invoiced(
        gross=Money.parse(record["amount"], "CNY"), buyer_code=record["debtor_uscc"], is_good=True
    )
    known = {record["invoice_number"]: (invoice,), "2": (replace(invoice, is_good=False),)}

    found = value_item(
        item_of(CollateralKind.RECEIVABLE, **different), replace(AROUND, invoices=known)
    )

    assert found.failing == failing


def test_a_machine_past_its_life_is_worth_its_residual() -> None:
    assert valued(CollateralKind.EQUIPMENT, bought_on="2010-01-01").value.amount == "30000.00"


def test_carbon_data_say_which_part_is_saved() -> None:
    sound = valued(CollateralKind.CARBON_REDUCTION, "0")
    unsound = valued(CollateralKind.CARBON_REDUCTION, "0", verified_on="2026-11-29")

    assert reduction_share(sound) == Decimal("300.5") / 1200
    assert reduction_share(unsound) == 0


def judged(kind: CollateralKind, verdict: Verdict, value: str | None = None) -> Valued:
    judgement = Judgement(
        verdict=verdict,
        value=None if value is None else Money.parse(value, "CNY"),
        note=None,
        by=UserId(new_id()),
        at=utc_now(),
    )
    return value_item(replace(item_of(kind), judgement=judgement), AROUND)


def test_only_what_a_person_accepted_is_lent_on_and_at_the_lower_value() -> None:
    items = [
        valued(CollateralKind.INTELLECTUAL_PROPERTY),
        judged(CollateralKind.ORDER, Verdict.REFUSED),
        judged(CollateralKind.PARK_GUARANTEE, Verdict.ACCEPTED),
        judged(CollateralKind.EQUIPMENT, Verdict.ACCEPTED, "100000.01"),
    ]

    assert lending_value_of(items).amount == "450000.00"
    assert kinds_lacking([CollateralKind.ORDER, CollateralKind.EQUITY], items) == (
        CollateralKind.EQUITY,
    )


def test_nobody_accepts_what_fails_or_raises_a_value() -> None:
    unsound = valued(CollateralKind.LIVESTOCK, count="9")
    sound = valued(CollateralKind.LIVESTOCK)

    with pytest.raises(UnsoundItem):
        check_can_judge(unsound, Verdict.ACCEPTED, None)
    check_can_judge(unsound, Verdict.REFUSED, None)
    with pytest.raises(ValueRaised):
        check_can_judge(sound, Verdict.ACCEPTED, Money.parse("34200.01", "CNY"))
    check_can_judge(sound, Verdict.ACCEPTED, Money.parse("34200", "CNY"))


def test_every_kind_has_a_record_here() -> None:
    assert RECORDS.keys() == set(CollateralKind)


@given(price=st.integers(1, 10**11), residual=st.integers(0, 10), months=st.integers(1, 600))
def test_a_machine_is_never_worth_more_than_it_cost(price: int, residual: int, months: int) -> None:
    found = valued(
        CollateralKind.EQUIPMENT,
        price=Money(price, "CNY").amount,
        residual=f"0.{residual:02}",
        life_months=str(months),
    )

    assert Money(0, "CNY") <= found.lending_value <= found.value <= Money(price, "CNY")
