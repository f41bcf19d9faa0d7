"""What ranking tells."""

from __future__ import annotations

from dataclasses import dataclass

from rongqu.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingLearned(Event):
    """Subject: the order. Gains are of nDCG among the first three, on lists it has not seen."""

    name = "ranking.learned.v1"
    number: int
    taught: int
    judged: int
    gain_low: str
    gain_high: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperimentStarted(Event):
    """Subject: the experiment. So large a share of the companies is shown the learned order."""

    name = "ranking.experiment_started.v1"
    number: int
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperimentStopped(Event):
    """Subject: the experiment. `code` says why; without parties it was stopped by its guards."""

    name = "ranking.experiment_stopped.v1"
    number: int
    code: str
