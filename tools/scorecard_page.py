"""The model card of the scorecard: what it is, how good it is, and what that does not mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rongqu.modules.risk.features import FEATURES
from rongqu.modules.risk.scorecard import Characteristic, Scorecard
from rongqu.modules.risk.training import Plan, Validation

PAGE = """# Scorecard {version}

Made by `python -m tools.fit_scorecard <folder>`; do not edit. Scores 300 to 850, more is better.

## How good it is

| figure | value |
| --- | ---: |
| companies | {companies} |
| of them in default | {defaults} ({base_rate:.1%}) |
| AUC, {folds}-fold × {repeats}, out of fold | {auc:.3f} ± {auc_spread:.3f} over the repeats |
| 95 % interval of that AUC (Hanley and McNeil 1982) | {low:.2f} to {high:.2f} |
| KS, out of fold | {ks:.3f} ± {ks_spread:.3f} |
| AUC in sample, for comparison only | {in_sample:.3f} |

The weights of the bins are fitted anew inside every fold. Their edges and directions were set
before: round figures near the quantiles of all companies, labelled or not.

**What this does not say.** {defaults} defaults are few: the interval above is the honest reading,
the ± only tells how much the luck of the folds matters. One region, one time, one lender's
customers. The base rate of the sample is that of a case study, so odds and default probabilities
do not carry over: they have to be measured on one's own loans before any price rests on them. It
is a first card for ranking and for asking questions.

## What it is

Sales and purchase VAT invoices issued before {cut_off}, as of the last invoice of each company.
The rating that a bank gave later is not an input, and neither is how long ago the last invoice
was: both may be what a default looks like rather than what leads to it.

Weights of evidence with {pseudo:g} average companies added to every bin, made monotone by pooling
neighbours; logistic regression on them with a ridge of {ridge:g} and weights that are not
negative. A company of average evidence has {base_score} points and odds good : bad of {base_odds}
in this sample; {pdo} points double the odds.

## Points

Above or below an average company. A value that cannot be computed has 0. Pooled neighbours share
their points; a card this small has rows that hardly matter, and says so with small numbers.

{tables}"""


def write_page(scorecard: Scorecard, plan: Plan, validation: Validation, cut_off: date) -> str:
    low, high = validation.auc_interval
    return PAGE.format(
        version=scorecard.version,
        companies=validation.companies,
        defaults=validation.defaults,
        base_rate=validation.base_rate,
        folds=validation.folds,
        repeats=validation.repeats,
        auc=validation.auc,
        auc_spread=validation.auc_spread,
        low=low,
        high=high,
        ks=validation.ks,
        ks_spread=validation.ks_spread,
        in_sample=validation.auc_in_sample,
        cut_off=cut_off,
        pseudo=plan.pseudo_companies,
        ridge=plan.ridge,
        base_score=scorecard.base_score,
        base_odds=scorecard.base_odds,
        pdo=scorecard.pdo,
        tables="\n".join(_table(it) for it in scorecard.characteristics),
    )


def _table(it: Characteristic) -> str:
    feature = FEATURES[it.feature]
    head = f"### `{it.feature}`\n\n{feature.meaning} ({feature.unit})\n\n"
    return f"{head}| value | points |\n| --- | ---: |\n" + "\n".join(_rows(it)) + "\n"


def _rows(it: Characteristic) -> Iterator[str]:
    lower = None
    for bin_ in it.bins:
        parts = [
            *([] if lower is None else [f"from {lower:,f}"]),
            *([] if bin_.below is None else [f"below {bin_.below:,f}"]),
        ]
        yield f"| {', '.join(parts)} | {bin_.points:+d} |"
        lower = bin_.below
