"""Vehicle claims: learned on 1994, tested on 1995, no protected columns. Argument: the file."""

from __future__ import annotations

import json
import sys

import lightgbm  # pyright: ignore[reportMissingImports]
import pandas as pd
from sklearn.metrics import average_precision_score, roc_auc_score

PROTECTED = ("Sex", "MaritalStatus", "Age", "AgeOfPolicyHolder")


def main() -> None:
    claims = pd.read_parquet(sys.argv[1])
    label = claims["FraudFound_P"].astype(int)
    columns = claims.drop(columns=["FraudFound_P", "Year", *PROTECTED], errors="ignore")
    for name in columns.select_dtypes(exclude="number"):
        columns[name] = columns[name].astype("category")
    early = claims["Year"] == 1994
    model = lightgbm.LGBMClassifier(
        n_estimators=150, num_leaves=8, learning_rate=0.05, verbose=-1, n_jobs=1, random_state=1
    ).fit(columns[early], label[early])
    scores = model.predict_proba(columns[~early])[:, 1]
    print(
        json.dumps(
            {
                "claims_base_rate": float(label[~early].mean()),
                "claims_auc": float(roc_auc_score(label[~early], scores)),
                "claims_average_precision": float(average_precision_score(label[~early], scores)),
            }
        )
    )


if __name__ == "__main__":
    main()
