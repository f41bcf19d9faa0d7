"""Roll rates and vintages of a book that is late here and paid back there."""

from __future__ import annotations

from datetime import date, timedelta

from httpx2 import AsyncClient
from sqlalchemy import text

from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.actor import Portal
from tests.builders.actors import signed_in
from tests.builders.servicing import Book

OFFICER = signed_in("servicing:view_everywhere", portal=Portal.OPERATIONS)


async def test_rolls_and_vintages_follow_the_standings(client: AsyncClient, book: Book) -> None:
    """One loan of two gets late in February and one is paid back."""
    await book.given_loan()
    fine = await book.given_loan(term_months=1, method="bullet", principal_minor=30_000_00)
    await book.run_day(date(2026, 2, 1))
    await book.pay(client, fine, "payoff")

    await book.run_day(date(2026, 2, 26))

    quality = (await client.get("/portfolio/quality", headers=OFFICER)).json()
    assert (quality["as_of"], quality["since"]) == ("2026-02-25", "2026-01-31")
    rolls = {(roll["from_bucket"], roll["to_bucket"]): roll for roll in quality["rolls"]}
    assert set(rolls) == {("current", "d1_30"), ("current", "closed")}
    assert rolls["current", "d1_30"]["outstanding"]["amount"] == "120000.00"
    assert rolls["current", "closed"]["outstanding"]["amount"] == "30000.00"
    assert [
        (point["opened_month"], point["months"], point["loans"]) for point in quality["vintages"]
    ] == [("2026-01-01", 0, 2), ("2026-01-01", 1, 2)]
    assert {point["bad"]["amount"] for point in quality["vintages"]} == {"0.00"}


async def test_a_vintage_shows_its_bad_debt(client: AsyncClient, book: Book) -> None:
    await book.given_loan()
    await book.run_day(date(2026, 2, 15) + timedelta(days=91))

    quality = (await client.get("/portfolio/quality", headers=OFFICER)).json()

    [point] = quality["vintages"]
    assert (point["months"], point["bad"]["amount"]) == (4, "120000.00")
    async with book.engine.connect(PLATFORM) as connection:
        stored = text("SELECT category FROM servicing.classification")
        assert (await connection.execute(stored)).scalar_one() == "substandard"
