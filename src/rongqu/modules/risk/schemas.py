"""Bodies of the API of scores."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from rongqu.infra.web import MoneyBody
from rongqu.kernel.grades import Grade
from rongqu.modules.models.public import Improvement
from rongqu.modules.risk.features import FEATURES, FeatureUnit
from rongqu.modules.risk.types import (
    CreditLimit,
    Lane,
    Peers,
    PeerSpread,
    Reason,
    ReasonDirection,
    Score,
)
from rongqu.modules.risk.wording import WordsBody, unit_of, words_of


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


class ReasonBody(BaseModel):
    """`value` is in the unit of the feature, as text; None: it could not be computed."""

    code: str
    feature: str
    direction: ReasonDirection
    points: int
    value: str | None
    unit: FeatureUnit
    words: WordsBody | None

    @classmethod
    def of(cls, reason: Reason) -> Self:
        return cls(
            code=reason.code,
            feature=reason.feature,
            direction=reason.direction,
            points=reason.points,
            value=_text(reason.value),
            unit=unit_of(reason.feature),
            words=words_of(reason.feature),
        )


class ImprovementBody(BaseModel):
    """`points` more once `feature` reaches `target`: at least it, or below it."""

    feature: str
    words: WordsBody | None
    unit: FeatureUnit
    value: str | None
    target: str
    at_least: bool
    points: int

    @classmethod
    def of(cls, improvement: Improvement, value: Decimal | None) -> Self:
        return cls(
            feature=improvement.feature,
            words=words_of(improvement.feature),
            unit=unit_of(improvement.feature),
            value=_text(value),
            target=_text(Decimal(repr(improvement.target))) or "0",
            at_least=improvement.at_least,
            points=improvement.points,
        )


class ScoreBody(BaseModel):
    id: UUID
    enterprise_id: UUID
    score: int
    grade: Grade
    lane: Lane
    reasons: list[ReasonBody]
    model_version: str
    computed_at: datetime
    data_through: date

    @classmethod
    def of(cls, score: Score) -> Self:
        return cls(
            id=score.id,
            enterprise_id=score.enterprise_id,
            score=score.score,
            grade=score.grade,
            lane=score.lane,
            reasons=[ReasonBody.of(reason) for reason in score.reasons],
            model_version=score.model_version,
            computed_at=score.computed_at,
            data_through=score.data_through,
        )


class CreditLimitBody(BaseModel):
    """None is "not known": without a score or without figures a person has to look."""

    amount: MoneyBody | None
    by_grade: MoneyBody | None
    by_net_assets: MoneyBody | None

    @classmethod
    def of(cls, limit: CreditLimit) -> Self:
        amount, grade, assets = (
            None if money is None else MoneyBody.of(money)
            for money in (limit.amount, limit.by_grade, limit.by_net_assets)
        )
        return cls(amount=amount, by_grade=grade, by_net_assets=assets)


class StandingBody(BaseModel):
    """Without a score: how many months of sales there are and how many it takes. The two lines are
    those of today's policy: from where the lane is fast, below which a person reviews."""

    score: ScoreBody | None
    months_seen: int
    months_needed: int
    fast_from: int
    manual_below: int
    limit: CreditLimitBody
    improvements: list[ImprovementBody]


class FeatureBody(BaseModel):
    """A feature of the company beside those of its peers, where there are enough of them."""

    feature: str
    unit: FeatureUnit
    value: str | None
    lower: str | None
    middle: str | None
    upper: str | None

    @classmethod
    def of(cls, name: str, value: Decimal | None, spread: PeerSpread | None) -> Self:
        return cls(
            feature=name,
            unit=FEATURES[name].unit,
            value=_text(value),
            lower=None if spread is None else _text(spread.lower),
            middle=None if spread is None else _text(spread.middle),
            upper=None if spread is None else _text(spread.upper),
        )


class RiskReviewBody(BaseModel):
    """What a reviewer looks at: the standing, every feature, and the peers."""

    standing: StandingBody
    features: list[FeatureBody]
    peer_count: int
    peer_industry: str | None

    @classmethod
    def of(cls, standing: StandingBody, score: Score | None, peers: Peers | None) -> Self:
        spreads = {} if peers is None else {it.feature: it for it in peers.spreads}
        features = dict[str, Decimal]() if score is None else score.features
        return cls(
            standing=standing,
            features=[
                FeatureBody.of(name, features.get(name), spreads.get(name))
                for name in FEATURES
                if features
            ],
            peer_count=0 if peers is None else peers.count,
            peer_industry=None if peers is None else peers.industry,
        )
