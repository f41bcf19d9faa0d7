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
from rongqu.kernel.schedule import (
    PLAIN,
    DuePart,
    Floating,
    Lease,
    RepaymentMethod,
    Repricing,
    Structure,
)
from rongqu.modules.contracts.document.render import render
from rongqu.modules.contracts.library.composing import compose, plain_text
from rongqu.modules.contracts.library.shipped import shipped_templates
from rongqu.modules.contracts.library.types import Words
from rongqu.modules.contracts.library.variables import TableValue
from rongqu.modules.contracts.review.reviewing import Reviewed, review
from rongqu.modules.contracts.review.types import TextKind
from rongqu.modules.contracts.types import Contract, ContractStatus, Party
from rongqu.modules.papers.drawing.loan import DAY_COUNTS, METHODS, loan_values, on_record
from rongqu.modules.papers.drawing.main_text import draw_main
from rongqu.modules.papers.drawing.types import Agreed

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
    structure=PLAIN,
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


[LEASE] = [each.text for each in shipped_templates() if each.template.key == "lease"]
[LOAN] = [each.text for each in shipped_templates() if each.template.key == "loan"]


def render_loan(contract: Contract) -> bytes:
    return render(compose(LOAN, loan_values(contract), contract.number), contract.prepared_on)


def words_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_figures_and_words_agree() -> None:
    text = plain_text(compose(LOAN, loan_values(ORDINARY), ORDINARY.number))

    for expected in (
        "借款本金：人民币 123,456.78 元（大写：壹拾贰万叁仟肆佰伍拾陆元柒角捌分）",
        "年利率：4.85%（单利）",
        "罚息利率：年利率 7.275%（在合同利率基础上加收 50%）",
        "按罚息、利息、本金的顺序抵充",
        "至2026年2月7日仍未完成签署的",
    ):
        assert expected in text
    plan = loan_values(ORDINARY)["schedule"]
    assert isinstance(plan, TableValue)
    assert (plan.rows[0][1], plan.rows[-1][-1]) == ("2026-02-28", "0.00")
    assert ORDINARY.number.startswith("RQ20260131")


@pytest.mark.parametrize(
    ("repricing", "margin", "said"),
    [
        (
            Repricing.NEW_YEAR,
            "0.0185",
            "3%加185个基点（每个基点0.01%）形成；放款后每年1月1日",
        ),
        (Repricing.ANNIVERSARY, "0.0185", "放款后每满一年的对应日为重定价日"),
        (
            Repricing.MONTHLY,
            "-0.002",
            "3%减20个基点（每个基点0.01%）形成；放款后每月的对应日",
        ),
    ],
)
def test_a_floating_rate_says_how_it_moves(repricing: Repricing, margin: str, said: str) -> None:
    """And the review of texts takes none of it for another price. 7.03 % a year is what
    123,456.78 less the fee of 1,234.57 costs."""
    floating = Floating(
        repricing=repricing,
        base_rate=Decimal("0.03"),
        margin=Decimal(margin),
        highest=Decimal("0.12"),
    )
    contract = replace(ORDINARY, structure=Structure(floating=floating))

    text = plain_text(compose(LOAN, loan_values(contract), contract.number))

    assert said in text
    assert "且不高于12%" in text
    assert "折合每年 7.03%" in text
    reviewed = Reviewed(
        text=text, kind=TextKind.LOAN, rate_cap=Decimal("0.12"), record=on_record(contract)
    )
    assert review(reviewed) == ()
    fixed = plain_text(compose(LOAN, loan_values(ORDINARY), ORDINARY.number))
    assert "4.85%（单利），合同期内固定不变" in fixed


def test_a_fee_for_paying_early_is_named() -> None:
    assert "不收取" in str(loan_values(ORDINARY)["prepayment"])
    with_fee = replace(ORDINARY, prepayment_fee_rate=Decimal("0.005"))
    assert loan_values(with_fee)["prepayment"] == Words(
        "甲方按提前偿还本金的0.5%向乙方支付提前还款费用",
        "Party A pays Party B a fee of 0.5% of the principal paid early",
    )


@pytest.mark.parametrize("method", RepaymentMethod)
def test_every_method_has_its_words_and_its_plan(method: RepaymentMethod) -> None:
    words = words_of(render_loan(replace(ORDINARY, method=method)))

    assert METHODS[method].zh[:4] in words
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
    start = next(number for number, page in enumerate(pages) if "附件一" in page[:60])
    assert all("应还合计" in page for page in pages[start : start + 3])


@pytest.mark.parametrize(
    ("in_advance", "timing", "rent", "total"),
    [(True, "先付", "10,125.93", "121,511.12"), (False, "后付", "10,166.85", "122,002.27")],
)
def test_a_lease_says_its_rentals_its_deposit_and_its_price_to_keep(
    in_advance: bool, timing: str, rent: str, total: str
) -> None:
    lease = Lease(
        in_advance=in_advance, deposit=Money(6_000_00, "CNY"), residual=Money(1_200_00, "CNY")
    )
    contract = replace(
        ORDINARY, principal=Money(120_000_00, "CNY"), structure=Structure(lease=lease)
    )
    agreed = Agreed(contract=contract, security=(), warning_share=Decimal("0.8"), deposit_days=30)

    sheet = draw_main(agreed)

    text = plain_text(compose(LEASE, sheet.values, contract.number))
    for expected in (
        f"租金支付方式：{timing}",
        f"租金总额：人民币 {total} 元",
        "保证金：人民币 6,000.00 元（大写：陆仟元整）",
        "留购价款：人民币 1,200.00 元",
        "逾期超过 30 日的",
    ):
        assert expected in text
    rents = sheet.values["rents"]
    assert isinstance(rents, TableValue)
    assert (len(rents.rows), rents.rows[0][-1]) == (12, rent)
