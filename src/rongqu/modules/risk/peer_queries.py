"""What companies of the same industry look like; never so few that one could be told from it."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import ColumnElement, Numeric, cast, func, select, true

from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.risk import tables
from rongqu.modules.risk.types import Peers, PeerSpread

QUARTERS = {"lower": Decimal("0.25"), "middle": Decimal("0.5"), "upper": Decimal("0.75")}


async def find_peers(tx: Tx, enterprise_id: EnterpriseId) -> Peers | None:
    """By division; by section where that has too few; else None. Without the company itself."""
    columns = tables.standing.c
    own = select(columns.industry_section, columns.industry).where(
        columns.enterprise_id == enterprise_id
    )
    row = (await tx.connection.execute(own)).one_or_none()
    if row is None:
        return None
    needed = int(await read_policy(tx, "risk.peers_needed"))
    scored = columns.score_id.is_not(None) & (columns.enterprise_id != enterprise_id)
    for code, column in (
        (row.industry, columns.industry),
        (row.industry_section, columns.industry_section),
    ):
        peers = scored & (column == code)
        count = await _count(tx, peers)
        if count >= needed:
            return Peers(industry=code, count=count, spreads=await _spreads(tx, peers))
    return None


async def _count(tx: Tx, wanted: ColumnElement[bool]) -> int:
    peers = select(func.count()).select_from(tables.standing).where(wanted)
    return (await tx.connection.execute(peers)).scalar_one()


async def _spreads(tx: Tx, wanted: ColumnElement[bool]) -> tuple[PeerSpread, ...]:
    """One row a feature: its quartiles among the latest scores of the peers."""
    pairs = func.jsonb_each_text(tables.score.c.features).table_valued("key", "value")
    feature = pairs.lateral("feature")
    value = cast(feature.c.value, Numeric)
    quartiles = [
        func.percentile_disc(quarter).within_group(value).label(name)
        for name, quarter in QUARTERS.items()
    ]
    by_feature = (
        select(feature.c.key, *quartiles)
        .select_from(tables.standing)
        .join(tables.score, tables.score.c.id == tables.standing.c.score_id)
        .join(feature, true())
        .where(wanted)
        .group_by(feature.c.key)
        .order_by(feature.c.key)
    )
    return tuple(
        PeerSpread(feature=row.key, lower=row.lower, middle=row.middle, upper=row.upper)
        for row in await tx.connection.execute(by_feature)
    )
