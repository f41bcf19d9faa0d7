from __future__ import annotations

import os
import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from rongqu.modules.risk.scorecard import apply_scorecard, read_scorecard
from rongqu.modules.risk.training import PLAN, Sample, cross_validate, fit_scorecard
from rongqu.modules.risk.training.binning import weights_of_evidence
from rongqu.modules.risk.training.regression import fit_logistic
from rongqu.modules.risk.training.validation import area_under_curve, auc_error, largest_distance

DATA = Path(os.environ.get("RONGQU_DATA", "../shared/data")) / "sme_invoices"
needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason=f"the evaluation data is not at {DATA} (set RONGQU_DATA)"
)


def given_sample(companies: int = 300) -> Sample:
    """Small companies default more often; nothing else matters."""
    chance = random.Random(7)
    turnovers = [chance.choice([100_000, 500_000, 2_000_000, 20_000_000]) for _ in range(companies)]
    return Sample(
        [
            {"turnover_12m": Decimal(turnover), "margin": Decimal(chance.choice(["-1", "0.5"]))}
            for turnover in turnovers
        ],
        [chance.random() < (0.6 if turnover < 1_000_000 else 0.1) for turnover in turnovers],
    )


def test_weights_rise_in_the_planned_direction() -> None:
    bins = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]
    is_bad = [True, True, True, False, False, False, False, False, True, False, False, False]

    rising = weights_of_evidence(bins, is_bad, 3, (True, 2.0))
    falling = weights_of_evidence(bins, is_bad, 3, (False, 2.0))

    assert rising[0] < rising[1] == rising[2]
    assert falling[0] == falling[1] == pytest.approx(falling[2], abs=1)
    assert falling == sorted(falling, reverse=True)


def test_a_bin_nobody_is_in_says_nothing() -> None:
    weights = weights_of_evidence([1, 1, 1, 1], [True, False, False, False], 2, (True, 2.0))

    assert weights == pytest.approx([0, 0])


def test_the_regression_finds_the_odds_of_a_lone_intercept() -> None:
    intercept, weights = fit_logistic([[0.0]] * 4, [True, True, True, False], 1.0)

    assert intercept == pytest.approx(1.0986, abs=1e-3)  # ln 3
    assert weights == [0.0]


def test_the_regression_never_turns_a_characteristic_round() -> None:
    rows = [[1.0], [1.0], [-1.0], [-1.0]]

    _, weights = fit_logistic(rows, [False, False, True, True], 1.0)

    assert weights == [0.0]


def test_ranks_are_measured_as_the_textbook_says() -> None:
    scores, is_bad = [1, 2, 3, 4], [True, False, True, False]

    assert area_under_curve(scores, is_bad) == 0.75
    assert area_under_curve([5, 5], [True, False]) == 0.5
    assert largest_distance(scores, is_bad) == 0.5
    # Hanley and McNeil 1982, table: area 0.8 with 20 and 20 cases
    assert auc_error(0.8, 20, 20) == pytest.approx(0.0712, abs=5e-4)


def test_a_planted_signal_is_found_and_noise_is_not() -> None:
    card = fit_scorecard(given_sample(), PLAN)
    spread = {
        it.feature: max(bin_.points for bin_ in it.bins) - min(bin_.points for bin_ in it.bins)
        for it in card.characteristics
    }

    assert spread["turnover_12m"] > 80
    assert spread["margin"] < 20
    assert spread["void_rate"] == 0


def test_fitting_twice_gives_the_same_card() -> None:
    assert fit_scorecard(given_sample(), PLAN) == fit_scorecard(given_sample(), PLAN)


def test_labels_that_mean_nothing_validate_as_chance() -> None:
    sample = given_sample(120)
    shuffled = list(sample.is_bad)
    random.Random(3).shuffle(shuffled)

    validation = cross_validate(replace(sample, is_bad=shuffled), PLAN, repeats=4)

    assert 0.35 < validation.auc < 0.62
    assert validation.auc_interval[0] < 0.5 < validation.auc_interval[1]


@needs_data
def test_the_committed_card_is_what_the_data_gives() -> None:
    from tools.fit_scorecard import read_sample

    sample = read_sample(DATA)
    card = fit_scorecard(sample, PLAN)

    assert card == read_scorecard()
    assert (len(sample.is_bad), sum(sample.is_bad)) == (87, 19)
    scores = [apply_scorecard(card, features)[0] for features in sample.features]
    assert area_under_curve(scores, sample.is_bad) > 0.85  # in sample; the page has the honest one
