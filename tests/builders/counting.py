"""Counts what is asked of the database: a list must not ask once for each of its rows."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from rongqu.infra.database import Engine


@contextmanager
def counting_statements(engine: Engine) -> Generator[list[str]]:
    """The texts of the statements that the block runs, in their order."""
    told = list[str]()

    @contextmanager
    def watch(sql: str) -> Generator[None]:
        told.append(sql)
        yield

    before, engine.watch = engine.watch, watch
    try:
        yield told
    finally:
        engine.watch = before
