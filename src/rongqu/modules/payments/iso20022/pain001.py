"""Writes pain.001, many payments in one message (ISO 20022, Customer Credit Transfer Initiation).

Version 001.001.09. One payment information block for each account that pays: pain.001 wants one
debtor for each. A transaction's end-to-end id is the order's own id, by which the bank knows it
again, however often and in whatever batch it is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID
from xml.sax.saxutils import escape

from rongqu.kernel.money import Money
from rongqu.modules.payments.ports import BankOrder

SPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
INITIATOR = "Rongqu"


def write_batch(batch_id: UUID, orders: Sequence[BankOrder], at: datetime) -> bytes:
    """Only orders that pay from one account of the bank to another."""
    by_debtor = sorted(orders, key=lambda order: (str(order.debit_account), order.id))
    blocks = "".join(
        _block(batch_id, debtor, list(block))
        for debtor, block in groupby(by_debtor, lambda order: order.debit_account)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{SPACE}"><CstmrCdtTrfInitn>'
        f"<GrpHdr><MsgId>{batch_id}</MsgId><CreDtTm>{at.isoformat()}</CreDtTm>"
        f"<NbOfTxs>{len(orders)}</NbOfTxs><CtrlSum>{_sum(orders).amount}</CtrlSum>"
        f"<InitgPty><Nm>{INITIATOR}</Nm></InitgPty></GrpHdr>{blocks}"
        "</CstmrCdtTrfInitn></Document>\n"
    ).encode()


def _sum(orders: Iterable[BankOrder]) -> Money:
    return sum((order.amount for order in orders), Money.zero("CNY"))


def _block(batch_id: UUID, debtor: str | None, orders: Sequence[BankOrder]) -> str:
    return (
        f"<PmtInf><PmtInfId>{batch_id}</PmtInfId><PmtMtd>TRF</PmtMtd>"
        f"<ReqdExctnDt><Dt>{orders[0].value_date}</Dt></ReqdExctnDt>"
        f"<DbtrAcct>{_account(debtor)}</DbtrAcct>{''.join(_transactions(orders))}</PmtInf>"
    )


def _transactions(orders: Iterable[BankOrder]) -> Iterator[str]:
    """The fee that the payee gives to the platform at once is the transaction's charge."""
    for order in orders:
        amount = f'<InstdAmt Ccy="{order.amount.currency}">{order.amount.amount}</InstdAmt>'
        yield (
            f"<CdtTrfTxInf><PmtId><EndToEndId>{order.id}</EndToEndId></PmtId>"
            f"<PmtTpInf><CtgyPurp><Prtry>{order.kind}</Prtry></CtgyPurp></PmtTpInf>"
            f"<Amt>{amount}</Amt><ChrgBr>CRED</ChrgBr>"
            f"<Cdtr><Nm>{escape(order.credit_name or '')}</Nm></Cdtr>"
            f"<CdtrAcct>{_account(order.credit_account)}</CdtrAcct>"
            f"<RmtInf><Ustrd>fee {order.fee.amount} on {order.value_date}</Ustrd></RmtInf>"
            "</CdtTrfTxInf>"
        )


def _account(account_no: str | None) -> str:
    return f"<Id><Othr><Id>{escape(account_no or '')}</Id></Othr></Id>"
