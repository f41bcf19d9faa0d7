"""How long a page of a contract takes: every template of the library, with sample values.

The peer is the limit that the requirements set: 150 ms a page.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from datetime import date
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, it finds its neighbours

from rongqu.modules.contracts.document.render import render
from rongqu.modules.contracts.library.composing import compose, sample_values
from rongqu.modules.contracts.library.shipped import shipped_templates

DAY = date(2026, 1, 31)
LIMIT_MS = 150
ROUNDS, QUICK_ROUNDS = 20, 5


def main(arguments: list[str]) -> None:
    rounds = QUICK_ROUNDS if "--quick" in arguments else ROUNDS
    table = Table("template", "pages", "ms a page", title=f"the limit is {LIMIT_MS} ms a page")
    slowest = 0.0
    for shipped in shipped_templates():
        content = compose(shipped.text, sample_values(), "RQ-BENCH")
        pages = len(PdfReader(BytesIO(render(content, DAY))).pages)
        times: list[float] = []
        for _ in range(rounds):
            started = time.perf_counter()
            render(content, DAY)
            times.append(time.perf_counter() - started)
        ms = statistics.median(times) * 1000 / pages
        slowest = max(slowest, ms)
        table.add_row(shipped.template.key, str(pages), f"{ms:.1f}")
    Console().print(table)
    if "--json" in arguments:
        figures = {"ms_a_page_slowest": round(slowest, 1), "limit_over_slowest": LIMIT_MS / slowest}
        print(json.dumps({"figures": figures}))


if __name__ == "__main__":
    main(sys.argv[1:])
