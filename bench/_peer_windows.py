"""DuckDB's own window query over a parquet file. Arguments: the file, seconds of the window."""

from __future__ import annotations

import json
import sys
import time

import duckdb  # pyright: ignore[reportMissingImports]


def main() -> None:
    path, window = sys.argv[1], int(sys.argv[2])
    base = duckdb.connect()
    base.execute("SET threads TO 1")
    base.execute(f"CREATE TABLE m AS SELECT * FROM '{path}'")
    started = time.perf_counter()
    base.execute(
        "CREATE TABLE w AS SELECT sum(amount) OVER w24 AS s, count(*) OVER w24 AS c FROM m"
        f' WINDOW w24 AS (PARTITION BY account ORDER BY "at"'
        f" RANGE BETWEEN {window} PRECEDING AND CURRENT ROW)"
    )
    seconds = time.perf_counter() - started
    sums, counts = base.execute(
        "SELECT (sum(s::HUGEINT) % (2::HUGEINT ** 53)::HUGEINT)::BIGINT, sum(c)::BIGINT FROM w"
    ).fetchone()
    print(json.dumps({"seconds": seconds, "sum_of_sums": sums, "sum_of_counts": counts}))


if __name__ == "__main__":
    main()
