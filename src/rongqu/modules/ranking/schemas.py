"""Bodies of the API of ranking."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.modules.ranking.types import (
    Arm,
    ArmFigures,
    Experiment,
    Ranking,
    Serving,
    StopCode,
)

Reason = Annotated[str, Field(min_length=5, max_length=500)]


class NewServingBody(BaseModel):
    """`share` of the companies as a fraction: "0.2"."""

    number: Annotated[int, Field(ge=1, le=1_000_000)]
    share: Annotated[str, Field(pattern=r"^0\.[0-9]{1,6}$")]
    reason: Reason

    def to_serving(self) -> Serving:
        return Serving(number=self.number, share=Decimal(self.share))


class StopServingBody(BaseModel):
    reason: Reason


class ArmBody(BaseModel):
    """`gini`: how unevenly products stood among the first three; 0 is evenly."""

    arm: Arm
    companies: int
    lists: int
    opened: int
    applied: int
    approved: int
    refused: int
    funded: int
    gini: str

    @classmethod
    def of(cls, arm: ArmFigures) -> Self:
        return cls(
            arm=arm.arm,
            companies=arm.companies,
            lists=arm.lists,
            opened=arm.opened,
            applied=arm.applied,
            approved=arm.approved,
            refused=arm.refused,
            funded=arm.funded,
            gini=f"{arm.gini:.3f}",
        )


class LearnedRankingBody(BaseModel):
    """Measured on lists that came after those that taught it; gains with their 95 % interval."""

    number: int
    made_at: datetime
    taught: int
    judged: int
    rules_ndcg: str
    learned_ndcg: str
    gain_low: str
    gain_high: str
    rules_top3: str
    learned_top3: str
    is_better: bool

    @classmethod
    def of(cls, ranking: Ranking) -> Self:
        figures = ranking.figures
        return cls(
            number=ranking.number,
            made_at=ranking.made_at,
            taught=figures.taught,
            judged=figures.judged,
            rules_ndcg=f"{figures.rules_ndcg:.3f}",
            learned_ndcg=f"{figures.learned_ndcg:.3f}",
            gain_low=f"{figures.gain_low:.3f}",
            gain_high=f"{figures.gain_high:.3f}",
            rules_top3=f"{figures.rules_top3:.4f}",
            learned_top3=f"{figures.learned_top3:.4f}",
            is_better=figures.gain_low > 0,
        )


class ExperimentBody(BaseModel):
    id: UUID
    number: int
    share: str
    started_at: datetime
    stopped_at: datetime | None
    stop_code: StopCode | None
    stop_reason: str | None
    arms: list[ArmBody]

    @classmethod
    def of(cls, experiment: Experiment, arms: tuple[ArmFigures, ...]) -> Self:
        return cls(
            id=experiment.id,
            number=experiment.number,
            share=f"{experiment.share:f}",
            started_at=experiment.started_at,
            stopped_at=experiment.stopped_at,
            stop_code=experiment.stop_code,
            stop_reason=experiment.stop_reason,
            arms=[ArmBody.of(each) for each in arms],
        )


class RankingPageBody(BaseModel):
    """`recorded`: what was shown and chosen while no experiment ran. `least_lists` with a choice
    are needed to learn. `most_share`: what an experiment may take at most."""

    recorded: ArmBody
    least_lists: int
    most_share: str
    rankings: list[LearnedRankingBody]
    experiments: list[ExperimentBody]
