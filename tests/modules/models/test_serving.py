from __future__ import annotations

import importlib
import math
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rongqu.modules.models.errors import ModelNotTrusted, ModelUnreadable
from rongqu.modules.models.making.boosting import (
    PAIRS_KEPT,
    ForestPlan,
    Style,
    grow_forest,
    to_tree,
)
from rongqu.modules.models.making.calibrate import fit_calibration
from rongqu.modules.models.making.card import CardPlan, fit_card
from rongqu.modules.models.making.measures import area_under_curve
from rongqu.modules.models.making.train import Kind, Trained, Wish, train
from rongqu.modules.models.serving.artefact import NotAModel, read_model, write_model
from rongqu.modules.models.serving.card import CategoryBins, Effect, NumberBins
from rongqu.modules.models.serving.encoding import Operation, to_matrix, to_row
from rongqu.modules.models.serving.forest import Forest
from rongqu.modules.models.serving.signing import (
    JSON,
    ONNX,
    open_sealed,
    own_key,
    seal,
    trusted_keys,
)
from rongqu.modules.models.serving.words import Language, reason_code, to_words
from tests.builders.labelled import given_table, outcome_of

FEATURES = ["debt", "trade", "noise"]
QUICK = ForestPlan(styles=(Style.SHALLOW,))


@pytest.fixture(scope="module")
def trained() -> dict[str, Trained]:
    columns, is_bad = given_table(2_500)
    wish = Wish(name="made", label="bad", folds=2, forest=QUICK)
    return {one.model.kind: one for one in train(columns, FEATURES, outcome_of(is_bad), wish)}


def rows_of(count: int) -> list[dict[str, Any]]:
    columns, _ = given_table(count, seed=9)
    return [
        {name: columns[name][row] for name in FEATURES if columns[name][row] == columns[name][row]}
        for row in range(count)
    ]


def test_a_card_finds_what_was_planted() -> None:
    columns, is_bad = given_table(5_000)

    card = fit_card(columns, FEATURES, outcome_of(is_bad), CardPlan()).card

    by_name = {bins.feature: bins for bins in card.bins}
    debt, trade = by_name["debt"], by_name["trade"]
    assert isinstance(debt, NumberBins)
    assert list(debt.points) == sorted(debt.points, reverse=True)
    assert isinstance(trade, CategoryBins)
    assert trade.points["mine"] < -30 < 0 < trade.points["bakery"]
    assert "noise" not in by_name
    assert area_under_curve(-card.score_many(columns), is_bad) > 0.77


def test_a_card_says_the_odds_that_its_scale_states() -> None:
    columns, is_bad = given_table(5_000)
    card = fit_card(columns, FEATURES, outcome_of(is_bad), CardPlan()).card

    scores = card.score_many(columns)
    chances = 1 / (1 + np.exp([card.log_odds_of(int(score)) for score in scores]))

    assert card.log_odds_of(600) == pytest.approx(math.log(20))
    assert card.log_odds_of(650) == pytest.approx(math.log(40))
    assert chances.mean() == pytest.approx(is_bad.mean(), abs=0.005)


@pytest.mark.parametrize("kind", ["scorecard", "boosting", "blend"])
def test_one_case_and_many_get_the_same(trained: dict[str, Trained], kind: str) -> None:
    model = trained[kind].model
    columns, _ = given_table(300, seed=9)
    many = model.predict(columns)

    for row, case in enumerate(rows_of(300)):
        one = model.judge(case)
        assert one.score == many.scores[row]
        assert one.chance == pytest.approx(many.chances[row])
        assert one.chance_low <= one.chance <= one.chance_high


@pytest.mark.parametrize("kind", ["scorecard", "boosting", "blend"])
def test_a_model_survives_its_file(trained: dict[str, Trained], kind: str) -> None:
    model = trained[kind].model
    columns, _ = given_table(200, seed=9)

    again = read_model(write_model(model))

    assert again.predict(columns).scores.tolist() == model.predict(columns).scores.tolist()
    assert again.facts["measures"]["auc"] == model.facts["measures"]["auc"]


def test_the_reasons_of_a_card_add_up_to_its_score(trained: dict[str, Trained]) -> None:
    model = trained["scorecard"].model
    assert model.card is not None

    for case in rows_of(50):
        judged = model.judge(case, shown=9)
        total = model.card.base_points + sum(it.points for it in judged.effects)
        assert judged.score == max(300, min(850, total))


def test_our_trees_answer_as_the_library_that_grew_them() -> None:
    lightgbm: Any = importlib.import_module("lightgbm")
    columns, is_bad = given_table(1_500)
    rounds = dict.fromkeys(Style, 5)
    grown = grow_forest(columns, FEATURES, outcome_of(is_bad), QUICK, rounds)
    forest = Forest(grown.trees[Style.SHALLOW])
    matrix = to_matrix(grown.inputs, columns)
    settings = {"objective": "binary", "verbosity": -1, "num_leaves": 9, "num_threads": 1}
    theirs = lightgbm.train(settings, lightgbm.Dataset(matrix, is_bad), 30)

    ours = Forest([to_tree(it["tree_structure"]) for it in theirs.dump_model()["tree_info"]])
    expected = np.asarray(theirs.predict(matrix, raw_score=True))
    assert ours.log_odds(matrix) == pytest.approx(expected)
    for row in range(20):
        assert ours.log_odds_of(list(matrix[row])) == pytest.approx(expected[row])
        case = {name: columns[name][row] for name in FEATURES}
        values = to_row(grown.inputs, case)
        base, effects = forest.effects_of(values, len(values))
        assert base + sum(effects) == pytest.approx(forest.log_odds_of(values))


@pytest.mark.parametrize(
    ("features", "pairs"), [(50, math.comb(8, 2) * len(Operation)), (51, PAIRS_KEPT)]
)
def test_a_wide_table_keeps_the_pairs_that_tell_most(features: int, pairs: int) -> None:
    """Neither of the two tells anything alone."""
    dice = np.random.default_rng(3)
    names = [f"ratio{n}" for n in range(features)]
    columns = {name: dice.normal(size=1_001) for name in names}
    outcome = outcome_of(np.abs(columns["ratio40"] - columns["ratio41"]) < 0.3)
    grown = grow_forest(columns, names, outcome, QUICK, dict.fromkeys(Style, 1))
    made = grown.inputs[features:]
    telling = {(each.feature, each.second, each.operation) for each in made}
    assert len(made) == pairs
    both = {(*pair, Operation.DIFFERENCE) for pair in permutations(("ratio40", "ratio41"))}
    assert pairs < PAIRS_KEPT or telling & both


def test_a_category_never_seen_is_named(trained: dict[str, Trained]) -> None:
    for one in trained.values():
        assert one.model.judge({"debt": 0.1, "trade": "casino"}).unknown == ["trade"]
        assert one.model.judge({"debt": 0.1, "trade": "mine"}).unknown == []


def test_chances_agree_with_what_was_found(trained: dict[str, Trained]) -> None:
    for one in trained.values():
        assert one.measures.calibration_error < 0.05
        assert one.measures.auc_low < one.measures.auc < one.measures.auc_high
        assert one.measures.auc > 0.7


def test_a_calibration_recovers_what_was_bent() -> None:
    chance = np.random.default_rng(5)
    truth = chance.normal(-1, 1.5, 20_000)
    is_bad = chance.random(20_000) < 1 / (1 + np.exp(-truth))

    found = fit_calibration((truth + 1) / 2, is_bad, np.ones(20_000))

    assert found.slope == pytest.approx(2.0, abs=0.1)
    assert found.intercept == pytest.approx(-1.0, abs=0.1)


def test_only_a_trusted_signature_is_opened(tmp_path: Path) -> None:
    ours, stranger = tmp_path / "ours", tmp_path / "stranger"
    sealed = seal(b"points", JSON, own_key(ours))

    assert open_sealed(sealed, JSON, trusted_keys(ours)) == b"points"
    with pytest.raises(ModelNotTrusted, match="unknown_key"):
        open_sealed(seal(b"points", JSON, own_key(stranger)), JSON, trusted_keys(ours))
    with pytest.raises(ModelUnreadable, match="kind"):
        open_sealed(sealed, ONNX, trusted_keys(ours))
    (ours / "partner.pub").write_text(own_key(stranger).public_key().public_bytes_raw().hex())
    assert open_sealed(seal(b"x", JSON, own_key(stranger)), JSON, trusted_keys(ours)) == b"x"


def test_a_changed_model_is_refused(tmp_path: Path) -> None:
    sealed = seal(b"points", JSON, own_key(tmp_path))
    changed = sealed.replace("cG9pbnRz", "cG9pbnRa")
    assert changed != sealed

    with pytest.raises(ModelNotTrusted, match="wrong_signature"):
        open_sealed(changed, JSON, trusted_keys(tmp_path))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "other"}', "not json"])
def test_what_is_no_artefact_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ModelUnreadable):
        open_sealed(text, JSON, trusted_keys(tmp_path))


def test_signed_text_that_is_no_model_is_refused() -> None:
    with pytest.raises(NotAModel):
        read_model('{"format": "rongqu.model/1"}')


def test_reasons_are_told_in_both_languages() -> None:
    columns, is_bad = given_table(5_000)
    card = fit_card(columns, FEATURES, outcome_of(is_bad), CardPlan()).card
    labels = {"debt": {"zh": "负债", "en": "debt"}}

    low = Effect("debt", -9.0, 40)
    assert to_words(low, card, Language.ZH, labels).startswith("负债低于 -")
    assert to_words(low, card, Language.EN, labels).endswith(": 40 points more")
    assert (
        to_words(Effect("trade", "mine", -31), card, Language.ZH, labels)
        == "trade为 mine，减 31 分"
    )
    assert to_words(Effect("debt", None, -2), card, Language.EN, labels) == (
        "debt is missing: 2 points less"
    )
    assert [reason_code(low), reason_code(Effect("debt", 1.0, -1))] == ["debt.up", "debt.down"]


def test_kinds_may_be_chosen() -> None:
    columns, is_bad = given_table(600)
    wish = Wish(name="made", label="bad", folds=2, kinds=(Kind.SCORECARD,))

    assert [one.model.kind for one in train(columns, FEATURES, outcome_of(is_bad), wish)] == [
        "scorecard"
    ]
