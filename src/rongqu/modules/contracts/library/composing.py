"""A template's text and the values of one contract become the content of a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from rongqu.modules.contracts.document.signature_page import FrameWords, frame_words
from rongqu.modules.contracts.errors import ValueMissing
from rongqu.modules.contracts.library.types import Article, Language, TemplateText, Words
from rongqu.modules.contracts.library.variables import (
    PartyValue,
    TableValue,
    Value,
    Variable,
    all_variables,
    write_value,
)
from rongqu.modules.contracts.library.wording import Hole, chinese_ordinal, split


@dataclass(frozen=True, slots=True)
class Run:
    """`is_filled`: what was filled in, and stands out."""

    text: str
    is_filled: bool


Sentence = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class PartyLine:
    role: str
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class RowLine:
    label: Sentence
    value: Sentence


@dataclass(frozen=True, slots=True)
class TableContent:
    headings: tuple[str, ...]
    figures: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleContent:
    number: str
    heading: str
    rows: tuple[RowLine, ...]
    clauses: tuple[Sentence, ...]
    table: TableContent | None


@dataclass(frozen=True, slots=True)
class AnnexContent:
    heading: str
    note: Sentence
    table: TableContent


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentContent:
    language: Language
    title: str
    number: str
    parties: tuple[PartyLine, ...]
    preamble: Sentence
    articles: tuple[ArticleContent, ...]
    annexes: tuple[AnnexContent, ...]
    frames: tuple[FrameWords, ...]


Values = Mapping[str, Value]


def sample_values() -> Values:
    return {name: variable.sample for name, variable in all_variables().items()}


def compose(
    text: TemplateText, values: Values, number: str, language: Language = Language.ZH
) -> DocumentContent:
    """`number` is what people call the contract by. Raises ValueMissing."""
    parties = tuple(
        _party(party.variable, party.role.in_(language), values) for party in text.parties
    )
    return DocumentContent(
        language=language,
        title=text.title.in_(language),
        number=number,
        parties=parties,
        preamble=_fill(text.preamble, values, language),
        articles=tuple(
            _article(place, article, values, language)
            for place, article in enumerate(text.articles, 1)
        ),
        annexes=tuple(
            AnnexContent(
                heading=_annex_heading(place, annex.heading, language),
                note=_fill(annex.note, values, language),
                table=_table(annex.table, values, language),
            )
            for place, annex in enumerate(text.annexes, 1)
        ),
        frames=tuple(
            frame_words(place, party.role, party.name) for place, party in enumerate(parties, 1)
        ),
    )


def to_typeset(content: DocumentContent) -> dict[str, object]:
    return asdict(content)


def plain_text(content: DocumentContent) -> str:
    """What reviews read: every sentence on a line of its own, without headings and numbers."""
    return "\n".join(_lines(content))


def _lines(content: DocumentContent) -> Iterator[str]:
    yield content.title
    yield _joined(content.preamble)
    for article in content.articles:
        yield article.heading
        for row in article.rows:
            yield f"{_joined(row.label)}：{_joined(row.value)}"
        for clause in article.clauses:
            yield _joined(clause)
    for annex in content.annexes:
        yield _joined(annex.note)


def _joined(sentence: Sentence) -> str:
    return "".join(run.text for run in sentence)


def _party(name: str, role: str, values: Values) -> PartyLine:
    value = _value(name, values)
    if not isinstance(value, PartyValue):
        raise ValueMissing(variable=name)
    return PartyLine(role, value.name, value.code)


def _article(place: int, article: Article, values: Values, language: Language) -> ArticleContent:
    is_chinese = language is Language.ZH
    return ArticleContent(
        number=f"第{chinese_ordinal(place)}条" if is_chinese else f"Article {place}",
        heading=article.heading.in_(language),
        rows=tuple(
            RowLine(_fill(row.label, values, language), _fill(row.value, values, language))
            for row in article.rows
        ),
        clauses=tuple(_fill(clause, values, language) for clause in article.clauses),
        table=None if article.table is None else _table(article.table, values, language),
    )


def _annex_heading(place: int, heading: Words, language: Language) -> str:
    if language is Language.ZH:
        return f"附件{chinese_ordinal(place)} {heading.zh}"
    return f"Annex {place} {heading.en}"


def _fill(sentence: Words, values: Values, language: Language) -> Sentence:
    return tuple(
        Run(write_value(_value(piece.name, values), language, piece.form), is_filled=True)
        if isinstance(piece, Hole)
        else Run(piece, is_filled=False)
        for piece in split(sentence.in_(language))
    )


def _table(name: str, values: Values, language: Language) -> TableContent:
    value = _value(name, values)
    variable: Variable = all_variables()[name]
    if not isinstance(value, TableValue):
        raise ValueMissing(variable=name)
    return TableContent(
        headings=tuple(column.heading.in_(language) for column in variable.columns),
        figures=tuple(column.is_figure for column in variable.columns),
        rows=value.rows,
        total=value.total,
    )


def _value(name: str, values: Values) -> Value:
    if name not in values:
        raise ValueMissing(variable=name)
    return values[name]
