"""A report to the authority as XML: whose money, which movements, why. Pure.

The elements follow the fields of 中国反洗钱监测分析中心's message on large and suspicious
transactions by their meaning; an institution maps them to the version that it has been given.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from uuid import UUID

from rongqu.modules.compliance.money_types import Moved, Report


def write_case_file(report: Report, movements: Sequence[Moved], names: Mapping[UUID, str]) -> bytes:
    root = ET.Element("report", {"kind": report.kind, "id": str(report.id)})
    _add(root, "madeAt", report.made_at.isoformat())
    subject = ET.SubElement(root, "subject", {"id": str(report.about)})
    _add(subject, "name", names.get(report.about, ""))
    _money(root, "amount", report.amount.amount, report.amount.currency)
    if report.reason:
        _add(root, "reason", report.reason)
    if report.alert_id is not None:
        _add(root, "alert", str(report.alert_id))
    listed = ET.SubElement(root, "transactions", {"count": str(len(movements))})
    for each in movements:
        one = ET.SubElement(listed, "transaction", {"id": str(each.id), "kind": each.kind})
        _add(one, "at", each.moved_at.isoformat())
        _money(one, "amount", each.amount.amount, each.amount.currency)
        for role, side in (("payer", each.payer), ("payee", each.payee)):
            party = ET.SubElement(one, role, {"id": str(side)} if side else {})
            party.text = names.get(side, "") if side else ""
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _money(parent: ET.Element, name: str, amount: str, currency: str) -> None:
    ET.SubElement(parent, name, {"currency": currency}).text = amount
