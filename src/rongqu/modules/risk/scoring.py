"""Asking the models: the champion decides, challengers answer in the shadow; pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from rongqu.modules.models.public import Answer, Effect, Judgement, Panel, Post, reason_code
from rongqu.modules.parties.public import Enterprise, section_of
from rongqu.modules.risk import rules
from rongqu.modules.risk.factory.months import features_of_months
from rongqu.modules.risk.features import FEATURES, Features, InvoiceHistory
from rongqu.modules.risk.types import Reason, ReasonDirection

PLACES = Decimal("0.000001")
ALL = 1_000
"""Effects: a score keeps every reason, screens show the strongest."""


def observe(panel: Panel, history: InvoiceHistory, declared: Features) -> Features:
    """The declared features, and those of the factory that a model on the panel asks for."""
    served = (panel.champion, *panel.challengers)
    wanted = {name for one in served for name, _ in one.model.features} - set(FEATURES)
    if not wanted:
        return declared
    found = features_of_months(history.months)
    more = {name: Decimal(found[name]).quantize(PLACES) for name in wanted if name in found}
    return declared | more


def ask_panel(panel: Panel, features: Features) -> tuple[Judgement, list[Answer]]:
    """What the champion says, and what each of all says."""
    row = {name: float(value) for name, value in features.items()}
    judged = panel.champion.model.judge(row, ALL)
    answers = [
        Answer(
            number=panel.champion.number,
            post=Post.CHAMPION,
            score=judged.score,
            chance=judged.chance,
        )
    ]
    for one in panel.challengers:
        said = one.model.judge(row, 0)
        answers.append(
            Answer(number=one.number, post=Post.CHALLENGER, score=said.score, chance=said.chance)
        )
    return judged, answers


def groups_of(enterprise: Enterprise, today: date) -> dict[str, str]:
    """What a model must not treat differently without a reason."""
    founded = enterprise.founded_on
    months = (today.year - founded.year) * 12 + today.month - founded.month
    return {
        "region": enterprise.region_code[:2],
        "industry": section_of(enterprise.industry_code),
        "size": rules.size_band(enterprise.employees),
        "age": rules.age_band(months),
    }


def to_reasons(effects: Iterable[Effect], features: Features) -> tuple[Reason, ...]:
    """Only what moved the score; strongest first."""
    return tuple(_to_reason(it, features.get(it.feature)) for it in effects if it.points)


def _to_reason(it: Effect, value: Decimal | None) -> Reason:
    return Reason(
        code=reason_code(it),
        feature=it.feature,
        direction=ReasonDirection.UP if it.points > 0 else ReasonDirection.DOWN,
        points=it.points,
        value=value,
    )
