"""Forgeries found and false alarms, way by way; questions to a network of 84,000 shareholdings.

**Synthetic, and said so**: documents are typeset here by the product's own tool and tampered with
by fixed recipes with seeds, and the rules were made for these ways. What a forger saves anew as a
whole with an honest tool is not among them, and would not be found. *Real*: the invoices of the
shared companies before 2019, as an import would bring them; what is found there is a false alarm,
as far as anybody knows, and the same ways of tampering are tried on them, a few lines at a time.
*Outside*: vehicle claims, where LightGBM is measured on the later year; no product rule applies.
"""

from __future__ import annotations

import json
import os
import random
import re
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import polars as pl
import typst
from _peers import ask_peer
from _scans import copy_part, saved, scan
from rich.console import Console
from rich.table import Table

from rongqu.infra.policies import read_pack
from rongqu.kernel.ids import EnterpriseId
from rongqu.kernel.money import Money, Rounding
from rongqu.kernel.uscc import synthetic_uscc
from rongqu.modules.fraud.checking_lines import REFUSED, Brought, weigh
from rongqu.modules.fraud.documents.apart import look
from rongqu.modules.fraud.examining import examine_file
from rongqu.modules.fraud.graph.links import Links, find_groups
from rongqu.modules.fraud.invoices import (
    Holder,
    compare_declared,
    find_broken,
    find_out_of_order,
    forms_of,
)
from rongqu.modules.fraud.types import Finding, Weight
from rongqu.modules.fraud.velocity import find_rushes
from rongqu.modules.parties.import_queries import LINES
from rongqu.modules.parties.invoices.files import Batch
from rongqu.modules.parties.invoices.layouts import find_layout
from rongqu.modules.parties.invoices.lines import Plan, judge
from rongqu.modules.parties.invoices.verdicts import Written, assign, refused_lines
from rongqu.modules.parties.public import Direction

DATA = Path(os.environ.get("RONGQU_DATA", "../shared/data"))
TODAY, FOUNDED = date(2026, 11, 28), date(2019, 5, 6)
CASES, QUICK_CASES = 200, 60
SCANS_IN = 10
COMPANIES, QUICK_COMPANIES = 425, 60
CHINA = timezone(timedelta(hours=8))
ATTRIBUTES = ("phone", "address", "device", "account")

Figures = dict[str, float]
Line = dict[str, Any]
SLIPS, ODD = (read_pack()[f"fraud.{each}_tolerated"].value for each in ("slips", "odd_lines"))
Case = tuple[bool, bool]
"""Found in the tampered one; false alarm in the honest one."""


def document(dice: random.Random) -> bytes:
    lines = "\n\n".join(
        f"No. {dice.randrange(10**6)}: {dice.randrange(1, 10**6)}.{dice.randrange(100):02d} CNY"
        for _ in range(dice.randrange(5, 30))
    )
    made = datetime(2026, dice.randrange(1, 12), dice.randrange(1, 28), 9, 30, tzinfo=CHINA)
    stamp = f"datetime(year: {made.year}, month: {made.month}, day: {made.day})"
    source = f'#set document(title: "Statement", date: {stamp})\n= Statement of account\n{lines}'
    return typst.compile(source.encode())


def add_revision(pdf: bytes, addition: bytes) -> bytes:
    """As an editor saves: what is new at the end, with a table of its own."""
    start = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    at = len(pdf) + 1
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 900 /Prev %d >>\n" % start
    return pdf + b"\n" + addition + table + b"startxref\n%d\n%%%%EOF\n" % (at + len(addition))


def text_replaced(pdf: bytes, dice: random.Random) -> bytes:
    amount = b"%d.00" % dice.randrange(10**6)
    body = b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % amount
    return add_revision(
        pdf, b"7 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(body), body)
    )


def note_added(pdf: bytes, dice: random.Random) -> bytes:
    kind = dice.choice([b"FreeText", b"Stamp", b"Square"])
    return add_revision(pdf, b"801 0 obj\n<< /Type /Annot /Subtype /%s >>\nendobj\n" % kind)


def made_by_editor(pdf: bytes, dice: random.Random) -> bytes:
    tool = dice.choice([b"iLovePDF", b"Sejda 3", b"Adobe Photoshop 25", b"PDF-XChange Editor 10"])
    return add_revision(pdf, b"802 0 obj\n<< /Producer (%s) >>\nendobj\n" % tool)


def saved_later(pdf: bytes, dice: random.Random) -> bytes:
    """In one piece: only the date tells."""
    changed = b"/ModDate (D:2027%02d01120000+08'00')" % dice.randrange(1, 12)
    made = b"/CreationDate (D:20260102120000+08'00')"
    end = pdf.rindex(b"%%EOF")
    return pdf[:end] + b"%" + made + changed + b"\n" + pdf[end:]


def font_added(pdf: bytes, dice: random.Random) -> bytes:
    font = dice.choice([b"Helvetica", b"ArialMT", b"SimSun"])
    end = pdf.rindex(b"%%EOF")
    return pdf[:end] + b"%%<< /Type /Font /BaseFont /%s >>\n" % font + pdf[end:]


def signed(pdf: bytes) -> bytes:
    """The shape of a signature, not a valid one: its range covers the file."""
    mark = b"\n900 0 obj\n<< /Type /Sig /ByteRange [0 %010d %010d %010d] >>\nendobj\n"
    shape = mark % (0, 0, 0) + b"startxref\n0\n%%EOF\n"
    whole = len(pdf) + len(shape)
    return pdf + mark % (len(pdf), len(pdf), whole - len(pdf)) + b"startxref\n0\n%%EOF\n"


PDF_WAYS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "pdf: text replaced in a new revision": text_replaced,
    "pdf: note laid over": note_added,
    "pdf: saved by an editing tool": made_by_editor,
    "pdf: saved again after issue": saved_later,
    "pdf: font added": font_added,
    "pdf: changed after signature": lambda pdf, dice: text_replaced(signed(pdf), dice),
}


def measure_documents(count: int) -> dict[str, list[Case]]:
    measured: dict[str, list[Case]] = {way: [] for way in PDF_WAYS}
    for seed in range(count):
        dice = random.Random(seed)
        honest = document(dice)
        for way, tamper in PDF_WAYS.items():
            before = signed(honest) if "signature" in way else honest
            alarm = bool(examine_file(before).findings)
            measured[way].append((bool(examine_file(tamper(honest, dice)).findings), alarm))
    return measured


def picture(dice: random.Random, *, edited: bool) -> bytes:
    """Segments of a JPEG without its image: only those are looked at."""
    tables = (
        b"\xff\xdb" + (67).to_bytes(2) + b"\0" + bytes(dice.randrange(2, 60) for _ in range(64))
    )
    tool = b"Adobe Photoshop 25.1" if edited else b"Camera firmware 1.2"
    exif = b"\xff\xe1" + (8 + len(tool)).to_bytes(2) + b"Exif\0\0" + tool
    return b"\xff\xd8" + exif + tables + b"\xff\xda\0\0\xff\xd9"


def line(dice: random.Random, number: int) -> Line:
    """An honest sale. Its cells are those of a file of our own columns."""
    net = Money(dice.randrange(100_00, 1_000_000_00), "CNY")
    rate = Decimal(dice.choice(["0.13", "0.09", "0.06", "0.03", "0.01"]))
    issued = date(2026, 1, 1) + timedelta(days=number)
    return {
        "number": f"{10_000_000 + number * 3}",
        "code": "1100214130",
        "issued_on": issued,
        "net_minor": net.minor,
        "tax_minor": net.times(rate, Rounding.HALF_UP).minor,
        "partner_code": synthetic_uscc(f"b{dice.randrange(10**6)}"),
        "direction": "output",
    }


def _other_letter(code: str, dice: random.Random) -> str:
    at = dice.randrange(8, 17)
    return code[:at] + dice.choice([d for d in "0123456789" if d != code[at]]) + code[at + 1 :]


def _rate_of_tomorrow(each: Line, dice: random.Random) -> Line:
    return {
        "issued_on": date(2017, 5, 1) + timedelta(days=dice.randrange(300)),
        "net_minor": (net := max(100_00, each["net_minor"] // 100 * 100)),
        "tax_minor": net * 16 // 100,
    }


INVOICE_WAYS: dict[str, Callable[[Line, random.Random], Line]] = {
    "invoice: total raised": lambda _, dice: {"total_minor": dice.randrange(1_00, 10**9)},
    "invoice: tax above every rate": lambda each, dice: {
        "tax_minor": each["net_minor"] * dice.randrange(18, 40) // 100 + 1_01
    },
    "invoice: net and total raised": lambda each, dice: {
        "net_minor": each["net_minor"] + dice.randrange(10_000_00, 10**9)
    },
    "invoice: a rate that came later": _rate_of_tomorrow,
    "invoice: date in the future": lambda _, dice: {
        "issued_on": TODAY + timedelta(days=dice.randrange(1, 60))
    },
    "invoice: date before the founding": lambda _, dice: {
        "issued_on": FOUNDED - timedelta(days=dice.randrange(1, 900))
    },
    "invoice: number of a wrong length": lambda each, dice: {
        "number": each["number"] + "0" * dice.randrange(1, 4)
    },
    "invoice: year of a digital number": lambda _, dice: {
        "number": f"{dice.randrange(22, 26)}32{dice.randrange(10**16):016}",
        "code": "",
    },
    "invoice: tax code with a wrong digit": lambda _, dice: {
        "partner_code": _other_letter(synthetic_uscc(str(dice.random())), dice)
    },
}


def taken_in(written: list[Line], holder: Holder) -> list[Finding]:
    """As the product does it: what the import refuses, and what is found in what it takes in."""
    rows = [_cells(each) for each in written]
    layout = find_layout([list(rows[0])])
    plan = Plan(layout=layout, direction=Direction.OUTPUT, own=None, business_date=TODAY)
    names = {f"c{at}": [row[name] for row in rows] for at, name in enumerate(rows[0])}
    cells = pl.DataFrame({"line": range(len(rows)), "ragged": [False] * len(rows)} | names)
    assigned = assign(Batch(cells), judge(cells, plan), None, EnterpriseId(UUID(int=1)))
    lines = assigned.firsts.select(list(LINES))
    brought = Brought(
        lines=lines,
        forms=forms_of(lines),
        refused=[
            each for each in refused_lines(assigned, Written([], [])) if each.reason in REFUSED
        ],
        holder=holder,
        slips=SLIPS,
        odd=ODD,
    )
    return weigh(brought, "")


def _cells(each: Line) -> dict[str, str]:
    net, tax = each["net_minor"], each["tax_minor"]
    total = each.get("total_minor", net + tax)
    return {
        "company_id": "X",
        "invoice_no": each["number"],
        "invoice_code": each["code"],
        "invoice_date": f"{each['issued_on']}",
        "counterparty_id": each["partner_code"],
        "net_amount": Money(net, "CNY").amount,
        "tax_amount": Money(tax, "CNY").amount,
        "total_amount": Money(total, "CNY").amount,
        "status": "有效发票",
    }


def measure_invoices(count: int) -> dict[str, list[Case]]:
    """One paper by itself, as those are looked at that an application rests on."""
    measured: dict[str, list[Case]] = {way: [] for way in INVOICE_WAYS}
    holder = Holder(code=synthetic_uscc("holder"), founded_on=FOUNDED)
    early = Holder(code=holder.code, founded_on=None)
    for seed in range(count):
        dice = random.Random(seed)
        honest = line(dice, seed % 300)
        alarm = bool(taken_in([honest], holder))
        for way, tamper in INVOICE_WAYS.items():
            whose = early if "later" in way else holder
            found = taken_in([honest | tamper(honest, dice)], whose)
            measured[way].append((bool(found), alarm))
    return measured


def measure_real(count: int) -> tuple[dict[str, list[Case]], Figures]:
    """Of each company as it is, and with a twentieth of its latest sales tampered with."""
    folder = DATA / "sme_invoices"
    if not folder.is_dir():
        print(f"The evaluation data is not at {DATA} (set RONGQU_DATA): no real invoices.")
        return {}, {}
    started = time.perf_counter()
    companies = {side: _real_lines(folder, side) for side in ("output", "input")}
    seen, strong, weak = 0, set[str](), set[str]()
    for frames in companies.values():
        for company, frame in frames.items():
            seen += frame.height
            for found in weigh(_brought(frame, Holder(code="", founded_on=None)), ""):
                (strong if found.weight is Weight.STRONG else weak).add(company)
    figures: Figures = {
        "real_companies": len(companies["output"].keys() | companies["input"].keys()),
        "real_lines": seen,
        "real_companies_suspected": len(strong),
        "real_companies_odd": len(weak),
        "real_seconds": time.perf_counter() - started,
    }
    measured: dict[str, list[Case]] = {}
    for way in ("tax above every rate", "date before the founding", "tax code with a wrong digit"):
        tamper = INVOICE_WAYS[f"invoice: {way}"]
        cases = measured[f"real book: {way}"] = []
        for seed, (_, frame) in enumerate(sorted(companies["output"].items())[:count]):
            dice, latest = random.Random(seed), frame.tail(400)
            rows = latest.to_dicts()
            for at in dice.sample(range(len(rows)), max(1, len(rows) // 20)):
                rows[at] |= tamper(rows[at], dice)
            forged = pl.DataFrame(rows, schema=latest.schema)
            holder = Holder(code="", founded_on=FOUNDED if "founding" in way else None)
            is_found = [
                any(f.weight is Weight.STRONG for f in weigh(_brought(each, whose), ""))
                for each, whose in ((forged, holder), (latest, Holder(code="", founded_on=None)))
            ]
            cases.append((is_found[0], is_found[1]))
    return measured, figures


def _real_lines(folder: Path, side: str) -> dict[str, pl.DataFrame]:
    """Before 2019, as the data's README asks; one line for each invoice."""
    table = pl.read_parquet(folder / f"invoices_{side}.parquet")
    known = table.filter(pl.col("invoice_date") < date(2019, 1, 1)).select(
        "company_id",
        direction=pl.lit(side),
        number=pl.col("invoice_no").cast(pl.String).str.zfill(8),
        code=pl.lit(""),
        issued_on="invoice_date",
        net_minor=(pl.col("net_amount") * 100).cast(pl.Int64),
        tax_minor=(pl.col("tax_amount") * 100).cast(pl.Int64),
        partner_code=pl.col("counterparty_id").cast(pl.String),
    )
    firsts = known.unique(["company_id", "number"], keep="first", maintain_order=True)
    parts = firsts.sort("issued_on", maintain_order=True).partition_by("company_id", as_dict=True)
    return {str(company): part.drop("company_id") for (company,), part in parts.items()}


def _brought(lines: pl.DataFrame, holder: Holder) -> Brought:
    forms = forms_of(lines)
    return Brought(lines=lines, forms=forms, refused=[], holder=holder, slips=SLIPS, odd=ODD)


def measure_books(count: int) -> dict[str, list[Case]]:
    """What only many papers together show."""
    ways = ("book: one number twice", "book: filled in later", "figures: sales overstated",
            "ring of invoices", "hidden common owner", "rush of applications",
            "picture: edited")  # fmt: skip
    measured: dict[str, list[Case]] = {way: [] for way in ways}
    for seed in range(count):
        dice = random.Random(seed)
        holder = Holder(code=synthetic_uscc(f"seller {seed}"), founded_on=None)
        book = [line(dice, at) for at in range(20)]
        at = dice.randrange(1, 19)
        double = book[at] | {"net_minor": book[at]["net_minor"] + 100}
        later = book[at] | {"issued_on": book[at]["issued_on"] + timedelta(days=60)}
        swapped = [*book[:at], later, *book[at + 1 :]]
        sum_of = Money(sum(each["net_minor"] for each in book), "CNY")
        honest = sum_of.times(Decimal(dice.uniform(0.8, 1.1)), Rounding.HALF_UP)
        raised = sum_of.times(Decimal(dice.uniform(1.3, 2.0)), Rounding.HALF_UP)
        room = Decimal("0.15")
        chain = dice.sample(range(100), 4)
        pairs = np.asarray([*pairwise(chain)], np.int64)
        ring = np.vstack([pairs, [chain[-1], chain[0]]])
        alone = [(f"{kind}:{party}", party) for party in range(6) for kind in ATTRIBUTES]
        shared = [*alone, ("phone:x", 1), ("phone:x", 4)]
        start = datetime(2026, 11, 1, tzinfo=CHINA)
        calm = [(start + timedelta(hours=9 * n), "device:a") for n in range(8)]
        rush = [(start + timedelta(minutes=n), "device:a") for n in range(8)]
        day = {"most": 3, "within": timedelta(days=1)}
        cases: list[tuple[object, object]] = [
            (taken_in([*book, double], holder), taken_in(book, holder)),
            (_in_order(swapped, holder), _in_order(book, holder)),
            (compare_declared(raised, sum_of, room), compare_declared(honest, sum_of, room)),
            (
                Links(ring[:, 0], ring[:, 1]).cycles_through(chain[0], 5),
                Links(pairs[:, 0], pairs[:, 1]).cycles_through(chain[0], 5),
            ),
            (find_groups(shared), find_groups(alone)),
            (find_rushes(rush, **day), find_rushes(calm, **day)),
            (
                examine_file(picture(dice, edited=True)).findings,
                examine_file(picture(dice, edited=False)).findings,
            ),
        ]
        for way, (found, alarm) in zip(ways, cases, strict=True):
            measured[way].append((bool(found), bool(alarm)))
    return measured


def _in_order(book: list[Line], holder: Holder) -> list[str]:
    lines = pl.DataFrame(book)
    broken = [find_broken(lines, holder), find_out_of_order(forms_of(lines))]
    return pl.concat([each.select("rule") for each in broken])["rule"].to_list()


def measure_scans(count: int) -> dict[str, list[Case]]:
    """Fewer of them: each is looked at for half a second."""
    ways = {f"picture: part copied, saved at {quality}": quality for quality in (95, 85, 75)}
    measured: dict[str, list[Case]] = {way: [] for way in ways}
    for seed in range(count):
        dice = random.Random(seed)
        honest = scan(dice)
        forged = copy_part(honest, dice)
        for way, quality in ways.items():
            found, alarm = (look(saved(page, quality)) for page in (forged, honest))
            measured[way].append((bool(found), bool(alarm)))
    return measured


def measure_network() -> Figures:
    path = DATA / "graph" / "ccf2017_invest_edges.parquet"
    if not path.is_file():
        print(f"The evaluation data is not at {DATA} (set RONGQU_DATA): no network.")
        return {}
    table = pl.read_parquet(path)
    ids = pl.concat([table["investor_id"], table["investee_id"]]).unique().sort()
    sources = ids.search_sorted(table["investor_id"]).to_numpy().astype(np.int64)
    targets = ids.search_sorted(table["investee_id"]).to_numpy().astype(np.int64)
    shares = table["share"].fill_null(0).to_numpy().astype(np.float64)
    started = time.perf_counter()
    links = Links(sources, targets, shares)
    figures: Figures = {
        "network_links": len(sources),
        "network_build_s": time.perf_counter() - started,
    }
    dice = random.Random(5)
    asked = dice.sample(range(links.count), 400)
    asked += sorted(range(links.count), key=lambda n: -len(links.out_of(n)))[:20]
    for name, question in (
        ("near", lambda node: links.near(node, 3)),
        ("cycles", lambda node: links.cycles_through(node, 6)),
        ("control", links.control_of),
    ):
        taken: list[float] = []
        for node in asked:
            before = time.perf_counter()
            question(node)
            taken.append(1e3 * (time.perf_counter() - before))
        figures[f"network_{name}_p50_ms"] = statistics.median(taken)
        figures[f"network_{name}_p99_ms"] = statistics.quantiles(taken, n=100)[98]
    return figures


def show(
    measured: dict[str, list[Case]], title: str = "Planted forgeries (synthetic)", prefix: str = ""
) -> Figures:
    if not measured:
        return {}
    table = Table("way", "tampered", "found", "false alarms", title=title)
    figures: Figures = {}
    for way, cases in measured.items():
        found = statistics.mean(hit for hit, _ in cases)
        alarms = statistics.mean(alarm for _, alarm in cases)
        table.add_row(way, str(len(cases)), f"{found:.1%}", f"{alarms:.1%}")
        name = re.sub(r"\W+", "_", way)
        figures |= {f"{name}_found": found, f"{name}_false": alarms}
    Console().print(table)
    every = [case for cases in measured.values() for case in cases]
    return figures | {
        f"{prefix}ways": len(measured),
        f"{prefix}found_of_all": statistics.mean(hit for hit, _ in every),
        f"{prefix}false_alarms": statistics.mean(alarm for _, alarm in every),
        f"{prefix}worst_way": min(
            statistics.mean(hit for hit, _ in cases) for cases in measured.values()
        ),
    }


def main(options: list[str]) -> None:
    count = QUICK_CASES if "--quick" in options else CASES
    measured = measure_documents(count) | measure_invoices(count) | measure_books(count)
    measured |= measure_scans(count // SCANS_IN)
    real, of_real = measure_real(QUICK_COMPANIES if "--quick" in options else COMPANIES)
    figures = show(measured) | show(real, "Tampered lines in the books of real companies", "real_")
    figures |= of_real | measure_network()
    claims = DATA / "fraud" / "vehicle_claims_1994_1995.parquet"
    if claims.is_file():
        figures |= ask_peer("_peer_claims.py", str(claims.resolve()))
    rest = Table("figure", "value")
    for name, value in figures.items():
        if not name.endswith(("_found", "_false")):
            rest.add_row(name, f"{value:,.4g}")
    Console().print(rest)
    if "--json" in options:
        print(json.dumps({"figures": figures}))


if __name__ == "__main__":
    main(sys.argv[1:])
