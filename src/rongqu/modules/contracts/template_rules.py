"""When a template may be drafted, changed, adopted, and what the review of texts says to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from rongqu.kernel.actor import Actor
from rongqu.modules.contracts.errors import (
    DraftOpen,
    FindingsSevere,
    TemplateNotEditable,
    TemplateWaits,
    ValidityWrong,
)
from rongqu.modules.contracts.library.composing import compose, plain_text, sample_values
from rongqu.modules.contracts.library.types import (
    Template,
    TemplateKind,
    TemplateVersion,
    VersionStatus,
)
from rongqu.modules.contracts.review.reviewing import Reviewed, review
from rongqu.modules.contracts.review.types import Finding, Severity, TextKind
from rongqu.modules.contracts.template_queries import may_edit

SAMPLE_NUMBER = "RQ-SAMPLE"
TEXT_KINDS = {
    TemplateKind.LOAN: TextKind.LOAN,
    TemplateKind.ORDER_FINANCE: TextKind.LOAN,
    TemplateKind.PLEDGE: TextKind.PLEDGE,
    TemplateKind.GUARANTEE: TextKind.GUARANTEE,
    TemplateKind.LEASE: TextKind.LEASE,
    TemplateKind.FACTORING: TextKind.FACTORING,
}
"""Kinds whose statutory clauses the review knows; other texts are read clause by clause."""


def text_kind_of(kind: TemplateKind) -> TextKind:
    return TEXT_KINDS.get(kind, TextKind.CLAUSE)


def check_can_draft(actor: Actor, template: Template, versions: Sequence[TemplateVersion]) -> None:
    _check_editor(actor, template)
    if any(each.status is VersionStatus.DRAFT for each in versions):
        raise DraftOpen(template=template.key)


def check_can_change(actor: Actor, version: TemplateVersion, *, is_waiting: bool) -> None:
    _check_editor(actor, version.template)
    if version.status is not VersionStatus.DRAFT:
        raise TemplateNotEditable(status=version.status)
    if is_waiting:
        raise TemplateWaits(version_id=version.id)


def check_can_adopt(actor: Actor, version: TemplateVersion, sha256: str) -> None:
    """Whoever wrote the last word does not approve it, even if somebody else asked."""
    actor.require_other_than(version.author_id)
    if version.status is not VersionStatus.DRAFT or version.sha256 != sha256:
        raise TemplateNotEditable(status=version.status)


def check_days(valid_from: date, valid_until: date | None, today: date) -> None:
    """Not into the past: what was made then has its own version on record."""
    if valid_from < today or (valid_until is not None and valid_until <= valid_from):
        raise ValidityWrong(valid_from=valid_from)


def review_sample(version: TemplateVersion, rate_cap: Decimal) -> tuple[Finding, ...]:
    """The text as a contract with sample values would read."""
    content = compose(version.text, sample_values(), SAMPLE_NUMBER)
    wanted = Reviewed(
        text=plain_text(content), kind=text_kind_of(version.template.kind), rate_cap=rate_cap
    )
    return review(wanted)


def check_review(findings: Sequence[Finding]) -> None:
    severe = [each for each in findings if each.severity is Severity.HIGH]
    if severe:
        raise FindingsSevere(rules=", ".join(sorted({each.rule.value for each in severe})))


def _check_editor(actor: Actor, template: Template) -> None:
    if not may_edit(actor, template):
        raise TemplateNotEditable(status="entrusted_to_others")
