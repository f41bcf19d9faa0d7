"""One batch of judged lines into the tables: copied to a private table, then a few statements in
sets. Everything here happens in the transaction that also moves the import's counters, so a batch
is in as a whole or not at all.
"""

# Polars names types of numpy, which is not installed.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Collection, Sequence
from io import BytesIO

import polars as pl
from sqlalchemy import insert, select, text

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId, ImportId
from rongqu.modules.parties import tables
from rongqu.modules.parties.invoices.verdicts import Share, Written
from rongqu.modules.parties.types import RefusedLine

STAGED = [
    *("line", "enterprise_id", "direction", "number", "code", "issued_on", "partner_code"),
    *("partner_name", "net_minor", "tax_minor", "status"),
]

# Private to the transaction: no write-ahead log, nothing to clean up, nobody else's rows.
_CREATE = text("""
    CREATE TEMPORARY TABLE staged (
        line integer, enterprise_id uuid, direction text, number text, code text, issued_on date,
        partner_code text, partner_name text, net_minor bigint, tax_minor bigint, status text
    ) ON COMMIT DROP
""")
_ANALYZE = text("ANALYZE staged (enterprise_id, direction, number, code, partner_code)")

# The enterprises are locked, so nobody else adds their partners meanwhile.
_ADD_PARTNERS = text("""
    INSERT INTO parties.partner (enterprise_id, code, name)
    SELECT DISTINCT ON (s.enterprise_id, s.partner_code)
           s.enterprise_id, s.partner_code, s.partner_name
    FROM staged s
    LEFT JOIN parties.partner p
        ON p.enterprise_id = s.enterprise_id AND p.code = s.partner_code
    WHERE p.id IS NULL
    ORDER BY s.enterprise_id, s.partner_code, s.line
""")

_JUDGE = text("""
    CREATE TEMPORARY TABLE judged ON COMMIT DROP AS
    SELECT s.*, p.id AS partner_id, i.id AS invoice_id, i.status AS old_status,
           i.import_id = :import_id AS is_of_this_import,
           CASE
               WHEN i.id IS NULL THEN 'accepted'
               WHEN (i.issued_on, i.net_minor, i.tax_minor, i.partner_id)
                    <> (s.issued_on, s.net_minor, s.tax_minor, p.id) THEN 'conflicting'
               WHEN array_position(:ranks, s.status) > array_position(:ranks, i.status)
                    THEN 'updated'
               ELSE 'known'
           END AS verdict
    FROM staged s
    JOIN parties.partner p ON p.enterprise_id = s.enterprise_id AND p.code = s.partner_code
    LEFT JOIN parties.invoice i
        ON i.enterprise_id = s.enterprise_id AND i.direction = s.direction
        AND i.number = s.number AND i.code = s.code
""")

# In the order of the natural key: its index grows at few places.
_INSERT = text("""
    INSERT INTO parties.invoice (enterprise_id, import_id, partner_id, net_minor, tax_minor,
                                 issued_on, direction, status, number, code)
    SELECT enterprise_id, :import_id, partner_id, net_minor, tax_minor,
           issued_on, direction, status, number, code
    FROM judged WHERE verdict = 'accepted'
    ORDER BY enterprise_id, direction, number, code
""")
_UPDATE = text("""
    UPDATE parties.invoice i SET status = j.status
    FROM judged j WHERE j.verdict = 'updated' AND i.id = j.invoice_id
""")

# What this batch changes of each month: a new invoice adds, a changed status moves.
_ADD_TO_MONTHS = text("""
    INSERT INTO parties.invoice_month AS m
        (enterprise_id, direction, month, net_minor, tax_minor, invoice_count, void_count,
         red_count)
    SELECT enterprise_id, direction, date_trunc('month', issued_on)::date,
           sum(net_minor * moved), sum(tax_minor * moved),
           count(*) FILTER (WHERE verdict = 'accepted'),
           sum((status = 'void')::int - (coalesce(old_status, '') = 'void')::int),
           count(*) FILTER (WHERE verdict = 'accepted' AND net_minor < 0)
    FROM (
        SELECT *, (status IN ('valid', 'offset'))::int
                  - (coalesce(old_status, '') IN ('valid', 'offset'))::int AS moved
        FROM judged WHERE verdict IN ('accepted', 'updated')
    ) change
    GROUP BY 1, 2, 3
    ORDER BY 1, 2, 3
    ON CONFLICT (enterprise_id, direction, month) DO UPDATE SET
        net_minor = m.net_minor + EXCLUDED.net_minor,
        tax_minor = m.tax_minor + EXCLUDED.tax_minor,
        invoice_count = m.invoice_count + EXCLUDED.invoice_count,
        void_count = m.void_count + EXCLUDED.void_count,
        red_count = m.red_count + EXCLUDED.red_count
""")

_COUNT = text("""
    SELECT enterprise_id,
           count(*) FILTER (WHERE verdict = 'accepted') AS accepted,
           count(*) FILTER (WHERE verdict = 'updated' AND NOT is_of_this_import) AS updated,
           count(*) FILTER (WHERE verdict = 'known' AND NOT is_of_this_import) AS already_there,
           count(*) FILTER (WHERE verdict IN ('known', 'updated') AND is_of_this_import)
               AS repeated,
           min(issued_on) FILTER (WHERE verdict <> 'conflicting') AS first_on,
           max(issued_on) FILTER (WHERE verdict <> 'conflicting') AS last_on
    FROM judged GROUP BY enterprise_id
""")
_CONFLICTING = text("SELECT line FROM judged WHERE verdict = 'conflicting'")

_ADD_SHARES = text("""
    INSERT INTO parties.import_share AS s (import_id, enterprise_id, accepted, updated, refused)
    SELECT :import_id, unnest(CAST(:ids AS uuid[])), unnest(CAST(:accepted AS int[])),
           unnest(CAST(:updated AS int[])), unnest(CAST(:refused AS int[]))
    ON CONFLICT (import_id, enterprise_id) DO UPDATE SET
        accepted = s.accepted + EXCLUDED.accepted,
        updated = s.updated + EXCLUDED.updated,
        refused = s.refused + EXCLUDED.refused
""")


async def lock_enterprises(tx: Tx, ids: Collection[EnterpriseId]) -> None:
    """In one order for everybody. Their invoices, partners and months are ours until the end."""
    columns = tables.enterprise.c
    locked = select(columns.id).where(columns.id.in_(ids)).order_by(columns.id)
    await tx.connection.execute(locked.with_for_update(key_share=True))


async def write_batch(tx: Tx, import_id: ImportId, first_lines: pl.DataFrame) -> Written:
    """`first_lines`: one line for each invoice, of locked enterprises."""
    this = {"import_id": import_id}
    ranks = ["valid", "offset", "abnormal", "void"]
    await tx.connection.execute(_CREATE)
    await _copy(tx, first_lines.select(STAGED))
    await tx.connection.execute(_ANALYZE)
    await tx.connection.execute(_ADD_PARTNERS)
    await tx.connection.execute(_JUDGE, this | {"ranks": ranks})
    await tx.connection.execute(_INSERT, this)
    await tx.connection.execute(_UPDATE)
    await tx.connection.execute(_ADD_TO_MONTHS)
    counted = await tx.connection.execute(_COUNT)
    shares = [Share(*row) for row in counted]
    conflicting = (await tx.connection.execute(_CONFLICTING)).scalars().all()
    return Written(shares, conflicting)


async def add_shares(
    tx: Tx, import_id: ImportId, shares: Sequence[Share], refused: dict[EnterpriseId, int]
) -> None:
    known = {share.enterprise_id: share for share in shares}
    ids = sorted(known.keys() | refused.keys())
    if not ids:
        return
    await tx.connection.execute(
        _ADD_SHARES,
        {
            "import_id": import_id,
            "ids": ids,
            "accepted": [known[key].accepted if key in known else 0 for key in ids],
            "updated": [known[key].updated if key in known else 0 for key in ids],
            "refused": [refused.get(key, 0) for key in ids],
        },
    )


async def write_refused(tx: Tx, import_id: ImportId, refused: Sequence[RefusedLine]) -> None:
    if not refused:
        return
    await tx.connection.execute(
        insert(tables.refused_line),
        [
            {
                "import_id": import_id,
                "line": each.line,
                "reason": each.reason,
                "cells": list(each.cells),
                "enterprise_id": each.enterprise_id,
            }
            for each in refused
        ],
    )


async def _copy(tx: Tx, frame: pl.DataFrame) -> None:
    """As CSV made by Polars: no Python object is ever made of a cell."""
    content = BytesIO()
    frame.write_csv(content, include_header=False)
    content.seek(0)
    driver = tx.connection.driver
    await driver.copy_to_table("staged", source=content, columns=frame.columns, format="csv")
