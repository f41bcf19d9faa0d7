"""The invoices of a company, line by line: those that an import brought, and those that an
application rests on."""

# Polars names types of numpy, which is not installed.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from rongqu.infra.jobs import Work
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.dates import first_of_month
from rongqu.kernel.ids import EnterpriseId, ImportId
from rongqu.kernel.money import Money
from rongqu.modules.fraud.actions.note_suspicions import note_suspicions
from rongqu.modules.fraud.invoices import (
    FORM_NUMBER,
    Holder,
    find_broken,
    find_out_of_order,
    weight_of,
)
from rongqu.modules.fraud.types import (
    CURRENCY,
    Finding,
    Lines,
    RefusedPaper,
    Source,
    Subject,
    SuspectLine,
    Weight,
)
from rongqu.modules.parties.public import (
    Direction,
    Invoice,
    LineReason,
    Purpose,
    RefusedLine,
    find_sales_invoices,
    list_invoice_months,
    list_lines_refused,
    read_books_of,
    read_enterprise_for,
    read_imported_lines,
)

SHOWN = 100
"""Lines that are kept with a suspicion: who looks into it begins with these."""
SAID = 300
REFUSED = {
    LineReason.TOTAL_WRONG: "invoice.sum",
    LineReason.DATE_IN_FUTURE: "invoice.future",
    LineReason.CONFLICTING: "invoice.two_contents",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What one import brought of one company."""

    lines: pl.DataFrame
    forms: pl.DataFrame
    """Of all imports: the books of forms that it has added to."""
    refused: Sequence[RefusedLine]
    holder: Holder
    slips: Decimal
    """Impossible lines that are so little of all, in number and in money, are slips."""
    odd: Decimal
    """So many odd lines are ordinary: they are not noted."""

    @property
    def seen(self) -> int:
        return self.lines.height + len(self.refused)

    def weigh(self, rule: str, share: Decimal) -> Weight | None:
        weight = weight_of(rule)
        if weight is Weight.STRONG:
            return weight if share > self.slips else Weight.WEAK
        return weight if share > self.odd else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Lines, and each with each rule that it breaks; `seen`: of so many."""

    lines: pl.DataFrame
    broken: pl.DataFrame
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A receivable, as an application states it."""

    number: str
    issued_on: date


async def check_import(work: Work, import_id: ImportId, enterprise_id: EnterpriseId) -> None:
    """Internal: only a job calls it. Reading and writing are transactions of their own."""
    async with work.open_tx() as tx:
        brought = await _read(tx, import_id, enterprise_id)
    findings = await asyncio.to_thread(weigh, brought, str(import_id))
    async with work.open_tx() as tx:
        subject = Subject(enterprise_id=enterprise_id)
        await note_suspicions(tx, subject, Source.INVOICES, findings)


async def check_claims(tx: Tx, subject: Subject, claims: Sequence[Claim]) -> None:
    """The very invoices of receivables: what is wrong with one of them is not outweighed by others.
    That one is missing says something when the company's tax data hold its month and a later
    one."""
    if not claims:
        return
    company = subject.enterprise_id
    numbers = {name for claim in claims for name in _names_of(claim)}
    known = await find_sales_invoices(tx, company, numbers, purpose=Purpose.APPLICATION)
    findings = _judge_each(known, await _holder(tx, company))
    on_record = {invoice.number for invoice in known}
    missing = [claim for claim in claims if on_record.isdisjoint(_names_of(claim))]
    if missing:
        findings += _missing(missing, await _months(tx, company))
    await note_suspicions(tx, subject, Source.INVOICES, findings)


def weigh(brought: Brought, place: str) -> list[Finding]:
    """One finding for each rule."""
    broken = find_broken(brought.lines, brought.holder)
    lines = Judged(lines=brought.lines, broken=broken, seen=brought.seen)
    forms = brought.forms
    order = Judged(lines=forms, broken=find_out_of_order(forms), seen=forms.height)
    return [
        *_weigh_lines(brought, lines, place),
        *_weigh_lines(brought, order, place),
        *_weigh_refused(brought, place),
    ]


def _weigh_lines(brought: Brought, judged: Judged, place: str) -> Iterator[Finding]:
    nets = judged.lines["net_minor"].abs()
    whole = int(nets.sum()) or 1
    for (rule,), held in judged.broken.group_by("rule", maintain_order=True):
        rows = held["row"]
        of_lines = Decimal(rows.len()) / judged.seen
        weight = brought.weigh(str(rule), max(of_lines, Decimal(int(nets[rows].sum())) / whole))
        if weight is not None:
            first = judged.lines[rows.head(SHOWN)].iter_rows(named=True)
            shown = tuple(_to_line(each) for each in first)
            of = Lines(found=rows.len(), seen=judged.seen, shown=shown)
            yield Finding(str(rule), weight, place, of)


def _weigh_refused(brought: Brought, place: str) -> Iterator[Finding]:
    for reason, rule in REFUSED.items():
        lines = [each for each in brought.refused if each.reason is reason]
        weight = brought.weigh(rule, Decimal(len(lines)) / brought.seen) if lines else None
        if weight is not None:
            shown = tuple(map(_to_paper, lines[:SHOWN]))
            yield Finding(
                rule, weight, place, Lines(found=len(lines), seen=brought.seen, shown=shown)
            )


async def _read(tx: Tx, import_id: ImportId, enterprise_id: EnterpriseId) -> Brought:
    return Brought(
        lines=await read_imported_lines(tx, import_id, enterprise_id),
        forms=await read_books_of(tx, import_id, enterprise_id, FORM_NUMBER),
        refused=await list_lines_refused(tx, import_id, enterprise_id, list(REFUSED)),
        holder=await _holder(tx, enterprise_id),
        slips=await read_policy(tx, "fraud.slips_tolerated"),
        odd=await read_policy(tx, "fraud.odd_lines_tolerated"),
    )


async def _holder(tx: Tx, enterprise_id: EnterpriseId) -> Holder:
    company = await read_enterprise_for(tx, enterprise_id, Purpose.OVERVIEW)
    return Holder(code=company.uscc, founded_on=company.founded_on)


def _judge_each(invoices: Sequence[Invoice], holder: Holder) -> list[Finding]:
    found: list[Finding] = []
    for invoice in invoices:
        line = _line_of(invoice)
        row = {
            "direction": line.direction,
            "number": line.number,
            "code": line.code,
            "issued_on": line.issued_on,
            "net_minor": line.net.minor,
            "tax_minor": line.tax.minor,
            "partner_code": line.partner_code,
        }
        of = Lines(found=1, seen=1, shown=(line,))
        found += [
            Finding(rule, weight_of(rule), invoice.number, of)
            for rule in find_broken(pl.DataFrame([row]), holder)["rule"]
        ]
    return found


def _missing(claims: Sequence[Claim], months: frozenset[date]) -> list[Finding]:
    return [
        Finding("invoice.not_on_record", Weight.STRONG, claim.number)
        for claim in claims
        if (month := first_of_month(claim.issued_on)) in months and month < max(months)
    ]


async def _months(tx: Tx, enterprise_id: EnterpriseId) -> frozenset[date]:
    months = await list_invoice_months(tx, enterprise_id, purpose=Purpose.APPLICATION)
    return frozenset(each.month for each in months if each.direction is Direction.OUTPUT)


def _names_of(claim: Claim) -> set[str]:
    """As it was typed, and with the leading zeros that were left out."""
    number = claim.number.strip()
    return {number, number.zfill(8)} if number.isdecimal() else {number}


def _line_of(invoice: Invoice) -> SuspectLine:
    return SuspectLine(
        direction=invoice.direction,
        number=invoice.number,
        code=invoice.code,
        issued_on=invoice.issued_on,
        net=invoice.net,
        tax=invoice.tax,
        partner_code=invoice.partner_code,
    )


def _to_line(row: dict[str, Any]) -> SuspectLine:
    net, tax = row.pop("net_minor"), row.pop("tax_minor")
    return SuspectLine(net=Money(net, CURRENCY), tax=Money(tax, CURRENCY), **row)


def _to_paper(refused: RefusedLine) -> RefusedPaper:
    return RefusedPaper(line=refused.line, said=" | ".join(refused.cells)[:SAID])
