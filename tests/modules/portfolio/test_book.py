"""What the book may cost: exact figures of a book of three rows, and the rows behind them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from httpx2 import AsyncClient
from sqlalchemy import update

from rongqu.infra.database import Engine
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.actor import Portal
from rongqu.modules.origination.types import Stage
from rongqu.modules.portfolio.rules import compute_herfindahl
from rongqu.modules.servicing.tables import loan
from tests.builders.actors import signed_in
from tests.builders.origination import World, given_application, given_score, given_world
from tests.builders.servicing import Book

OFFICER = signed_in("portfolio:view", portal=Portal.OPERATIONS)


async def given_three_rows(engine: Engine, book: Book) -> tuple[UUID, World]:
    """A loan of 120,000 of a borrower without a score, one that is bad debt, a commitment of
    1,000,000 of a borrower whose chance of default is 0.05; nothing is secured."""
    good, bad = await book.given_loan(), await book.given_loan()
    world = await given_world(engine)
    await given_application(engine, world, stage=Stage.CONTRACT)
    async with engine.begin(PLATFORM) as connection:
        late = {"bucket": "d90_plus", "late_since": book.clock.now.date()}
        await connection.execute(update(loan).where(loan.c.id == bad).values(late))
    return good, world


async def read(client: AsyncClient, path: str, **query: Any) -> Any:
    answer = await client.get(f"/portfolio/{path}", headers=OFFICER, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def try_out(client: AsyncClient, **wish: Any) -> Any:
    answer = await client.post("/portfolio/stress-tests", headers=OFFICER, json=wish)
    assert answer.status_code == 200, answer.text
    return answer.json()


def amounts(found: dict[str, Any]) -> tuple[Any, ...]:
    return (found["count"], *(found[each]["amount"] for each in ("exposure", "loss", "expected")))


async def test_expected_loss_is_chance_times_loss_times_exposure_and_rows_add_up(
    engine: Engine, client: AsyncClient, book: Book
) -> None:
    good, world = await given_three_rows(engine, book)

    found = await read(client, "risk")
    rows = (await read(client, "exposures"))["items"]

    # 120,000 x 0.45 x 0.1 + 120,000 x 0.45 x 1 + 400,000 x 0.45 x 0.05
    assert amounts(found["whole"]) == (3, "640000.00", "288000.00", "68400.00")
    assert sum(Decimal(row["expected"]["amount"]) for row in rows) == Decimal("68400.00")
    assert {(row["is_drawn"], Decimal(row["pd"])) for row in rows} == {
        (True, Decimal("0.1")),
        (True, Decimal(1)),
        (False, Decimal("0.05")),
    }
    assert {
        (cell["pd_band"], cell["loss_band"], cell["sum"]["count"]) for cell in found["cells"]
    } == {
        (3, 0, 1),
        (4, 0, 1),
        (2, 1, 1),
    }
    behind = await read(client, "exposures", pd_band=3, loss_band=0)
    assert [row["id"] for row in behind["items"]] == [str(good)]
    assert amounts(await read(client, "exposures/sum", borrower=world.enterprise_id))[0] == 1


async def test_concentration_counts_every_borrower_and_names_the_largest(
    engine: Engine, client: AsyncClient, book: Book
) -> None:
    _, world = await given_three_rows(engine, book)

    cuts = {cut["dimension"]: cut for cut in (await read(client, "risk"))["cuts"]}

    assert [part["code"] for part in cuts["borrower"]["parts"]] == [
        str(world.enterprise_id),
        str(book.borrower),
    ]
    assert [part["share"] for part in cuts["borrower"]["parts"]] == ["0.6250", "0.3750"]
    assert cuts["borrower"]["herfindahl"] == "0.5313"
    assert [part["code"] for part in cuts["grade"]["parts"]] == ["C", "unknown"]
    assert cuts["region"]["herfindahl"] == "1.0000"


async def test_migration_shows_the_grade_of_a_quarter_ago_beside_that_of_now(
    engine: Engine, client: AsyncClient, book: Book
) -> None:
    await book.given_loan()
    half_a_year_ago = book.clock.now - timedelta(days=180)
    await given_score(engine, book.borrower, 760, at=half_a_year_ago)
    await given_score(engine, book.borrower, 520, at=book.clock.now)

    moves = (await read(client, "risk"))["moves"]

    assert [(each["before"], each["after"], each["borrowers"]) for each in moves] == [("A", "D", 1)]


async def test_a_stress_raises_chances_together_and_by_part_but_never_above_certainty(
    engine: Engine, client: AsyncClient, book: Book
) -> None:
    await given_three_rows(engine, book)

    downturn = await try_out(client, rise="0.3")
    by_part = await try_out(
        client, rise="1", factors=[{"dimension": "grade", "code": "C", "rise": "10"}]
    )

    # The bad loan is certain already: 5,400 and 9,000 rise by 30 %.
    assert [downturn[each]["amount"] for each in ("before", "after")] == ["68400.00", "72720.00"]
    # 0.05 x 2 x 11 stops at 1: 180,000 instead of 9,000.
    assert by_part["after"]["amount"] == "244800.00"
    grades = {
        part["code"]: part["after"]["amount"]
        for part in by_part["parts"]
        if part["dimension"] == "grade"
    }
    assert grades == {"C": "180000.00", "unknown": "64800.00"}
    assert by_part["reserves_after"]["coverage"] == "0.0000"


async def test_a_stress_that_names_a_part_twice_is_refused(client: AsyncClient) -> None:
    twice = [{"dimension": "region", "code": "32", "rise": "0.5"}] * 2
    answer = await client.post(
        "/portfolio/stress-tests", headers=OFFICER, json={"rise": "0", "factors": twice}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "portfolio.factor_twice")


async def test_an_empty_book_costs_nothing(client: AsyncClient) -> None:
    found = await read(client, "risk")
    assert amounts(found["whole"]) == (0, "0.00", "0.00", "0.00")
    assert (found["cells"], found["reserves"]["coverage"]) == ([], None)


@pytest.mark.parametrize(
    ("sizes", "index"), [([], "0"), ([5], "1"), ([1, 1, 1, 1], "0.25"), ([3, 1], "0.625")]
)
def test_the_index_of_concentration(sizes: list[int], index: str) -> None:
    assert compute_herfindahl(sizes) == Decimal(index)
