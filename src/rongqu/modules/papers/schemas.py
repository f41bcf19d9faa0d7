"""Bodies of the papers API."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field, JsonValue

from rongqu.kernel.ids import ContractId
from rongqu.modules.contracts.public import Capacity, Envelope, EnvelopeStatus, Finding, Language
from rongqu.modules.papers.types import PaperWish, SignerWish

Name = Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,39}$")]


class PaperSignerBody(BaseModel):
    """`variable`: what the text calls the party. Those of a higher rank sign later."""

    variable: Name
    uscc: Annotated[str, Field(min_length=18, max_length=18)]
    capacity: Capacity = Capacity.SEAL
    rank: Annotated[int, Field(ge=1, le=8)] = 1


class PaperWishBody(BaseModel):
    """Values by variable: amounts in yuan and shares as decimals in text, days as dates, tables as
    rows of text, everything else as text."""

    template: Name
    values: Annotated[dict[Name, JsonValue], Field(max_length=60)]
    signers: Annotated[list[PaperSignerBody], Field(min_length=1, max_length=8)]
    sign_by: date | None = None
    beside: UUID | None = None

    def to_wish(self) -> PaperWish:
        return PaperWish(
            key=self.template,
            values=dict[str, object](self.values),
            signers=tuple(
                SignerWish(
                    variable=each.variable, uscc=each.uscc, capacity=each.capacity, rank=each.rank
                )
                for each in self.signers
            ),
            sign_by=self.sign_by,
            beside=None if self.beside is None else ContractId(self.beside),
        )


class PaperPreviewBody(PaperWishBody):
    language: Language = Language.ZH


class KnownValuesBody(BaseModel):
    """What the record of a contract says of variables, in the form in which they are sent."""

    values: dict[str, JsonValue]


class SentPaperBody(BaseModel):
    id: UUID
    number: str
    status: EnvelopeStatus
    severe: int
    """Findings of the review for which it is held."""

    @classmethod
    def of(cls, envelope: Envelope, findings: tuple[Finding, ...]) -> Self:
        severe = sum(each.severity == "high" for each in findings)
        return cls(id=envelope.id, number=envelope.number, status=envelope.status, severe=severe)
