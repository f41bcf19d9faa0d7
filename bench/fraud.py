"""Forgeries found and false alarms, way by way; questions to a network of 84,000 shareholdings.

**Synthetic, and said so**: documents are typeset here by the product's own tool and tampered with
by fixed recipes with seeds; invoices are made up, and the rules were made for these ways. What a
forger saves anew as a whole with an honest tool is not among them, and would not be found.
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
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
import typst
from _peers import ask_peer
from _scans import copy_part, saved, scan
from rich.console import Console
from rich.table import Table

from rongqu.kernel.money import Money, Rounding
from rongqu.kernel.uscc import synthetic_uscc
from rongqu.modules.fraud.documents.apart import look
from rongqu.modules.fraud.examining import examine_file
from rongqu.modules.fraud.graph.links import Links, find_groups
from rongqu.modules.fraud.invoices import (
    Paper,
    compare_declared,
    examine_invoice,
    find_disorder,
    find_doubles,
)
from rongqu.modules.fraud.velocity import find_rushes

DATA = Path(os.environ.get("RONGQU_DATA", "../shared/data"))
TODAY, FOUNDED = date(2026, 11, 28), date(2019, 5, 6)
CASES, QUICK_CASES = 200, 60
SCANS_IN = 10
CHINA = timezone(timedelta(hours=8))
ATTRIBUTES = ("phone", "address", "device", "account")

Figures = dict[str, float]
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


def paper(dice: random.Random, number: int) -> Paper:
    lines = dice.randrange(1, 6)
    net = Money(dice.randrange(100_00, 1_000_000_00), "CNY")
    rate = Decimal(dice.choice(["0.13", "0.09", "0.06", "0.03", "0.01"]))
    tax = net.times(rate, Rounding.HALF_UP)
    issued = date(2026, 1, 1) + timedelta(days=number)
    return Paper(
        number=f"{10_000_000 + number * 3}", code="1100214130", issued_on=issued,
        seller=synthetic_uscc(f"s{dice.randrange(10**6)}"),
        buyer=synthetic_uscc(f"b{dice.randrange(10**6)}"),
        net=net, tax=tax, total=net + tax, lines=lines,
    )  # fmt: skip


def _other_letter(code: str, dice: random.Random) -> str:
    at = dice.randrange(8, 17)
    return code[:at] + dice.choice([d for d in "0123456789" if d != code[at]]) + code[at + 1 :]


INVOICE_WAYS: dict[str, Callable[[Paper, random.Random], Paper]] = {
    "invoice: total raised": lambda p, dice: replace(
        p, total=p.total + Money(dice.randrange(1_00, 10**6), "CNY")
    ),
    "invoice: net and total raised": lambda p, dice: replace(
        p,
        net=p.net + (more := Money(dice.randrange(10_000_00, 10**9), "CNY")),
        total=p.total + more,
    ),
    "invoice: date in the future": lambda p, dice: replace(
        p, issued_on=TODAY + timedelta(days=dice.randrange(1, 60))
    ),
    "invoice: date before the founding": lambda p, dice: replace(
        p, issued_on=FOUNDED - timedelta(days=dice.randrange(1, 900))
    ),
    "invoice: number of a wrong length": lambda p, dice: replace(
        p, number=p.number[: dice.randrange(4, 8)]
    ),
    "invoice: tax code with a wrong digit": lambda p, dice: replace(
        p, seller=_other_letter(p.seller, dice)
    ),
}


def measure_invoices(count: int) -> dict[str, list[Case]]:
    measured: dict[str, list[Case]] = {way: [] for way in INVOICE_WAYS}
    for seed in range(count):
        dice = random.Random(seed)
        honest = paper(dice, seed % 300)
        for way, tamper in INVOICE_WAYS.items():
            found = examine_invoice(tamper(honest, dice), TODAY, FOUNDED)
            alarm = examine_invoice(honest, TODAY, FOUNDED)
            measured[way].append((bool(found), bool(alarm)))
    return measured


def measure_books(count: int) -> dict[str, list[Case]]:
    """What only many papers together show."""
    ways = ("book: one number twice", "book: filled in later", "figures: sales overstated",
            "ring of invoices", "hidden common owner", "rush of applications",
            "picture: edited")  # fmt: skip
    measured: dict[str, list[Case]] = {way: [] for way in ways}
    for seed in range(count):
        dice = random.Random(seed)
        seller = synthetic_uscc(f"seller {seed}")
        book = [replace(paper(dice, at), seller=seller) for at in range(20)]
        at = dice.randrange(1, 19)
        double = replace(book[at], total=book[at].total + Money(100, "CNY"))
        later = replace(book[at], issued_on=book[at].issued_on + timedelta(days=60))
        swapped = [*book[:at], later, *book[at + 1 :]]
        sum_of = Money(sum(each.net.minor for each in book), "CNY")
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
            (find_doubles([*book, double]), find_doubles(book)),
            (find_disorder(swapped), find_disorder(book)),
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


def show(measured: dict[str, list[Case]]) -> Figures:
    table = Table("way", "tampered", "found", "false alarms", title="Planted forgeries (synthetic)")
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
        "ways": len(measured),
        "found": statistics.mean(hit for hit, _ in every),
        "false_alarms": statistics.mean(alarm for _, alarm in every),
        "worst_way_found": min(
            statistics.mean(hit for hit, _ in cases) for cases in measured.values()
        ),
    }


def main(options: list[str]) -> None:
    count = QUICK_CASES if "--quick" in options else CASES
    measured = measure_documents(count) | measure_invoices(count) | measure_books(count)
    measured |= measure_scans(count // SCANS_IN)
    figures = show(measured) | measure_network()
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
