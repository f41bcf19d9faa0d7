from __future__ import annotations

import numpy as np

from rongqu.modules.models.making.screening import Finding, screen
from rongqu.modules.models.making.table import CATEGORY


def test_a_category_that_hardly_varies_is_no_leak_and_one_that_tells_is() -> None:
    is_bad = np.arange(400) % 3 == 0
    columns = {
        "dull": np.array(["yes"] * 398 + ["no"] * 2, dtype=object),
        "told": np.where(is_bad, "written off", "paid").astype(object),
    }

    features, warned = screen(dict.fromkeys(columns, CATEGORY), columns.__getitem__, is_bad)

    assert features == ["dull"]
    assert [(one.column, one.finding) for one in warned] == [("told", Finding.SUSPECTED_LEAK)]
