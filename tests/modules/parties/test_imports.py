from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.ids import EnterpriseId, new_id
from rongqu.kernel.uscc import synthetic_uscc
from rongqu.modules.parties.invoices import files
from rongqu.modules.parties.public import (
    Direction,
    Enterprise,
    EnterpriseNotFound,
    Import,
    ImportOptions,
    ImportProgress,
    ImportStatus,
    LineReason,
    find_enterprise_by_uscc,
    import_invoice_files,
    list_refused_lines,
)
from tests.builders.events import published
from tests.builders.exports import BUREAU, Row, as_csv, as_parquet, as_xlsx, bureau_line, line
from tests.builders.exports import taken_in as taken_in_file
from tests.builders.invoices import given_enterprise

MONTHS_RECOMPUTED = text("""
    SELECT enterprise_id, direction, date_trunc('month', issued_on)::date,
           sum(CASE WHEN status IN ('valid', 'offset') THEN net_minor ELSE 0 END)::bigint,
           sum(CASE WHEN status IN ('valid', 'offset') THEN tax_minor ELSE 0 END)::bigint,
           count(*)::int, count(*) FILTER (WHERE status = 'void')::int,
           count(*) FILTER (WHERE net_minor < 0)::int
    FROM parties.invoice GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
""")
MONTHS = text("SELECT * FROM parties.invoice_month ORDER BY 1, 2, 3")
INVOICES = text("SELECT number, status FROM parties.invoice ORDER BY number")


async def rows(engine: Engine, statement: Any) -> list[tuple[Any, ...]]:
    async with engine.connect(PLATFORM) as connection:
        return [tuple(row) for row in await connection.execute(statement)]


@pytest.fixture
async def own(engine: Engine) -> ImportOptions:
    """One enterprise, whose sales the files hold."""
    enterprise = await given_enterprise(engine, net_assets=None)
    return ImportOptions(direction=Direction.OUTPUT, enterprise_id=enterprise)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def counts(ended: Import) -> dict[str, int]:
    names = ("accepted", "updated", "already_there", "repeated", "refused")
    found = {name: getattr(ended.counts, name) for name in names}
    assert sum(found.values()) == ended.counts.lines
    return {name: count for name, count in found.items() if count}


async def test_lines_are_taken_in_and_months_kept(
    work: Work, engine: Engine, folder: Path, own: ImportOptions
) -> None:
    red = line(3, net_amount="-50.00", tax_amount="-6.50", total_amount="-56.50")
    content = as_csv(
        [line(1), line(2, status=" 作废发票"), red, line(4, invoice_date="2025-04-01")]
    )

    ended = await taken_in_file(work, folder, content, options=own)

    assert ended.status is ImportStatus.DONE
    assert counts(ended) == {"accepted": 4}
    assert (str(ended.first_on), str(ended.last_on)) == ("2025-03-14", "2025-04-01")
    assert [row[3:] for row in await rows(engine, MONTHS)] == [
        (50_00, 6_50, 3, 1, 1),
        (100_00, 13_00, 1, 0, 0),
    ]
    assert await published(engine) == [
        "parties.enterprise_registered.v1",
        "parties.import_started.v1",
        "parties.import_content_received.v1",
        "parties.import_progressed.v1",
        "parties.import_progressed.v1",
        "parties.invoices_imported.v1",
        "parties.import_ended.v1",
    ]


@pytest.mark.parametrize("name", ["invoices.xlsx", "invoices.parquet", "invoices.csv"])
async def test_importing_twice_changes_nothing(
    work: Work, engine: Engine, folder: Path, own: ImportOptions, name: str
) -> None:
    make = {"invoices.xlsx": as_xlsx, "invoices.parquet": as_parquet, "invoices.csv": as_csv}[name]
    content = make([line(1), line(2), line(2), line(0, invoice_no="")])

    first = await taken_in_file(work, folder, content, name, own)
    before = await rows(engine, MONTHS), await rows(engine, INVOICES)
    second = await taken_in_file(work, folder, content, name, own)

    assert counts(first) == {"accepted": 3, "repeated": 1}
    assert counts(second) == {"already_there": 3, "repeated": 1}
    assert (await rows(engine, MONTHS), await rows(engine, INVOICES)) == before
    assert (await published(engine)).count("parties.invoices_imported.v1") == 1


async def test_an_invoice_that_became_void_is_updated_and_never_comes_back(
    work: Work, engine: Engine, folder: Path, own: ImportOptions
) -> None:
    await taken_in_file(work, folder, as_csv([line(1), line(2)]), options=own)
    voided = await taken_in_file(work, folder, as_csv([line(1, status="作废")]), options=own)
    stale = await taken_in_file(work, folder, as_csv([line(1), line(2)]), "older.csv", own)

    assert counts(voided) == {"updated": 1}
    assert counts(stale) == {"already_there": 2}
    assert await rows(engine, INVOICES) == [("00000001", "void"), ("00000002", "valid")]
    assert [row[3:] for row in await rows(engine, MONTHS)] == [(100_00, 13_00, 2, 1, 0)]


async def test_the_same_number_with_other_amounts_is_refused(
    work: Work, engine: Engine, folder: Path, own: ImportOptions
) -> None:
    await taken_in_file(work, folder, as_csv([line(1)]), options=own)
    other = line(1, net_amount="200.00", tax_amount="26.00", total_amount="226.00")

    ended = await taken_in_file(work, folder, as_csv([line(2), other, other]), "b.csv", own)

    assert counts(ended) == {"accepted": 1, "repeated": 1, "refused": 1}
    assert ended.refused_by_reason == {LineReason.CONFLICTING: 1}
    assert [row[3] for row in await rows(engine, MONTHS)] == [200_00]


async def test_the_code_of_a_paper_invoice_tells_equal_numbers_apart(
    work: Work, folder: Path, own: ImportOptions
) -> None:
    header = [
        "发票代码",
        "发票号码",
        "开票日期",
        "购方名称",
        "金额",
        "税额",
        "价税合计",
        "发票状态",
    ]
    paper = ["044001900111", "00012345", "2018-05-01", "甲公司", "1", "0", "1", "正常"]
    content = as_csv([paper, ["44001900111", *paper[1:]], ["3200171130", *paper[1:]]], header)

    ended = await taken_in_file(work, folder, content, options=own)

    assert counts(ended) == {"accepted": 2, "repeated": 1}


async def test_refused_lines_are_kept_with_number_reason_and_cells(
    work: Work, folder: Path, own: ImportOptions
) -> None:
    wrong = [line(1, status="?"), line(2), line(3, net_amount="x"), [*line(4), "extra"]]

    ended = await taken_in_file(work, folder, as_csv(wrong), options=own)

    assert counts(ended) == {"accepted": 1, "refused": 3}
    async with work.open_tx() as tx:
        refused = await list_refused_lines(tx, ended.id, 10)
    assert [(each.line, each.reason) for each in refused] == [
        (2, LineReason.STATUS_UNKNOWN),
        (4, LineReason.AMOUNT_UNREADABLE),
        (5, LineReason.CELL_COUNT),
    ]
    assert [list(each.cells) for each in refused] == [wrong[0], wrong[2], wrong[3]]
    assert sum(ended.refused_by_reason.values()) == 3


async def test_a_refused_file_has_changed_nothing(
    work: Work, engine: Engine, folder: Path, own: ImportOptions
) -> None:
    content = as_csv([line(1)] * 10) + b"\xff\xff,\n"

    ended = await taken_in_file(work, folder, content, options=own)

    assert ended.status is ImportStatus.REFUSED
    assert ended.refusal_code == "parties.file_encoding_unknown"
    assert await rows(engine, INVOICES) == []
    assert (await published(engine))[-1] == "parties.import_ended.v1"


async def test_an_enterprise_takes_in_only_its_own_lines(
    work: Work, engine: Engine, folder: Path, own: ImportOptions
) -> None:
    mine = synthetic_uscc(str(own.enterprise_id))
    both = [bureau_line("1" * 20, mine, "P1"), bureau_line("2" * 20, "P2", mine)]
    content = as_xlsx([*both, bureau_line("3" * 20, "P2", "P1")], BUREAU)

    ended = await taken_in_file(
        work, folder, content, "a.xlsx", ImportOptions(enterprise_id=own.enterprise_id)
    )

    assert counts(ended) == {"accepted": 2, "refused": 1}
    assert ended.refused_by_reason == {LineReason.LINE_OF_OTHER_COMPANY: 1}
    assert [row[1] for row in await rows(engine, MONTHS)] == ["input", "output"]


async def enterprise_of(work: Work, code: str) -> Enterprise | None:
    async with work.open_tx() as tx:
        return await find_enterprise_by_uscc(tx, synthetic_uscc(code))


async def test_missing_companies_are_registered_when_that_is_wished(
    work: Work, engine: Engine, folder: Path
) -> None:
    content = as_csv([line(1, company_id="F1"), line(2, company_id="F2"), line(3, company_id="F1")])
    names = {"F1": "***物流有限公司"}
    options = ImportOptions(direction=Direction.INPUT, create_missing=True, names=names)

    without = await taken_in_file(
        work, folder, content, options=ImportOptions(direction=Direction.INPUT)
    )
    ended = await taken_in_file(work, folder, content, options=options)
    again = await taken_in_file(work, folder, content, options=options)

    assert counts(without) == {"refused": 3}
    assert counts(ended) == {"accepted": 3}
    assert counts(again) == {"already_there": 3}
    made = await enterprise_of(work, "F1")
    assert made is not None
    assert (made.is_test, made.industry_code) == (True, "G54")
    assert made.name == "***物流有限公司（F1）"
    assert (await published(engine)).count("parties.invoices_imported.v1") == 2


async def test_a_company_registered_with_its_synthetic_code_is_known(
    work: Work, engine: Engine, folder: Path
) -> None:
    known = await given_enterprise(engine, net_assets=None)
    content = as_csv([line(1, company_id=str(known))])

    ended = await taken_in_file(
        work, folder, content, options=ImportOptions(direction=Direction.OUTPUT)
    )

    assert counts(ended) == {"accepted": 1}
    assert (await rows(engine, MONTHS))[0][0] == known


async def test_many_batches_count_as_one_file(
    work: Work, engine: Engine, folder: Path, own: ImportOptions,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(files, "BATCH_LINES", 3)
    content = as_csv([line(number % 7) for number in range(10)])
    seen: list[ImportProgress] = []
    path = folder / "invoices.csv"
    path.write_bytes(content)

    [ended] = await import_invoice_files(work, [path], own, seen.append)

    assert counts(ended) == {"accepted": 7, "repeated": 3}
    assert [(each.counts.lines, each.total_lines) for each in seen] == [
        (3, 10), (6, 10), (9, 10), (10, 10),
    ]  # fmt: skip
    assert await rows(engine, MONTHS) == await rows(engine, MONTHS_RECOMPUTED)


@st.composite
def some_line(draw: st.DrawFn) -> Row:
    sign = draw(st.sampled_from(["", "-"]))
    return line(
        draw(st.integers(1, 6)),
        status=draw(st.sampled_from(["正常", "作废", "已红冲", "异常"])),
        invoice_date=f"2025-0{draw(st.integers(1, 2))}-01",
        net_amount=f"{sign}1.00",
        tax_amount="0",
        total_amount="",
    )


@given(batches=st.lists(st.lists(some_line(), min_size=1, max_size=8), min_size=1, max_size=3))
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_the_months_are_exactly_the_invoices_whatever_comes(
    work: Work, engine: Engine, folder: Path, batches: list[list[Row]]
) -> None:
    enterprise = await given_enterprise(engine, net_assets=None)
    options = ImportOptions(direction=Direction.INPUT, enterprise_id=enterprise)
    for content in batches:
        ended = await taken_in_file(work, folder, as_csv(content), options=options)
        assert ended.counts.lines == len(content)

    assert await rows(engine, MONTHS) == await rows(engine, MONTHS_RECOMPUTED)


async def test_a_file_of_an_unknown_enterprise_cannot_be_announced(
    work: Work, engine: Engine, folder: Path
) -> None:
    options = ImportOptions(enterprise_id=EnterpriseId(new_id()))

    with pytest.raises(EnterpriseNotFound):
        await taken_in_file(work, folder, as_csv([line(1)]), options=options)

    assert await published(engine) == []
