"""Reads pain.002, what became of each payment of a batch (ISO 20022, Payment Status Report).

What a report leaves out is not refused, it is not said: such an order is asked about by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from rongqu.infra.safe_xml import ForbiddenXml, Node, NotXml, read_xml
from rongqu.kernel.ids import PaymentOrderId
from rongqu.modules.payments.ports import BankOrder, BankStatus, OrderNews

SPACE = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"
STATUSES = {
    "ACSC": BankStatus.SETTLED,
    "ACSP": BankStatus.ACCEPTED,
    "ACCP": BankStatus.ACCEPTED,
    "PDNG": BankStatus.ACCEPTED,
    "RJCT": BankStatus.FAILED,
}


class ReportUnreadable(Exception):
    """No pain.002 of this batch: as good as no answer."""


def read_report(content: bytes, batch_id: UUID, sent: Sequence[BankOrder]) -> tuple[OrderNews, ...]:
    """News of the orders that were sent; a stranger's in it is passed over."""
    orders = {order.id: order for order in sent}
    try:
        root = read_xml(content)
        group = root.find("CstmrPmtStsRpt", "OrgnlGrpInfAndSts")
        if root.space != SPACE or group is None:
            raise ReportUnreadable("not a pain.002")
        if group.text_of("OrgnlMsgId") != str(batch_id):
            raise ReportUnreadable("of another batch")
        parts = root.all("CstmrPmtStsRpt", "OrgnlPmtInfAndSts", "TxInfAndSts")
        news = [_read(part, orders) for part in parts]
    except (NotXml, ForbiddenXml, ValueError, KeyError) as error:
        raise ReportUnreadable(type(error).__name__) from error
    return tuple(each for each in news if each is not None)


def _read(part: Node, orders: Mapping[PaymentOrderId, BankOrder]) -> OrderNews | None:
    order = orders.get(PaymentOrderId(UUID(part.text_of("OrgnlEndToEndId") or "")))
    if order is None:
        return None
    status = STATUSES[part.text_of("TxSts") or ""]
    settled_on = part.text_of("FctvIntrBkSttlmDt", "Dt")
    return OrderNews(
        order_id=order.id,
        status=status,
        amount=order.amount,
        fee=order.fee,
        bank_order_no=part.text_of("AcctSvcrRef") or "",
        reason_code=part.text_of("StsRsnInf", "Rsn", "Prtry"),
        settled_on=None if settled_on is None else date.fromisoformat(settled_on),
    )
