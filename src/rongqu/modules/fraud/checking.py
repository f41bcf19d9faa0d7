"""A company's invoices as a whole: do they bear out what it states, do they run in rings?"""

from __future__ import annotations

from datetime import date

from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.kernel.money import Money
from rongqu.modules.fraud.actions.note_suspicions import note_suspicions
from rongqu.modules.fraud.invoices import compare_declared
from rongqu.modules.fraud.network import read_network
from rongqu.modules.fraud.types import Finding, Source, Subject, Weight
from rongqu.modules.parties.public import (
    Direction,
    Purpose,
    list_figures,
    list_invoice_months,
)

MONTHS = 12


async def check_company(tx: Tx, enterprise_id: EnterpriseId) -> None:
    """Internal: only handlers call it; note_suspicions publishes."""
    findings = [*await _compare_sales(tx, enterprise_id), *await _find_rings(tx, enterprise_id)]
    await note_suspicions(tx, Subject(enterprise_id=enterprise_id), Source.INVOICES, findings)


async def _compare_sales(tx: Tx, enterprise_id: EnterpriseId) -> list[Finding]:
    """Of stated years with invoices in every month: what is missing proves nothing."""
    tolerance = await read_policy(tx, "fraud.declared_tolerance")
    months = await list_invoice_months(tx, enterprise_id, purpose=Purpose.OVERVIEW)
    sold: dict[date, Money] = {
        each.month: each.net for each in months if each.direction is Direction.OUTPUT
    }
    found: list[Finding] = []
    for figures in await list_figures(tx, enterprise_id):
        year = [date(figures.year, month + 1, 1) for month in range(MONTHS)]
        if all(month in sold for month in year):
            whole = sum((sold[month] for month in year), Money.zero(figures.revenue.currency))
            found += [
                Finding(each.code, Weight.STRONG, str(figures.year))
                for each in compare_declared(figures.revenue, whole, tolerance)
            ]
    return found


async def _find_rings(tx: Tx, enterprise_id: EnterpriseId) -> list[Finding]:
    """Weak: honest barter runs in rings, too."""
    network = await read_network(tx, enterprise_id)
    return [Finding("invoice.ring", Weight.WEAK, " ".join(sorted(ring))) for ring in network.rings]
