"""A bank's file of repayments: handed in by one person, agreed to by another, booked in steps."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import polars as pl
import pytest
from httpx2 import AsyncClient, Response

from rongqu.infra.jobs import Work, run_due_jobs
from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import LoanId, new_id
from rongqu.kernel.uscc import synthetic_uscc
from rongqu.modules.bookings.actions.book_lines import book_lines
from rongqu.modules.bookings.actions.hand_in import hand_in as keep
from rongqu.modules.bookings.actions.take_in import withdraw
from rongqu.modules.bookings.public import import_repayments, read_result
from rongqu.modules.bookings.sheet import REPAYMENTS, read_repayments
from rongqu.modules.bookings.types import LoanFileId, NewFile
from rongqu.modules.parties.public import (
    InstitutionKind,
    InstitutionRegistration,
    register_institution,
)
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.servicing import Book

DAY = date(2026, 2, 3)
PAID = "10264.65"
CLERK, CHIEF = UUID(int=1), UUID(int=2)


class Killed(Exception):
    pass


async def die_while_booking(work: Work, file_id: LoanFileId) -> None:
    async with work.open_tx() as tx:
        assert await book_lines(tx, file_id, 2)
        raise Killed


pytestmark = pytest.mark.usefixtures("lender")


@pytest.fixture
async def lender(book: Book) -> None:
    """Of the book's loans, as a registered bank."""
    async with book.open_tx() as tx:
        await register_institution(
            tx,
            InstitutionRegistration(
                id=book.lender,
                name="钱江银行",
                kind=InstitutionKind.BANK,
                uscc=synthetic_uscc(str(book.lender)),
                region_code="330100",
            ),
        )


def staff(user: UUID = CLERK, *permissions: str) -> dict[str, str]:
    wanted = permissions or ("bookings:view", "bookings:hand_in", "bookings:approve")
    return signed_in(*wanted, user=user, organisation=UUID(int=9), portal=Portal.OPERATIONS)


def table(*rows: tuple[str, ...], head: tuple[str, ...] = tuple(REPAYMENTS)) -> bytes:
    return "\n".join(",".join(row) for row in (head, *rows)).encode()


async def rows_for(book: Book, *loans: LoanId, paid: str = PAID) -> list[tuple[str, ...]]:
    return [
        (f"B{at}", (await book.loan(loan)).number, paid, DAY.isoformat())
        for at, loan in enumerate(loans)
    ]


async def hand_in(client: AsyncClient, book: Book, content: bytes, **headers: str) -> Response:
    query = {"institution_id": str(book.lender), "file_name": "回盘.csv", "reason": "代扣回盘"}
    return await client.put(
        f"/loan-files/{new_id()}",
        params=query,
        content=content,
        headers=headers or staff(),
    )


async def decide(client: AsyncClient, asked: dict[str, Any], what: str, user: UUID) -> Response:
    path = f"/approvals/{asked['id']}/{what}"
    body = {"reason": "与银行核对不符"} if what == "rejection" else None
    return await client.post(path, json=body, headers=staff(user) | new_key())


async def shown(client: AsyncClient, file_id: str) -> dict[str, Any]:
    return (await client.get(f"/loan-files/{file_id}", headers=staff())).json()["file"]


async def test_a_file_is_booked_once_a_second_person_agrees(
    client: AsyncClient, book: Book, work: Work
) -> None:
    paid, untouched, twice = [await book.given_loan() for _ in range(3)]
    await book.run_day(DAY)
    rows = await rows_for(book, paid, untouched, twice, twice)
    rows[1] = (*rows[1][:2], "10264.64", rows[1][3])
    wrong = [
        ("B1", "RQ-nobody", PAID, DAY.isoformat()),
        ("B9", rows[0][1], "很多", DAY.isoformat()),
        ("B9", rows[0][1], PAID, "2026-02-30"),
        ("B0", rows[0][1], PAID, DAY.isoformat()),
        ("B8", "", PAID, DAY.isoformat()),
        ("B8", rows[0][1], PAID, "2026-02-04"),
    ]
    content = table(*rows, *wrong)

    handed_in = await hand_in(client, book, content)
    assert handed_in.status_code == 200, handed_in.text
    file, asked = handed_in.json()["file"], handed_in.json()["asked"]
    assert (file["status"], file["waiting"], file["refused"]) == ("waiting", 4, 6)
    assert (await book.loan(paid)).outstanding.minor == 120_000_00
    assert (await decide(client, asked, "approval", CLERK)).status_code == 403
    assert (await decide(client, asked, "approval", CHIEF)).status_code == 200
    while await run_due_jobs(work):
        await book.relay.drain()

    done = await shown(client, file["id"])
    assert (done["status"], done["done"], done["refused"]) == ("done", 3, 7)
    assert done["booked"]["amount"] == "30793.95"
    assert {each["reason"]: each["lines"] for each in done["refused_by_reason"]} == {
        "bookings.amount_unreadable": 1,
        "bookings.day_unreadable": 2,
        "bookings.key_twice": 1,
        "bookings.line_incomplete": 1,
        "bookings.loan_unknown": 1,
        "servicing.amount_changed": 1,
    }
    assert [line.paid_on for line in (await book.plan(twice))[:3]] == [DAY, DAY, None]
    assert (await book.loan(untouched)).outstanding.minor == 120_000_00
    lines = await client.get(f"/loan-files/{file['id']}/lines?limit=4", headers=staff())
    assert lines.json()["next_after"] == 5
    assert lines.json()["items"][0]["loan_id"] == str(paid)

    again = await hand_in(client, book, content)
    assert again.json()["code"] == "bookings.file_known"
    other = await hand_in(client, book, table(rows[0]))
    assert other.json()["file"]["refused_by_reason"] == [
        {"reason": "bookings.key_known", "lines": 1}
    ]
    assert (await published(book.engine)).count("servicing.repayment_applied.v1") == 3


async def test_killed_in_the_middle_it_goes_on_and_pays_nothing_twice(
    book: Book, work: Work, tmp_path: Path
) -> None:
    """Each step is a transaction: what it did not commit is still waiting."""
    loans = [await book.given_loan() for _ in range(3)]
    await book.run_day(DAY)
    path = tmp_path / "回盘.parquet"
    rows = await rows_for(book, *loans)
    pl.DataFrame(rows, schema=list(REPAYMENTS), orient="row").write_parquet(path)

    content = read_repayments(path.read_bytes(), 10)
    new = NewFile(
        id=LoanFileId(new_id()),
        institution_id=book.lender,
        name=path.name,
        sha256=content.sha256,
        lines=content.lines,
    )
    async with work.open_tx() as tx:
        file_id = (await keep(tx, new, "")).id
    async with work.open_tx() as tx:
        assert not await book_lines(tx, file_id, 2)
    with pytest.raises(Killed):
        await die_while_booking(work, file_id)

    assert await import_repayments(work, path, book.lender) == file_id
    assert await import_repayments(work, path, book.lender) == file_id
    figures, refused = await read_result(work, file_id)
    assert (figures.done, figures.booked.minor, refused) == (3, 3 * 10264_65, [])
    for loan in loans:
        assert (await book.loan(loan)).outstanding.minor == 120_000_00 - 9_779_65
    assert (await published(book.engine)).count("bookings.loan_file_done.v1") == 1


async def test_what_is_not_agreed_to_may_come_again(client: AsyncClient, book: Book) -> None:
    loan = await book.given_loan()
    await book.run_day(DAY)
    content = table(*await rows_for(book, loan))
    first = (await hand_in(client, book, content)).json()

    assert (await decide(client, first["asked"], "rejection", CHIEF)).status_code == 200
    await book.relay.drain()
    async with book.open_tx() as tx:
        await withdraw(tx, LoanFileId(UUID(first["file"]["id"])))

    assert (await shown(client, first["file"]["id"]))["status"] == "withdrawn"
    second = (await hand_in(client, book, content)).json()["file"]
    assert (second["status"], second["waiting"], second["refused"]) == ("waiting", 1, 0)
    assert (await published(book.engine)).count("bookings.loan_file_withdrawn.v1") == 1
    assert (await book.loan(loan)).outstanding.minor == 120_000_00


async def test_whole_files_are_refused_with_nothing_kept(client: AsyncClient, book: Book) -> None:
    row = ("B0", "RQ1", PAID, DAY.isoformat())
    refused = {
        "bookings.file_is_no_table": b"%PDF-1.7",
        "bookings.columns_missing": table(row, head=("a", "b", "c", "d")),
        "bookings.no_lines": table(),
    }
    for code, content in refused.items():
        answer = await hand_in(client, book, content)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    stranger = await hand_in(client, book, table(row), **staff(CLERK, "bookings:view"))
    assert stranger.status_code == 403
    assert (await client.get(f"/loan-files/{new_id()}", headers=staff())).status_code == 404
    assert (await client.get("/loan-files", headers=staff())).json()["items"] == []
