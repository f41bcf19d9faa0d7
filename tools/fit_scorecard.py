"""Fits the first scorecard again, on any folder of labelled companies with VAT invoices.

    python -m tools.fit_scorecard ../shared/data/sme_invoices

Writes the artefact (bins and points, no data) and `docs/reference/scorecard.md`. Only lines before
the cut-off are read, and no rating: what a bank thought of a company later is not an input.
"""

# polars types its methods by those of NumPy, which this project does without
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from rongqu.modules.models.making.reference import reference_of
from rongqu.modules.risk.factory.histories import history_of
from rongqu.modules.risk.features import Side, compute_features
from rongqu.modules.risk.scorecard import Scorecard
from rongqu.modules.risk.scorecard.artefact import write_scorecard
from rongqu.modules.risk.standard import to_model
from rongqu.modules.risk.training import PLAN, Sample, Validation, cross_validate, fit_scorecard
from tools.scorecard_page import write_page

CUT_OFF = date(2019, 1, 1)
FILES = {Side.PURCHASES: "invoices_input.parquet", Side.SALES: "invoices_output.parquet"}
VOID = "作废发票"
ROOT = Path(__file__).parents[1]
ARTEFACTS = ROOT / "src/rongqu/modules/risk/scorecard"
PAGE = ROOT / "docs/reference/scorecard.md"


def read_sample(folder: Path) -> Sample:
    """The labelled companies, in the order of their file."""
    labels = pl.read_csv(folder / "companies.csv").drop_nulls("defaulted")
    wanted = labels["company_id"].to_list()
    lines = pl.concat([_read_lines(folder / name, side, wanted) for side, name in FILES.items()])
    histories = [history_of(CUT_OFF, lines.filter(company_id=company)) for company in wanted]
    return Sample(
        [compute_features(history) for history in histories],
        [bool(defaulted) for defaulted in labels["defaulted"]],
    )


def _read_lines(path: Path, side: Side, companies: list[str]) -> pl.DataFrame:
    """Repeated lines once, void ones marked, amounts in fen."""
    return (
        pl.scan_parquet(path)
        .with_columns(
            pl.col("company_id").cast(pl.String),
            void=pl.col("status").cast(pl.String).str.strip_chars() == VOID,
            side=pl.lit(str(side)),
            month=pl.col("invoice_date").dt.truncate("1mo"),
            minor=(pl.col("net_amount") * 100).cast(pl.Int64),
        )
        .filter(pl.col("company_id").is_in(companies), pl.col("invoice_date") < CUT_OFF)
        .unique(["company_id", "invoice_no", "invoice_date", "counterparty_id", "minor"])
        .select(
            "company_id",
            "side",
            "month",
            pl.col("counterparty_id").alias("partner"),
            "void",
            "minor",
        )
        .collect()
    )


def facts_of(sample: Sample, scorecard: Scorecard, validation: Validation) -> dict[str, Any]:
    """What the model card shows, and counts by bin that drift is held against; no row of data."""
    low, high = validation.auc_interval
    model = to_model(scorecard, {})
    columns = {
        name: np.array([float(row.get(name, "nan")) for row in sample.features])
        for name, _ in model.features
    }
    return {
        "measures": {
            "rows": validation.companies,
            "bad": validation.defaults,
            "base_rate": validation.base_rate,
            "auc": validation.auc,
            "auc_low": low,
            "auc_high": high,
            "ks": validation.ks,
        },
        "table": "VAT invoices before 2019",
        "reference": reference_of(model, columns),
    }


def main(folder: Path) -> int:
    sample = read_sample(folder)
    scorecard: Scorecard = fit_scorecard(sample, PLAN)
    validation: Validation = cross_validate(sample, PLAN)
    (ARTEFACTS / f"{scorecard.version}.json").write_text(write_scorecard(scorecard))
    (ARTEFACTS / f"{scorecard.version}.facts.json").write_text(
        json.dumps(facts_of(sample, scorecard, validation), indent=1) + "\n"
    )
    PAGE.write_text(write_page(scorecard, PLAN, validation, CUT_OFF))
    print(
        f"{validation.companies} companies, {validation.defaults} defaults: AUC "
        f"{validation.auc:.3f} ± {validation.auc_spread:.3f}, KS {validation.ks:.3f}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
