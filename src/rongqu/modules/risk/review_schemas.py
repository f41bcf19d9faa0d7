"""Bodies of what a company is told about itself, and of its right to a person's answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.modules.risk.deciding import Outcome
from rongqu.modules.risk.decision_schemas import CaseDecisionBody, ReasonWords
from rongqu.modules.risk.features import FEATURES
from rongqu.modules.risk.schemas import FeatureBody
from rongqu.modules.risk.types import HumanReview, Peers, ReviewOutcome, Score

SCORE = "score"
"""Among the spreads of peers: their scores."""


class HumanReviewWishBody(BaseModel):
    """What the company wants looked at, in its own words."""

    statement: str = Field(min_length=10, max_length=2_000)


class HumanReviewAnswerBody(BaseModel):
    outcome: ReviewOutcome
    answer: str = Field(min_length=10, max_length=2_000)


class HumanReviewBody(BaseModel):
    """`due_at`: until then a person answers. `outcome`: what was decided stands, or was changed."""

    id: UUID
    enterprise_id: UUID
    enterprise_name: str
    decision_id: UUID | None
    statement: str
    asked_at: datetime
    due_at: datetime
    is_late: bool
    outcome: ReviewOutcome | None
    answer: str | None
    answered_at: datetime | None

    @classmethod
    def of(cls, review: HumanReview, names: Mapping[UUID, str]) -> Self:
        return cls(
            id=review.id,
            enterprise_id=review.enterprise_id,
            enterprise_name=names.get(review.enterprise_id, ""),
            decision_id=review.decision_id,
            statement=review.statement,
            asked_at=review.asked_at,
            due_at=review.due_at,
            is_late=review.late_told_at is not None,
            outcome=review.outcome,
            answer=review.answer,
            answered_at=review.answered_at,
        )


class PeerSpreadBody(BaseModel):
    """Quartiles of the peers, as text in the unit of the feature."""

    lower: str
    middle: str
    upper: str


class PeersBody(BaseModel):
    """So many companies of the same industry; never so few that one could be told from it."""

    industry: str
    count: int
    score: PeerSpreadBody | None
    features: list[FeatureBody]

    @classmethod
    def of(cls, peers: Peers, score: Score) -> Self:
        spreads = {spread.feature: spread for spread in peers.spreads}
        scores = spreads.get(SCORE)
        return cls(
            industry=peers.industry,
            count=peers.count,
            score=None
            if scores is None
            else PeerSpreadBody(
                lower=f"{scores.lower:f}", middle=f"{scores.middle:f}", upper=f"{scores.upper:f}"
            ),
            features=[
                FeatureBody.of(name, score.features.get(name), spreads[name])
                for name in FEATURES
                if name in spreads
            ],
        )


class ToldDecisionBody(BaseModel):
    """A decision as its company is told of it. `changed`: what a person made of it afterwards."""

    outcome: Outcome
    reasons: list[ReasonWords]
    decided_at: datetime
    changed: Outcome | None

    @classmethod
    def of(cls, decision: CaseDecisionBody) -> Self:
        return cls(
            outcome=decision.outcome,
            reasons=decision.reasons,
            decided_at=decision.decided_at,
            changed=None if decision.override is None else decision.override.outcome,
        )


class ExplanationBody(BaseModel):
    """How a company stands among its peers, what was decided about it and why, and what it has
    asked a person."""

    peers: PeersBody | None
    decision: ToldDecisionBody | None
    review: HumanReviewBody | None
    review_hours: int
