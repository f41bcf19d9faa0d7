"""Bodies of the template library's API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.infra.web import PersonNameField
from rongqu.kernel.pii import PersonName
from rongqu.modules.compliance.public import AskedApprovalBody
from rongqu.modules.contracts.actions.draft_template import TemplateWish
from rongqu.modules.contracts.library.comparing import Change, ComparedLine
from rongqu.modules.contracts.library.types import (
    Annex,
    Article,
    Language,
    PartyRole,
    Template,
    TemplateKind,
    TemplateText,
    TemplateVersion,
    TermRow,
    VersionStatus,
    Words,
)
from rongqu.modules.contracts.library.variables import Variable, VariableKind
from rongqu.modules.contracts.review_schemas import TextFindingBody

Sentence = Annotated[str, Field(min_length=1, max_length=2_000)]
Name = Annotated[str, Field(min_length=1, max_length=40)]
Reason = Annotated[str, Field(min_length=2, max_length=500)]


class SentencePairBody(BaseModel):
    """Chinese, which binds, and its English companion."""

    zh: Sentence
    en: Sentence

    @classmethod
    def of(cls, words: Words) -> Self:
        return cls(zh=words.zh, en=words.en)

    def to_words(self) -> Words:
        return Words(self.zh, self.en)


class PartyRoleBody(BaseModel):
    variable: Name
    role: SentencePairBody


class TermRowBody(BaseModel):
    label: SentencePairBody
    value: SentencePairBody


class ArticleBody(BaseModel):
    heading: SentencePairBody
    rows: list[TermRowBody] = Field(default_factory=list[TermRowBody], max_length=40)
    clauses: list[SentencePairBody] = Field(default_factory=list[SentencePairBody], max_length=40)
    table: Name | None = None


class AnnexBody(BaseModel):
    heading: SentencePairBody
    note: SentencePairBody
    table: Name


class TemplateTextBody(BaseModel):
    title: SentencePairBody
    preamble: SentencePairBody
    parties: list[PartyRoleBody] = Field(min_length=1, max_length=8)
    articles: list[ArticleBody] = Field(min_length=1, max_length=60)
    annexes: list[AnnexBody] = Field(default_factory=list[AnnexBody], max_length=9)

    @classmethod
    def of(cls, text: TemplateText) -> Self:
        return cls(
            title=SentencePairBody.of(text.title),
            preamble=SentencePairBody.of(text.preamble),
            parties=[
                PartyRoleBody(variable=each.variable, role=SentencePairBody.of(each.role))
                for each in text.parties
            ],
            articles=[_article_body(each) for each in text.articles],
            annexes=[
                AnnexBody(
                    heading=SentencePairBody.of(each.heading),
                    note=SentencePairBody.of(each.note),
                    table=each.table,
                )
                for each in text.annexes
            ],
        )

    def to_text(self) -> TemplateText:
        return TemplateText(
            title=self.title.to_words(),
            preamble=self.preamble.to_words(),
            parties=tuple(PartyRole(each.variable, each.role.to_words()) for each in self.parties),
            articles=tuple(_article(each) for each in self.articles),
            annexes=tuple(
                Annex(each.heading.to_words(), each.note.to_words(), each.table)
                for each in self.annexes
            ),
        )


def _article_body(article: Article) -> ArticleBody:
    return ArticleBody(
        heading=SentencePairBody.of(article.heading),
        rows=[
            TermRowBody(
                label=SentencePairBody.of(each.label), value=SentencePairBody.of(each.value)
            )
            for each in article.rows
        ],
        clauses=[SentencePairBody.of(each) for each in article.clauses],
        table=article.table,
    )


def _article(body: ArticleBody) -> Article:
    return Article(
        heading=body.heading.to_words(),
        rows=tuple(TermRow(each.label.to_words(), each.value.to_words()) for each in body.rows),
        clauses=tuple(each.to_words() for each in body.clauses),
        table=body.table,
    )


class TemplateWishBody(BaseModel):
    text: TemplateTextBody
    note: Reason
    valid_from: date
    valid_until: date | None = None

    def to_wish(self) -> TemplateWish:
        return TemplateWish(
            text=self.text.to_text(),
            note=self.note,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
        )


class TemplateVersionBody(BaseModel):
    """One line of a template's history."""

    id: UUID
    name: str
    number: int
    status: VersionStatus
    title: SentencePairBody
    note: str
    valid_from: date
    valid_until: date | None
    sha256: str
    changed_at: datetime
    approved_at: datetime | None
    author_name: PersonNameField | None
    approver_name: PersonNameField | None

    @classmethod
    def of(
        cls, version: TemplateVersion, author: PersonName | None, approver: PersonName | None
    ) -> Self:
        return cls(
            id=version.id,
            name=version.name,
            number=version.number,
            status=version.status,
            title=SentencePairBody.of(version.text.title),
            note=version.note,
            valid_from=version.valid_from,
            valid_until=version.valid_until,
            sha256=version.sha256,
            changed_at=version.changed_at,
            approved_at=version.approved_at,
            author_name=author,
            approver_name=approver,
        )


class TemplateBody(BaseModel):
    """`in_force` is None before its first version starts, or when the last one has ended."""

    key: str
    kind: TemplateKind
    jurisdiction: str
    owner_id: UUID | None
    owner_name: str | None
    may_edit: bool
    in_force: TemplateVersionBody | None

    @classmethod
    def of(
        cls,
        template: Template,
        in_force: TemplateVersionBody | None,
        *,
        owner_name: str | None,
        may_edit: bool,
    ) -> Self:
        return cls(
            key=template.key,
            kind=template.kind,
            jurisdiction=template.jurisdiction,
            owner_id=template.owner_id,
            owner_name=owner_name,
            may_edit=may_edit,
            in_force=in_force,
        )


class TemplatesBody(BaseModel):
    items: list[TemplateBody]


class TemplateHistoryBody(BaseModel):
    template: TemplateBody
    versions: list[TemplateVersionBody]


class TemplateColumnBody(BaseModel):
    heading: SentencePairBody
    is_figure: bool


class TemplateVariableBody(BaseModel):
    name: str
    kind: VariableKind
    words: SentencePairBody
    columns: list[TemplateColumnBody]

    @classmethod
    def of(cls, variable: Variable) -> Self:
        return cls(
            name=variable.name,
            kind=variable.kind,
            words=SentencePairBody.of(variable.words),
            columns=[
                TemplateColumnBody(
                    heading=SentencePairBody.of(each.heading), is_figure=each.is_figure
                )
                for each in variable.columns
            ],
        )


class TemplateVariablesBody(BaseModel):
    items: list[TemplateVariableBody]


class TemplateVersionFileBody(BaseModel):
    """`findings`: of the review of texts, with sample values filled in."""

    version: TemplateVersionBody
    key: str
    kind: TemplateKind
    may_edit: bool
    text: TemplateTextBody
    variables: list[TemplateVariableBody]
    findings: list[TextFindingBody]
    pending: AskedApprovalBody | None


class AdoptionWishBody(BaseModel):
    reason: Reason


class TemplateOwnerBody(BaseModel):
    """None: the platform alone."""

    owner_id: UUID | None


class SegmentBody(BaseModel):
    text: str
    is_changed: bool


class ComparedLineBody(BaseModel):
    place: str
    change: Change
    old: list[SegmentBody]
    new: list[SegmentBody]

    @classmethod
    def of(cls, line: ComparedLine) -> Self:
        return cls(
            place=line.place,
            change=line.change,
            old=[SegmentBody(text=each.text, is_changed=each.is_changed) for each in line.old],
            new=[SegmentBody(text=each.text, is_changed=each.is_changed) for each in line.new],
        )


class TemplateComparisonBody(BaseModel):
    old: str
    new: str
    language: Language
    lines: list[ComparedLineBody]
