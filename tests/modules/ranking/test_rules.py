"""Arms, measures and guards; and an order that is learned from what was planted."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from rongqu.kernel.ids import EnterpriseId, OrganisationId, ProductId, new_id
from rongqu.modules.ranking import rules
from rongqu.modules.ranking.errors import NotBetter, ShareOutsidePolicy, TooFewLists
from rongqu.modules.ranking.learning import learn
from rongqu.modules.ranking.types import (
    Arm,
    ArmFigures,
    Candidate,
    ExperimentId,
    Figures,
    Guards,
    ShownList,
    StopCode,
)

FIGURES = Figures(
    taught=700,
    judged=300,
    rules_ndcg=0.5,
    learned_ndcg=0.6,
    gain_low=0.02,
    gain_high=0.18,
    rules_top3=0.7,
    learned_top3=0.8,
)
GUARDS = Guards(
    least_decided=30,
    least_lists=200,
    refusal_margin=0.05,
    application_margin=0.02,
    exposure_margin=0.1,
)


def an_arm(arm: Arm, **different: float) -> ArmFigures:
    usual = {"companies": 400, "lists": 1000, "opened": 200, "applied": 150, "approved": 80}
    values = usual | {"refused": 20, "funded": 60, "gini": 0.3} | different
    return ArmFigures(arm=arm, **values)  # pyright: ignore[reportArgumentType]  whole numbers but gini


@pytest.mark.parametrize(
    ("learned", "code"),
    [
        ({}, None),
        ({"refused": 24}, None),
        ({"refused": 60}, StopCode.REFUSALS),
        ({"approved": 5, "refused": 20}, None),
        ({"applied": 100}, StopCode.APPLICATIONS),
        ({"applied": 20, "lists": 150}, None),
        ({"gini": 0.45}, StopCode.EXPOSURE),
        ({"gini": 0.39}, None),
    ],
)
def test_a_worse_order_ends_and_luck_does_not_end_it(
    learned: dict[str, float], code: StopCode | None
) -> None:
    found = rules.broken_guard(an_arm(Arm.RULES), an_arm(Arm.LEARNED, **learned), GUARDS)
    assert found == code


def test_a_company_stays_in_its_arm_and_the_share_is_kept() -> None:
    experiment, companies = ExperimentId(new_id()), [EnterpriseId(new_id()) for _ in range(4000)]
    arms = [rules.arm_of(experiment, each, Decimal("0.2")) for each in companies]
    assert arms == [rules.arm_of(experiment, each, Decimal("0.2")) for each in companies]
    assert 600 < arms.count(Arm.LEARNED) < 1000
    assert {rules.arm_of(experiment, each, Decimal(1)) for each in companies} == {Arm.LEARNED}


def test_measures_have_their_published_values() -> None:
    assert rules.ndcg((3, 0, 1), (0, 2, 1)) == pytest.approx(1.0)
    assert rules.ndcg((0, 0, 0, 4), (0, 1, 2, 3)) == 0.0
    assert rules.ndcg((0, 1), (0, 1)) == pytest.approx(0.6309, abs=1e-4)
    assert rules.hits_top((0, 0, 2, 0), (0, 1, 2, 3))
    assert not rules.hits_top((0, 0, 0, 2), (0, 1, 2, 3))
    assert rules.gini((5, 5, 5, 5)) == pytest.approx(0.0)
    assert rules.gini((0, 0, 0, 8)) == pytest.approx(0.75)


def test_only_what_is_surely_better_is_tried_and_never_on_all() -> None:
    rules.check_can_serve(FIGURES, Decimal("0.5"), Decimal("0.5"))
    with pytest.raises(ShareOutsidePolicy):
        rules.check_can_serve(FIGURES, Decimal("0.6"), Decimal("0.5"))
    unsure = replace(FIGURES, gain_low=0.0)
    with pytest.raises(NotBetter):
        rules.check_can_serve(unsure, Decimal("0.2"), Decimal("0.5"))


def make_lists(count: int, *, planted: bool) -> list[ShownList]:
    """Companies that want few papers, which the rules know nothing of; or choose by chance."""
    source = random.Random(7)
    return [_make_list(source, planted=planted) for _ in range(count)]


def _make_list(source: random.Random, *, planted: bool) -> ShownList:
    candidates = tuple(
        Candidate(
            product_id=ProductId(new_id()),
            institution_id=OrganisationId(new_id()),
            yearly_cost=source.uniform(0.03, 0.15),
            days=source.randint(1, 20),
            fit=1.0,
            amount=500_000.0,
            months=12,
            grade=2,
            papers=source.randint(1, 9),
            collateral=0,
        )
        for _ in range(8)
    )
    liked = [
        -each.papers + source.gauss(0, 1) if planted else source.random() for each in candidates
    ]
    chosen = liked.index(max(liked))
    return ShownList(
        priority=None,
        candidates=candidates,
        places=tuple(range(8)),
        worth=tuple(2 if place == chosen else 0 for place in range(8)),
    )


def test_what_was_planted_is_learned_and_chance_is_not() -> None:
    planted = learn(make_lists(400, planted=True), least=200).figures
    assert (planted.taught, planted.judged) == (280, 120)
    assert planted.gain_low > 0.2
    chance = learn(make_lists(400, planted=False), least=200).figures
    assert chance.gain_low < 0.05
    with pytest.raises(TooFewLists):
        learn(make_lists(100, planted=True), least=200)
