"""A text of the library and its values become a PDF/A and what the review finds in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rongqu.modules.contracts.public import (
    Finding,
    OnRecord,
    Reviewed,
    TemplateVersion,
    Values,
    compose,
    plain_text,
    render,
    review,
    text_kind_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """`record`: what was agreed, with which the text is compared."""

    version: TemplateVersion
    values: Values
    number: str
    made_on: date
    rate_cap: Decimal
    record: OnRecord


def make(wanted: Making) -> tuple[bytes, tuple[Finding, ...]]:
    """Takes some 30 ms: call it off the event loop."""
    content = compose(wanted.version.text, wanted.values, wanted.number)
    findings = review(
        Reviewed(
            text=plain_text(content),
            kind=text_kind_of(wanted.version.template.kind),
            rate_cap=wanted.rate_cap,
            record=wanted.record,
        )
    )
    return render(content, wanted.made_on), findings
