"""What the document says, and that it is always the same one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from rongqu.kernel.ids import (
    ApplicationId,
    ContractId,
    OrganisationId,
    ProductId,
    new_id,
)
from rongqu.kernel.money import Money
from rongqu.kernel.rates import DayCount, Rate
from rongqu.kernel.schedule import DuePart, RepaymentMethod
from rongqu.modules.contracts.document.content import DAY_COUNTS, METHODS, compose_loan
from rongqu.modules.contracts.document.render import render_loan
from rongqu.modules.contracts.types import Contract, ContractStatus, Party

ORDINARY = Contract(
    id=ContractId(new_id()),
    application_id=ApplicationId(new_id()),
    borrower=Party(
        organisation_id=OrganisationId(new_id()), name="晨光科技", uscc="91330106MA2AXXXX0X"
    ),
    lender=Party(
        organisation_id=OrganisationId(new_id()), name="钱江银行", uscc="91330000123456789A"
    ),
    product_id=ProductId(new_id()),
    product_kind="credit_loan",
    product_name="科创信用贷",
    principal=Money(123_456_78, "CNY"),
    yearly_rate=Rate(Decimal("0.0485"), DayCount.ACT_360),
    term_months=12,
    method=RepaymentMethod.EQUAL_INSTALMENT,
    fee=Money(1_234_57, "CNY"),
    penalty_multiplier=Decimal("1.5"),
    prepayment_fee_rate=Decimal(0),
    allocation=(DuePart.PENALTY, DuePart.INTEREST, DuePart.PRINCIPAL),
    status=ContractStatus.DRAFTING,
    prepared_on=date(2026, 1, 31),
    sign_by=date(2026, 2, 7),
    document=None,
    signatures=(),
    agreed=(),
    signed_at=None,
    voided_at=None,
    void_reason=None,
)


def words_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_figures_and_words_agree() -> None:
    content = compose_loan(ORDINARY)

    assert (content.principal, content.principal_capitals) == (
        "123,456.78",
        "壹拾贰万叁仟肆佰伍拾陆元柒角捌分",
    )
    assert (content.yearly_rate, content.penalty_rate, content.penalty_share) == (
        "4.85%",
        "7.275%",
        "50%",
    )
    assert content.schedule[0].due_on == "2026-02-28"
    assert content.schedule[-1].balance == "0.00"
    assert content.allocation == "罚息、利息、本金"
    assert content.number.startswith("RQ20260131")


def test_a_fee_for_paying_early_is_named() -> None:
    assert "不收取" in compose_loan(ORDINARY).prepayment
    with_fee = replace(ORDINARY, prepayment_fee_rate=Decimal("0.005"))
    assert "0.5%" in compose_loan(with_fee).prepayment


@pytest.mark.parametrize("method", RepaymentMethod)
def test_every_method_has_its_words_and_its_plan(method: RepaymentMethod) -> None:
    words = words_of(render_loan(replace(ORDINARY, method=method)))

    assert METHODS[method][0] in words
    assert "还款计划表" in words


def test_every_day_count_has_its_words() -> None:
    assert set(DAY_COUNTS) == set(DayCount)


def test_the_same_contract_gives_the_same_bytes() -> None:
    assert render_loan(ORDINARY) == render_loan(ORDINARY)


def test_another_cent_gives_other_bytes() -> None:
    cheaper = replace(ORDINARY, fee=Money(1_234_56, "CNY"))

    assert render_loan(cheaper) != render_loan(ORDINARY)


def test_the_document_is_for_the_archive() -> None:
    """PDF/A-2b, every font inside, nothing that runs."""
    pdf = render_loan(ORDINARY)
    reader = PdfReader(BytesIO(pdf))

    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in pdf
    assert b"/JavaScript" not in pdf
    assert reader.metadata is not None
    assert reader.metadata.title == f"借款合同 {ORDINARY.number}"


def test_a_long_plan_goes_over_pages_with_its_head() -> None:
    pdf = render_loan(replace(ORDINARY, term_months=120))

    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    assert len(pages) > 4
    assert all("应还合计" in page for page in pages[2:5])
