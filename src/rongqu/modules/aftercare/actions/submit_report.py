"""An issuer reports of a quarter; holders hear of it, and of every covenant that it breaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import insert, update

from rongqu.events.aftercare import ReportSubmitted
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId
from rongqu.kernel.money import Money
from rongqu.modules.aftercare import permissions, queries, rules, tables
from rongqu.modules.aftercare.errors import AlreadyReported, ReportNotFound, ReportTooEarly
from rongqu.modules.aftercare.types import Breach, Measure, ReportId
from rongqu.modules.investing.public import get_visible_offering, list_holders


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    report_id: ReportId
    text: str
    figures: Mapping[Measure, Money]


async def submit_report(tx: Tx, submitted: Submission) -> OfferingId:
    tx.actor.require(permissions.REPORT)
    report = await queries.lock_report(tx, submitted.report_id)
    if report.issuer_id != tx.actor.organisation:
        raise ReportNotFound(report_id=report.id)
    if report.submitted_at is not None:
        raise AlreadyReported(report_id=report.id)
    if tx.business_date <= report.ends_on:
        raise ReportTooEarly(ends_on=report.ends_on)
    offering = await get_visible_offering(tx, report.offering_id)
    rules.check_currency(submitted.figures.values(), offering.target.currency)
    covenants = await queries.list_covenants(tx, offering.id)
    breaches = rules.find_breaches(report, submitted.figures, covenants)

    await tx.connection.execute(
        update(tables.report)
        .where(tables.report.c.id == report.id)
        .values(
            text=submitted.text,
            figures={measure: value.minor for measure, value in submitted.figures.items()},
            submitted_by=tx.actor.id,
            submitted_at=tx.now,
        )
    )
    await _note(tx, breaches)

    holders = await list_holders(tx, offering.id)
    await tx.publish(
        ReportSubmitted(
            subject_id=report.id,
            parties=(offering.issuer_id, *holders),
            offering_id=offering.id,
            title=offering.title,
            ends_on=report.ends_on,
            breaches=len(breaches),
        )
    )
    return offering.id


async def _note(tx: Tx, breaches: tuple[Breach, ...]) -> None:
    for each in breaches:
        await tx.connection.execute(
            insert(tables.breach).values(
                report_id=each.report_id,
                measure=each.measure,
                currency=each.least.currency,
                least_minor=each.least.minor,
                actual_minor=each.actual.minor,
            )
        )
