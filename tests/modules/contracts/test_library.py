"""The texts that come along, and what a template's sentences may say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from rongqu.kernel.errors import DomainError
from rongqu.modules.contracts.document.render import render
from rongqu.modules.contracts.errors import (
    ReferenceWrong,
    ValueMissing,
    ValueWrong,
    VariableUnknown,
)
from rongqu.modules.contracts.library.comparing import Change, compare
from rongqu.modules.contracts.library.composing import compose, plain_text, sample_values
from rongqu.modules.contracts.library.shipped import ShippedTemplate, shipped_templates
from rongqu.modules.contracts.library.types import Article, Language, TemplateKind, Words
from rongqu.modules.contracts.library.variables import all_variables, parse_value
from rongqu.modules.contracts.library.wording import (
    check_text,
    chinese_ordinal,
    from_json,
    sentences_of,
    to_json,
)
from rongqu.modules.contracts.review.reviewing import Reviewed, review
from rongqu.modules.contracts.template_rules import text_kind_of

CAP = Decimal("0.12")
SHIPPED = shipped_templates()
[LOAN] = [each.text for each in SHIPPED if each.template.key == "loan"]
LETTER = re.compile(r"[A-Za-z]{3,}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def key_of(shipped: ShippedTemplate) -> str:
    return shipped.template.key


def test_every_kind_of_contract_has_a_text() -> None:
    assert {each.template.kind for each in SHIPPED} == set(TemplateKind)
    assert len(SHIPPED) == 14


@pytest.mark.parametrize("shipped", SHIPPED, ids=key_of)
def test_a_shipped_text_stands_up_to_our_own_review(shipped: ShippedTemplate) -> None:
    """Not even a finding of medium severity, and every statutory clause is there."""
    text = plain_text(compose(shipped.text, sample_values(), "RQ-1"))
    kind = text_kind_of(shipped.template.kind)

    assert review(Reviewed(text=text, kind=kind, rate_cap=CAP)) == ()


@pytest.mark.parametrize("shipped", SHIPPED, ids=key_of)
def test_a_shipped_text_is_whole_in_both_languages(shipped: ShippedTemplate) -> None:
    assert check_text(shipped.text)
    assert from_json(to_json(shipped.text)) == shipped.text
    for sentence in sentences_of(shipped.text):
        assert CHINESE.search(sentence.zh) or sentence.zh.startswith("{"), sentence
        assert CHINESE.search(sentence.en) is None, sentence
        assert LETTER.search(sentence.en), sentence


def test_all_that_may_vary_is_used_somewhere() -> None:
    used = {name for each in SHIPPED for name in check_text(each.text)}
    assert used == all_variables().keys()


@pytest.mark.parametrize("language", Language)
def test_a_preview_is_for_the_archive(language: Language) -> None:
    pdf = render(compose(LOAN, sample_values(), "RQ-1", language), date(2026, 1, 31))

    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    expected = {
        Language.ZH: ("壹佰贰拾万元整", "第十二条", "1,209,719.05", "还款计划表"),
        Language.EN: ("The Chinese text prevails", "Article 12", "1,209,719.05", "31 January 2026"),
    }
    for each in expected[language]:
        assert each in words


def clause_with(sentence: str) -> Words:
    return Words(sentence, "Companion.")


@pytest.mark.parametrize(
    ("sentence", "error", "params"),
    [
        ("金额 {sum} 元。", VariableUnknown, {"variable": "sum"}),
        (
            "期限 {term_months:capitals} 个月。",
            VariableUnknown,
            {"variable": "term_months:capitals"},
        ),
        ("金额 {principal:roman} 元。", VariableUnknown, {"variable": "principal:roman"}),
        ("金额 {Principal} 元。", VariableUnknown, {"variable": "{Principal} 元。"}),
        ("金额 {principal 元。", VariableUnknown, {"variable": "{principal 元。"}),
        ("依本合同第十四条。", ReferenceWrong, {"reference": "本合同第十四条"}),
        ("依本合同第十三条。", None, {}),
        ("依《民法典》第六百七十条。", None, {}),
    ],
)
def test_what_a_sentence_names_must_be_there(
    sentence: str, error: type[DomainError] | None, params: dict[str, str]
) -> None:
    changed = replace(LOAN.articles[0], clauses=(clause_with(sentence),))
    text = replace(LOAN, articles=(changed, *LOAN.articles[1:]))
    if error is None:
        check_text(text)
        return
    with pytest.raises(error) as refused:
        check_text(text)
    assert refused.value.params == params


def test_a_value_that_was_not_given_is_named() -> None:
    without = {name: value for name, value in sample_values().items() if name != "principal"}
    with pytest.raises(ValueMissing) as refused:
        compose(LOAN, without, "RQ-1")
    assert refused.value.params == {"variable": "principal"}


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("borrower", "杭州"),
        ("borrower", {"name": " ", "code": "1"}),
        ("principal", "1.234"),
        ("principal", "-1.00"),
        ("principal", "many"),
        ("yearly_rate", "1.01"),
        ("yearly_rate", "NaN"),
        ("sign_by", "2026-02-30"),
        ("term_months", -1),
        ("term_months", "12"),
        ("term_months", True),
        ("purpose", ""),
        ("purpose", "长" * 1_001),
        ("purpose", {"zh": "用途"}),
        ("receivables", [["one", "two"]]),
        ("receivables", "none"),
    ],
)
def test_a_value_is_of_its_kind(name: str, given: object) -> None:
    with pytest.raises(ValueWrong) as refused:
        parse_value(all_variables()[name], given)
    assert refused.value.params["variable"] == name


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")]
)
def test_articles_are_counted_in_chinese(number: int, words: str) -> None:
    assert chinese_ordinal(number) == words


def test_a_comparison_names_place_and_words() -> None:
    first, second = LOAN.articles[0], LOAN.articles[1]
    changed = replace(
        second,
        clauses=(
            replace(second.clauses[0], zh=second.clauses[0].zh.replace("生产经营", "日常经营")),
            clause_with("甲方应当每季度报送财务报表。"),
        ),
    )
    new = replace(LOAN, articles=(first, changed, *LOAN.articles[2:]))

    lines = [each for each in compare(LOAN, new, Language.ZH) if each.change is not Change.SAME]

    assert [(each.place, each.change) for each in lines] == [
        ("第二条·1", Change.CHANGED),
        ("第二条·2", Change.ADDED),
        ("第二条·2", Change.REMOVED),
    ]
    marked = [segment.text for segment in lines[0].new if segment.is_changed]
    assert marked == ["日常"]
    assert [segment.text for segment in lines[0].old if segment.is_changed] == ["生产"]


def test_nothing_changed_is_nothing_marked() -> None:
    assert {each.change for each in compare(LOAN, LOAN, Language.EN)} == {Change.SAME}


def test_an_article_more_moves_the_numbers_of_those_behind() -> None:
    added = Article(heading=Words("特别约定", "Special terms"), clauses=(clause_with("无。"),))
    text = replace(LOAN, articles=(added, *LOAN.articles))

    content = compose(text, sample_values(), "RQ-1")

    assert [each.number for each in content.articles[:2]] == ["第一条", "第二条"]
    assert content.articles[1].heading == "借款要素"
