"""Buy-backs, sales of the whole company and liquidations: who gets how much, once, to the cent."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from httpx2 import Response

from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import OfferingId, new_id
from rongqu.modules.exits.actions.complete_exit import complete_exit
from rongqu.modules.exits.jobs import close_exits
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.investing import Hall, yuan
from tests.builders.ledger import sum_of_all_accounts, unproved_balances

CLAIMS = [{"name": "清算费用", "rank": 1, "owed": yuan("10000.00")}]
APPROVER = signed_in("exits:approve_liquidation", portal=Portal.OPERATIONS)


async def buy_back(hall: Hall, offering: UUID, **different: Any) -> Response:
    """10,000 of principal at 1.01, to be answered within six days."""
    body = {
        "id": str(new_id()),
        "why": "募投项目提前回款",
        "closes_at": (hall.clock.now + timedelta(days=6)).isoformat(),
        "price": "1.01",
        "units": yuan("10000.00"),
    }
    return await hall.client.post(
        f"/exits/offerings/{offering}/buy-backs",
        json=body | different,
        headers=hall.issuer_headers() | new_key(),
    )


async def sell_company(hall: Hall, offering: UUID, proceeds: str, **different: Any) -> Response:
    body = {
        "id": str(new_id()),
        "kind": "control",
        "why": "收购方整体收购",
        "closes_at": (hall.clock.now + timedelta(days=6)).isoformat(),
        "proceeds": yuan(proceeds),
        "claims": CLAIMS,
        "preferred_rate": "0.06",
        "holders_share": "0.3",
    }
    return await hall.client.post(
        f"/exits/offerings/{offering}/company-sales",
        json=body | different,
        headers=hall.issuer_headers() | new_key(),
    )


async def answer(
    hall: Hall, exit_id: str, headers: dict[str, str], *, accepts: bool = True
) -> Response:
    return await hall.client.post(
        f"/exits/{exit_id}/answer", json={"accepts": accepts}, headers=headers | new_key()
    )


def id_of(proposed: Response) -> str:
    assert proposed.status_code == 201, proposed.text
    return proposed.json()["exits"][0]["id"]


async def close(hall: Hall, *, refuses: bool = False) -> None:
    """Six days later, by two workers at once; then the bank."""
    hall.let_pass(days=6)
    await asyncio.gather(close_exits.run(hall.work), close_exits.run(hall.work))
    await hall.bank_pays(refuses=refuses)


async def newest(hall: Hall, offering: UUID, headers: dict[str, str] | None = None) -> Any:
    shown = await hall.client.get(
        f"/exits/offerings/{offering}", headers=headers or hall.issuer_headers()
    )
    return shown.json()["exits"][0]


async def units(hall: Hall, headers: dict[str, str]) -> tuple[str, str]:
    """What is held, and of that listed."""
    [held] = (await hall.client.get("/investing/holdings", headers=headers)).json()["holdings"]
    return held["units"]["amount"], held["listed"]["amount"]


async def check_books(hall: Hall) -> None:
    assert await hall.unproved_holdings() == []
    assert await unproved_balances(hall.engine) == []
    assert await sum_of_all_accounts(hall.engine) == 0


async def test_a_buy_back_takes_what_is_accepted_and_frees_the_rest(hall: Hall) -> None:
    """Offered pro rata, 6,000 and 4,000: the second holder changes its mind."""
    offering, [one, two] = await hall.given_active("36000.00", "24000.00")
    exit_id = id_of(await buy_back(hall, offering))
    assert await hall.available(hall.issuer_headers()) == "49900.00"
    assert (await newest(hall, offering, two))["own_units"] == yuan("4000.00")

    for headers, accepts in ((one, True), (two, True), (two, False)):
        assert (await answer(hall, exit_id, headers, accepts=accepts)).status_code == 200
    await close_exits.run(hall.work)
    assert (await newest(hall, offering))["status"] == "asking"
    await close(hall)
    async with hall.open_tx() as tx:  # told once more
        await complete_exit(tx, OfferingId(offering))

    assert (await newest(hall, offering))["status"] == "done"
    assert [await units(hall, each) for each in (one, two)] == [
        ("30000.00", "0.00"),
        ("24000.00", "0.00"),
    ]
    assert await hall.available(one) == "70060.00"
    assert await hall.available(hall.issuer_headers()) == "53940.00"
    shown = await hall.offering(offering)
    assert (shown["status"], shown["outstanding"]) == ("active", yuan("54000.00"))
    names = await published(hall.engine)
    assert names.count("exits.exit_completed.v1") == 1
    late = await answer(hall, exit_id, two)
    assert (late.status_code, late.json()["code"]) == (409, "exits.exit_over")
    await check_books(hall)


async def test_what_is_sold_meanwhile_or_refused_by_the_bank_is_not_bought_back(
    hall: Hall,
) -> None:
    offering, [one, two] = await hall.given_active("36000.00", "24000.00")
    exit_id = id_of(await buy_back(hall, offering))
    for headers in (one, two):
        await answer(hall, exit_id, headers)
    body = {"id": str(new_id()), "offering_id": str(offering), "price": "1"}
    body |= {"units": yuan("33000.00")}
    placed = await hall.client.post("/investing/asks", json=body, headers=one | new_key())
    assert placed.status_code == 201, placed.text

    hall.let_pass(days=6)
    await close_exits.run(hall.work)
    assert await units(hall, one) == ("36000.00", "36000.00")  # the last 3,000 are paid for
    await hall.bank_pays(refuses=True)

    assert (await newest(hall, offering))["status"] == "done"
    assert await units(hall, one) == ("36000.00", "33000.00")
    assert await units(hall, two) == ("24000.00", "0.00")
    assert await hall.available(hall.issuer_headers()) == "60000.00"
    assert id_of(await buy_back(hall, offering)) != exit_id
    await check_books(hall)


@pytest.mark.parametrize("is_enough", [True, False])
async def test_a_sale_of_the_company_binds_all_if_enough_accept(
    hall: Hall, *, is_enough: bool
) -> None:
    """41,000 of 60,000 are more than two thirds, 19,000 are not. The price covers the principal."""
    offering, [large, small] = await hall.given_active("41000.00", "19000.00")
    exit_id = id_of(await sell_company(hall, offering, "70000.00"))
    await answer(hall, exit_id, large if is_enough else small)
    await close(hall)

    sold = await newest(hall, offering)
    assert (sold["status"], sold["lapse"]) == (
        ("done", None) if is_enough else ("lapsed", "declined")
    )
    left = await hall.available(hall.issuer_headers())
    assert left == ("0.00" if is_enough else "60000.00")
    assert await hall.available(small) == ("100000.00" if is_enough else "81000.00")
    shown = await hall.offering(offering)
    assert shown["status"] == ("repaid" if is_enough else "active")
    await check_books(hall)


@pytest.mark.parametrize(
    ("proceeds", "paid", "gain"),
    [
        ("40000.00", ("18000.00", "12000.00"), "-18000.00"),
        ("9999.99", ("0.00", "0.00"), "-36000.00"),
    ],
)
async def test_a_liquidation_is_paid_once_a_second_person_agrees(
    hall: Hall, proceeds: str, paid: tuple[str, str], gain: str
) -> None:
    """What is left after the costs, pro rata; of nothing left every holding ends with nothing."""
    offering, holders = await hall.given_active("36000.00", "24000.00")
    proposed = await sell_company(hall, offering, proceeds, kind="liquidation", closes_at=None)
    exit_id = id_of(proposed)
    asked = await answer(hall, exit_id, holders[0])
    assert asked.json()["code"] == "exits.exit_over"
    [approval] = (await hall.client.get("/approvals?status=proposed", headers=APPROVER)).json()[
        "items"
    ]
    agreed = await hall.client.post(
        f"/approvals/{approval['id']}/approval", headers=APPROVER | new_key()
    )
    assert agreed.status_code == 200, agreed.text
    await hall.bank_pays()

    assert (await newest(hall, offering))["status"] == "done"
    assert (await hall.offering(offering))["status"] == "repaid"
    for headers, part, was in zip(holders, paid, ("64000.00", "76000.00"), strict=True):
        assert Decimal(await hall.available(headers)) == Decimal(was) + Decimal(part)
        assert await units(hall, headers) == ("0.00", "0.00")
    statement = await hall.client.get("/investing/statement", headers=holders[0])
    line = statement.json()["lines"][-1]
    assert (line["kind"], line["income"]) == ("exited", yuan(gain))
    await check_books(hall)


async def test_a_rejected_or_withdrawn_exit_frees_the_money(hall: Hall) -> None:
    offering, [holder] = await hall.given_active("60000.00")
    await sell_company(hall, offering, "40000.00", kind="liquidation", closes_at=None)
    [approval] = (await hall.client.get("/approvals?status=proposed", headers=APPROVER)).json()[
        "items"
    ]
    assert await hall.available(hall.issuer_headers()) == "30000.00"
    await hall.client.post(
        f"/approvals/{approval['id']}/rejection",
        json={"reason": "债权清单不完整"},
        headers=APPROVER | new_key(),
    )
    await hall.relay.drain()
    assert (await newest(hall, offering))["lapse"] == "rejected"

    exit_id = id_of(await buy_back(hall, offering))
    gone = await hall.client.post(
        f"/exits/{exit_id}/withdrawal", headers=hall.issuer_headers() | new_key()
    )
    assert gone.json()["exits"][0]["lapse"] == "withdrawn"
    assert await hall.available(hall.issuer_headers()) == "60000.00"
    assert (await answer(hall, exit_id, holder)).json()["code"] == "exits.exit_over"


async def test_a_sale_lapses_when_principal_was_paid_back_meanwhile(hall: Hall) -> None:
    offering, [holder] = await hall.given_active("60000.00")
    exit_id = id_of(await sell_company(hall, offering, "40000.00"))
    await answer(hall, exit_id, holder)
    body = {"id": str(new_id()), "principal": yuan("100.00"), "interest": yuan("0.00")}
    await hall.client.post(
        f"/investing/offerings/{offering}/distributions",
        json=body,
        headers=hall.issuer_headers() | new_key(),
    )
    hall.let_pass(days=6)
    await close_exits.run(hall.work)  # not while a payment is under way
    assert (await newest(hall, offering))["status"] == "asking"
    await hall.bank_pays()
    await close_exits.run(hall.work)

    assert (await newest(hall, offering))["lapse"] == "changed"
    assert await hall.available(hall.issuer_headers()) == "59900.00"


async def test_every_refusal_leaves_the_money_where_it_is(hall: Hall) -> None:
    offering, [_] = await hall.given_active("60000.00")
    soon = (hall.clock.now + timedelta(days=2)).isoformat()
    for different, code in (
        ({"price": "0.99"}, "exits.buy_back_outside_policy"),
        ({"price": "3.01"}, "exits.buy_back_outside_policy"),
        ({"units": yuan("60000.01")}, "exits.buy_back_too_large"),
        ({"units": yuan("0.00")}, "exits.buy_back_too_large"),
        ({"closes_at": soon}, "exits.too_few_days"),
        ({"units": yuan("60000.00")}, "investing.not_enough_money"),
    ):
        refused = await buy_back(hall, offering, **different)
        assert refused.json()["code"] == code, refused.text
    unasked = await sell_company(hall, offering, "40000.00", closes_at=None)
    assert unasked.json()["code"] == "exits.too_few_days"
    unknown = await buy_back(hall, new_id())
    assert unknown.json()["code"] == "investing.offering_not_found"
    early = await hall.given_offering()
    assert (await buy_back(hall, early)).json()["code"] == "investing.not_active"
    assert await hall.available(hall.issuer_headers()) == "60000.00"

    exit_id = id_of(await buy_back(hall, offering))
    second = await buy_back(hall, offering)
    assert second.json()["code"] == "exits.exit_under_way"
    again = await buy_back(hall, offering, id=exit_id)
    assert (again.status_code, len(again.json()["exits"])) == (201, 1)
    taken = await buy_back(hall, offering, id=exit_id, why="另有原因的回购")
    assert taken.json()["code"] == "exits.exit_id_taken"
    stranger = await hall.given_investor()
    assert (await answer(hall, exit_id, stranger)).json()["code"] == "exits.not_asked"
    other = signed_in("exits:propose", portal=Portal.INSTITUTION)
    for path in (f"/exits/{exit_id}/withdrawal", f"/exits/{new_id()}/withdrawal"):
        missing = await hall.client.post(path, headers=other | new_key())
        assert missing.json()["code"] == "exits.exit_not_found"
    assert await hall.available(hall.issuer_headers()) == "49900.00"
