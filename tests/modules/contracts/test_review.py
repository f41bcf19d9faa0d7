"""Review of texts: each rule, its place, and the words that turn a phrase into its opposite."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from httpx2 import AsyncClient
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from rongqu.cli import ExitCode, app
from rongqu.kernel.money import Money
from rongqu.modules.contracts.review.reviewing import NOTHING, Reviewed, review
from rongqu.modules.contracts.review.types import OnRecord, Rule, TextKind
from tests.builders.actors import signed_in

CAP = Decimal("0.12")
WHOLE_LOAN = (
    "借款本金100,000元，用于经营周转，年利率6%，期限12个月。还款方式为等额本息。"
    "逾期的按年利率9%计收罚息。争议提交法院诉讼。"
)


def found(
    text: str, kind: TextKind = TextKind.CLAUSE, record: OnRecord = NOTHING
) -> list[tuple[Rule, str]]:
    wanted = Reviewed(text=text, kind=kind, rate_cap=CAP, record=record)
    return [(each.rule, each.excerpt) for each in review(wanted)]


SOUP = st.text("0159,.，٣９零一二十百点", max_size=24)
AROUND = st.sampled_from(
    [
        "借款本金{}元。",
        "借款本金{}万元。",
        "{}元（大写壹佰元整）。",
        "年利率{}%。",
        "年利率百分之{}。",
        "期限{}个月。",
    ]
)


@given(AROUND, SOUP)
def test_whatever_strangers_write_is_read_to_its_end(around: str, soup: str) -> None:
    found(around.format(soup), TextKind.LOAN)


@pytest.mark.parametrize(
    "text",
    [
        "借款本金,元。",
        ",（大写壹佰元整）。",
        "年利率百分之.。",
        "年利率百分之点。",
        f"{'9' * 40}元（大写壹佰元整）。",
        "٣元（大写壹佰元整）。",
        "100元（大写壹佰元整）。",
    ],
)
def test_what_is_no_figure_is_not_taken_for_one(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("本产品保本，随时可取。", [(Rule.GUARANTEED_RETURN, "保本")]),
        ("本产品不保本。", []),
        ("担保本合同项下的债务。", []),
        ("宣传保本的，均属违规。", []),
        ("不仅保本，还有奖励。", [(Rule.GUARANTEED_RETURN, "保本")]),
        ("人人可贷。", [(Rule.EXAGGERATION, "人人可贷")]),
        ("月利率2%，按月付息。", [(Rule.RATE_ABOVE_CAP, "月利率2%")]),
        ("年利率10%，服务费3%，期限6个月。", [(Rule.RATE_ABOVE_CAP, "年利率10%")]),
        ("年利率10%，服务费2%，期限12个月。", []),
        ("逾期的，按年利率18%计收罚息。", []),
        ("日息万分之五，随借随还。", [(Rule.RATE_ABOVE_CAP, "日息万分之五")]),
        ("利息预先从本金中扣除。", [(Rule.INTEREST_IN_ADVANCE, "利息预先从本金中扣除")]),
        ("乙方拥有最终解释权。", [(Rule.UNEQUAL_PENALTY, "最终解释权")]),
        (
            "甲方违约支付20%违约金，乙方违约支付1%违约金。",
            [(Rule.UNEQUAL_PENALTY, "甲方违约支付20%")],
        ),
        ("甲方违约支付5%违约金，乙方违约支付5%违约金。", []),
        (
            "货款50,000元（大写：伍仟元整）。",
            [(Rule.CONTRADICTION, "50,000元（大写：伍仟元整")],
        ),
        ("货款50,000元（大写：伍万元整）。", []),
    ],
)
def test_a_clause_is_judged(text: str, findings: list[tuple[Rule, str]]) -> None:
    assert found(text) == findings


def test_a_whole_loan_contract_has_what_the_law_wants() -> None:
    assert found(WHOLE_LOAN, TextKind.LOAN) == []
    without = WHOLE_LOAN.replace("，用于经营周转", "")
    wanted = Reviewed(text=without, kind=TextKind.LOAN, rate_cap=CAP)
    [missing] = review(wanted)
    assert (missing.rule, missing.details["clause"]) == (Rule.MISSING_CLAUSE, "purpose")


@pytest.mark.parametrize(
    ("record", "stated"),
    [
        (OnRecord(principal=Money.parse("200000.00", "CNY")), "100000"),
        (OnRecord(yearly_rate=Decimal("0.05")), "0.06"),
        (OnRecord(term_months=24), "12"),
        (OnRecord(principal=Money.parse("100000.00", "CNY"), term_months=12), None),
    ],
)
def test_figures_are_compared_with_the_record(record: OnRecord, stated: str | None) -> None:
    wanted = Reviewed(text=WHOLE_LOAN, kind=TextKind.LOAN, rate_cap=CAP, record=record)
    assert [each.details["stated"] for each in review(wanted)] == ([stated] if stated else [])


async def test_the_page_tells_whether_a_text_may_be_sent(client: AsyncClient) -> None:
    headers = signed_in("contracts:view")
    body = {"text": "保本保息，年利率5%。", "kind": "clause"}

    answer = await client.post("/reviews", json=body, headers=headers)

    assert answer.json()["may_be_sent"] is False
    [finding] = answer.json()["findings"]
    assert (finding["rule"], finding["start"], finding["end"]) == ("guaranteed_return", 0, 2)


def test_the_command_names_line_and_rule(tmp_path: Path) -> None:
    file = tmp_path / "campaign.txt"
    file.write_text("我们的产品\n保本保息\n", "utf-8")

    result = CliRunner().invoke(app, ["review", str(file)])

    assert result.exit_code == ExitCode.REFUSED
    assert "line 2: promises principal or return" in result.output
