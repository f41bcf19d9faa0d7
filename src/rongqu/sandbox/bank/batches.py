"""Batches: pain.001 in, pain.002 out. Each transaction in one is an order like any other."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

from rongqu.infra.safe_xml import ForbiddenXml, Node, NotXml, read_xml
from rongqu.kernel.money import Money
from rongqu.sandbox.bank import orders
from rongqu.sandbox.bank.faults import Fault, find_strike
from rongqu.sandbox.bank.orders import Moment, Refused, RequestIdTaken, Unknown
from rongqu.sandbox.bank.schemas import OrderAnswer, OrderRequest

SPACE = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"
FEE = re.compile(r"fee (\S+) on (\S+)")
STATUSES = {"accepted": "ACSP", "settled": "ACSC", "failed": "RJCT"}


def place_batch(books: sqlite3.Connection, content: bytes, moment: Moment) -> str:
    """Take what is new of it, or answer again. Half of it only, when that fault strikes."""
    batch_id, wishes = _read(content)
    known = books.execute("SELECT request FROM batch WHERE batch_id = ?", (batch_id,)).fetchone()
    if known is None:
        taken = wishes
        if find_strike(books, Fault.HALF_BATCH, f"batch {batch_id}"):
            taken = wishes[: len(wishes) // 2]
        ids = [wish.request_id for wish in taken]
        books.execute(
            "INSERT INTO batch VALUES (?, ?, ?)", (batch_id, content.decode(), json.dumps(ids))
        )
        for wish in taken:
            orders.place_order(books, wish, moment)
    elif known["request"] != content.decode():
        raise RequestIdTaken
    return report(books, batch_id)


def report(books: sqlite3.Connection, batch_id: str) -> str:
    found = books.execute("SELECT taken FROM batch WHERE batch_id = ?", (batch_id,)).fetchone()
    if found is None:
        raise Unknown("batch_unknown")
    ids: list[str] = json.loads(found["taken"])
    answers = [orders.to_order(orders.find_order(books, each)) for each in ids]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{SPACE}"><CstmrPmtStsRpt>'
        f"<GrpHdr><MsgId>R-{batch_id}</MsgId></GrpHdr><OrgnlGrpInfAndSts>"
        f"<OrgnlMsgId>{batch_id}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>"
        f"</OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>{batch_id}</OrgnlPmtInfId>"
        f"{''.join(map(_status, answers))}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>\n"
    )


def _status(answer: OrderAnswer) -> str:
    reason = (
        ""
        if answer.reason is None
        else (f"<StsRsnInf><Rsn><Prtry>{escape(answer.reason)}</Prtry></Rsn></StsRsnInf>")
    )
    day = (
        ""
        if answer.settled_on is None
        else (f"<FctvIntrBkSttlmDt><Dt>{answer.settled_on}</Dt></FctvIntrBkSttlmDt>")
    )
    return (
        f"<TxInfAndSts><OrgnlEndToEndId>{escape(answer.request_id)}</OrgnlEndToEndId>"
        f"<TxSts>{STATUSES[answer.status]}</TxSts>{reason}{day}"
        f"<AcctSvcrRef>{answer.order_no}</AcctSvcrRef></TxInfAndSts>"
    )


def _read(content: bytes) -> tuple[str, Sequence[OrderRequest]]:
    try:
        root = read_xml(content)
    except (NotXml, ForbiddenXml) as error:
        raise Refused("batch_unreadable") from error
    batch_id = root.text_of("CstmrCdtTrfInitn", "GrpHdr", "MsgId")
    wishes = [
        wish for block in root.all("CstmrCdtTrfInitn", "PmtInf") for wish in _wishes_of(block)
    ]
    count = root.text_of("CstmrCdtTrfInitn", "GrpHdr", "NbOfTxs")
    total = root.text_of("CstmrCdtTrfInitn", "GrpHdr", "CtrlSum")
    minor = sum(wish.minor for wish in wishes)
    if batch_id is None or total is None or str(len(wishes)) != count:
        raise Refused("batch_incomplete")
    if Decimal(total) != Decimal(Money(minor, "CNY").amount):
        raise Refused("batch_sum_wrong")
    return batch_id, wishes


def _wishes_of(block: Node) -> Iterator[OrderRequest]:
    debtor = block.text_of("DbtrAcct", "Id", "Othr", "Id")
    for part in block.all("CdtTrfTxInf"):
        remittance = FEE.fullmatch(part.text_of("RmtInf", "Ustrd") or "")
        if remittance is None:
            raise Refused("batch_incomplete")
        fee, day = remittance.groups()
        amount = Money.parse(part.text_of("Amt", "InstdAmt") or "", "CNY")
        yield OrderRequest.model_validate(
            {
                "request_id": part.text_of("PmtId", "EndToEndId"),
                "kind": part.text_of("PmtTpInf", "CtgyPurp", "Prtry"),
                "debit_account": debtor,
                "credit_account": part.text_of("CdtrAcct", "Id", "Othr", "Id"),
                "credit_name": part.text_of("Cdtr", "Nm"),
                "amount_minor": str(amount.minor),
                "fee_minor": str(Money.parse(fee, "CNY").minor),
                "currency": "CNY",
                "value_date": date.fromisoformat(day),
            }
        )
