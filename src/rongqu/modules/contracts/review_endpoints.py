"""Review of a text before it is sent: contracts, business plans, project pages, campaigns."""

from __future__ import annotations

import asyncio

from pydantic import BaseModel, Field

from rongqu.infra.policies import read_policy
from rongqu.infra.problems import problems
from rongqu.infra.web import TxDep, module_router
from rongqu.modules.contracts import permissions
from rongqu.modules.contracts.review.reviewing import Reviewed, review
from rongqu.modules.contracts.review.types import Severity, TextKind
from rongqu.modules.contracts.review_schemas import TextFindingBody

router = module_router("contracts", prefix="/reviews")

LONGEST_TEXT = 20_000


class TextToReviewBody(BaseModel):
    text: str = Field(min_length=1, max_length=LONGEST_TEXT)
    kind: TextKind


class ReviewedTextBody(BaseModel):
    findings: list[TextFindingBody]
    may_be_sent: bool
    """Nothing of high severity was found."""


@router.post("", responses=problems())
async def review_text_endpoint(tx: TxDep, body: TextToReviewBody) -> ReviewedTextBody:
    tx.actor.require(permissions.VIEW)
    cap = await read_policy(tx, "catalog.yearly_rate_cap")
    wanted = Reviewed(text=body.text, kind=body.kind, rate_cap=cap)
    findings = await asyncio.to_thread(review, wanted)
    return ReviewedTextBody(
        findings=[TextFindingBody.of(each) for each in findings],
        may_be_sent=all(each.severity is not Severity.HIGH for each in findings),
    )
