"""Bodies of the fraud API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from rongqu.infra.web import MoneyBody
from rongqu.modules.fraud.network import Network
from rongqu.modules.fraud.types import (
    Examination,
    RefusedPaper,
    Source,
    SuspectLine,
    Suspicion,
    Weight,
)


class ForgeryFindingBody(BaseModel):
    """`code` has words in `fraud.json`."""

    code: str
    weight: Weight
    where: str


class ExaminationBody(BaseModel):
    sha256: str
    kind: str
    findings: list[ForgeryFindingBody]

    @classmethod
    def of(cls, examined: Examination) -> Self:
        return cls(
            sha256=examined.sha256,
            kind=examined.kind,
            findings=[
                ForgeryFindingBody(code=each.code, weight=each.weight, where=each.where)
                for each in examined.findings
            ],
        )


class NetworkNodeBody(BaseModel):
    code: str
    name: str
    id: UUID | None


class NetworkSaleBody(BaseModel):
    seller: str
    buyer: str
    net: MoneyBody


class NetworkBody(BaseModel):
    """`rings`: codes along sales that come back to the centre."""

    centre: str
    nodes: list[NetworkNodeBody]
    sales: list[NetworkSaleBody]
    rings: list[list[str]]

    @classmethod
    def of(cls, network: Network) -> Self:
        return cls(
            centre=network.centre,
            nodes=[
                NetworkNodeBody(code=each.code, name=each.name, id=each.id)
                for each in network.nodes
            ],
            sales=[
                NetworkSaleBody(seller=each.seller, buyer=each.buyer, net=MoneyBody.of(each.net))
                for each in network.sales
            ],
            rings=[list(ring) for ring in network.rings],
        )


class SuspicionBody(BaseModel):
    """`code` has words in `fraud.json`; a cleared one counts no more. Of invoices, so many of the
    lines that were looked at break the rule."""

    id: UUID
    enterprise_id: UUID
    enterprise_name: str | None
    application_id: UUID | None
    source: Source
    code: str
    weight: Weight
    where: str
    lines_found: int | None
    lines_seen: int | None
    seen_at: datetime
    cleared_at: datetime | None
    clearing: str | None

    @classmethod
    def of(cls, found: Suspicion, names: Mapping[UUID, str]) -> Self:
        subject, lines = found.subject, found.finding.lines
        return cls(
            id=found.id,
            enterprise_id=subject.enterprise_id,
            enterprise_name=names.get(subject.enterprise_id),
            application_id=subject.application_id,
            source=found.source,
            code=found.finding.code,
            weight=found.finding.weight,
            where=found.finding.where if lines is None else "",
            lines_found=None if lines is None else lines.found,
            lines_seen=None if lines is None else lines.seen,
            seen_at=found.seen_at,
            cleared_at=found.cleared_at,
            clearing=found.clearing,
        )


class SuspectLineBody(BaseModel):
    """An invoice as it was, or a line that no import took in: `file_line` and what it `said`."""

    file_line: int | None = None
    said: str | None = None
    direction: str | None = None
    number: str | None = None
    code: str | None = None
    issued_on: date | None = None
    net: MoneyBody | None = None
    tax: MoneyBody | None = None
    partner_code: str | None = None

    @classmethod
    def of(cls, line: SuspectLine | RefusedPaper) -> Self:
        if isinstance(line, RefusedPaper):
            return cls(file_line=line.line, said=line.said)
        return cls(
            direction=line.direction,
            number=line.number,
            code=line.code,
            issued_on=line.issued_on,
            net=MoneyBody.of(line.net),
            tax=MoneyBody.of(line.tax),
            partner_code=line.partner_code,
        )


class SuspectLinesBody(BaseModel):
    items: list[SuspectLineBody]


class ClearingBody(BaseModel):
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=500)]
