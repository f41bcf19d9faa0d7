"""What companies of the same industry look like; never so few that one could be told from it."""

from __future__ import annotations

from sqlalchemy import Numeric, Text, column, func, select

from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.risk.types import Peers, PeerSpread


async def find_peers(tx: Tx, enterprise_id: EnterpriseId) -> Peers | None:
    """By division; by section where that has too few; else None. Without the company itself.

    A lender sees few of them: the database's owner answers with their quartiles."""
    needed = int(await read_policy(tx, "risk.peers_needed"))
    peers = func.risk.peers_of(enterprise_id, needed).table_valued(
        column("industry", Text),
        column("companies"),
        column("feature", Text),
        column("lower_quarter", Numeric),
        column("middle", Numeric),
        column("upper_quarter", Numeric),
    )
    rows = (await tx.connection.execute(select(peers))).all()
    if not rows:
        return None
    spreads = tuple(
        PeerSpread(
            feature=row.feature, lower=row.lower_quarter, middle=row.middle, upper=row.upper_quarter
        )
        for row in rows
    )
    return Peers(industry=rows[0].industry, count=rows[0].companies, spreads=spreads)
