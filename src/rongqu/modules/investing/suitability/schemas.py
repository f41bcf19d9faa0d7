"""Bodies of the API about who may buy what."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from rongqu.kernel.ids import OrganisationId
from rongqu.modules.investing.suitability.questionnaire import Questionnaire
from rongqu.modules.investing.suitability.types import (
    Assessment,
    Individuals,
    KindRule,
    Level,
    Limits,
    QualifiedProof,
    Standing,
)
from rongqu.modules.investing.types import InvestmentKind
from rongqu.modules.investing.wire import Yuan

Word = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[a-z0-9_]+$")]
Document = Annotated[str, StringConstraints(strip_whitespace=True, min_length=4, max_length=300)]


class QuestionBody(BaseModel):
    key: str
    answers: list[str]


class QuestionnaireBody(BaseModel):
    """`questions` in the order in which they are asked; what answers are worth is not shown."""

    version: int
    questions: list[QuestionBody]

    @classmethod
    def of(cls, asked: Questionnaire) -> Self:
        return cls(
            version=asked.version,
            questions=[
                QuestionBody(key=each.key, answers=list(each.points)) for each in asked.questions
            ],
        )


class AnswersBody(BaseModel):
    version: int
    answers: dict[Word, Word]


class RiskAssessmentBody(BaseModel):
    id: UUID
    version: int
    score: int
    risk_class: int
    assessed_at: datetime
    expires_on: date

    @classmethod
    def of(cls, assessment: Assessment) -> Self:
        return cls(
            id=assessment.id,
            version=assessment.version,
            score=assessment.score,
            risk_class=assessment.risk_class,
            assessed_at=assessment.assessed_at,
            expires_on=assessment.expires_on,
        )


class InvestorStandingBody(BaseModel):
    """`risk_class`: none where there was no assessment, or it has expired."""

    is_person: bool
    level: Level
    risk_class: int | None
    assessment: RiskAssessmentBody | None
    qualified_until: date | None

    @classmethod
    def of(cls, standing: Standing, day: date) -> Self:
        known = standing.assessment
        return cls(
            is_person=standing.is_person,
            level=standing.level,
            risk_class=standing.class_on(day),
            assessment=None if known is None else RiskAssessmentBody.of(known),
            qualified_until=standing.qualified_until,
        )


class QualifiedProofBody(BaseModel):
    """`document`: what proves it, such as the number of a bank's certificate of assets."""

    assets: Yuan
    yearly_income: Yuan
    document: Document

    def to_proof(self, investor_id: OrganisationId) -> QualifiedProof:
        return QualifiedProof(
            investor_id=investor_id,
            assets=self.assets.to_money(),
            yearly_income=self.yearly_income.to_money(),
            document=self.document,
        )


class KindBody(BaseModel):
    """What the policy pack and the law say of a kind, before anything of it is offered."""

    kind: InvestmentKind
    least_class: int
    level: Level
    disclosures: list[str]
    individuals: Individuals

    @classmethod
    def of(cls, kind: InvestmentKind, rule: KindRule, limits: Limits) -> Self:
        return cls(
            kind=kind,
            least_class=rule.least_class,
            level=rule.level,
            disclosures=list(rule.disclosures),
            individuals=limits.individuals,
        )
