"""Lenders compete for a request: who sees what, what may be bid, and who wins a race."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from httpx2 import Response

from rongqu.kernel.ids import ApplicationId, new_id
from rongqu.modules.origination.types import Stage
from tests.builders.actors import signed_in
from tests.builders.bidding import ASKS, OFFERS, Market
from tests.builders.events import published, told
from tests.builders.origination import APPROVE, REVIEW, act, lender, look_at

SMALLEST = timedelta(microseconds=1)


def code(response: Response) -> str:
    return response.json().get("code", str(response.status_code))


async def test_lenders_are_invited_whose_products_fit_and_see_no_name(market: Market) -> None:
    params = {"amount": "800000.00", "term_months": 12, "purpose": "working_capital"}
    plain = await market.get("lenders", market.owner, **params)
    pledging = await market.get("lenders", market.owner, **params, pledges=["equipment"])
    ids = {house.product.id for house in market.houses}
    assert {UUID(each["institution_id"]) for each in plain.json()} == {
        house.id for house in market.houses[:2]
    }
    assert {UUID(each["products"][0]["product_id"]) for each in pledging.json()} == ids

    request_id = await market.asked(lenders=[str(house.id) for house in market.houses[1:]])
    [row] = await market.rows("invitation")
    assert (row.institution_id, row.request_id) == (market.houses[1].id, request_id)
    officer = market.houses[1].officer
    seen = (await market.get(f"invitations/{row.id}", officer)).json()
    assert seen["invitation"]["enterprise_name"] is None
    assert "苏州" not in str(seen)
    assert str(market.enterprise_id) not in str(seen)
    facts = {each["fact"]: each["value"] for each in seen["picture"]}
    assert (facts["score"], facts["province"], facts["yearly_revenue"]) == (
        "650",
        "320000",
        "30000000",
    )
    assert "invoiced_revenue" not in facts
    other = await market.get(f"invitations/{row.id}", market.houses[0].officer)
    assert code(other) == "bidding.invitation_not_found"

    await market.offered(request_id, 1)
    named = (await market.get(f"invitations/{row.id}", officer)).json()["invitation"]
    listed = (await market.get("invitations", officer)).json()["items"]
    assert named["enterprise_name"] == listed[0]["enterprise_name"] == "苏州明澈精密仪器有限公司"
    [asked] = await told(market.engine, "bidding.offers_asked.v1")
    assert (asked["shows"], asked["invited"]) == (["figures"], 1)


async def test_without_consent_no_figures_are_shown(market: Market) -> None:
    await market.asked(shows=[])
    for row in await market.rows("invitation"):
        assert row.picture["facts"].keys() == {
            "score",
            "industry_section",
            "industry_division",
            "province",
            "age_months",
        }


async def test_what_cannot_be_asked(market: Market) -> None:
    refused: list[tuple[dict[str, Any], str]] = [
        ({"amount": {"amount": "0.00", "currency": "CNY"}}, "common.invalid_request"),
        ({"amount": {"amount": "8000.00", "currency": "USD"}}, "common.invalid_request"),
        ({"purpose": "equipment"}, "bidding.nobody_fits"),
        ({"lenders": [str(new_id())]}, "bidding.nobody_fits"),
        ({"closes_at": "2026-03-02T07:59:59Z"}, "bidding.deadline_outside"),
        ({"closes_at": "2026-03-16T04:00:01Z"}, "bidding.deadline_outside"),
    ]
    for different, refusal in refused:
        assert code(await market.ask(**different)) == refusal
    assert await market.rows("request") == await market.rows("invitation") == []


async def test_three_requests_are_open_at_a_time_even_if_asked_at_once(market: Market) -> None:
    known = str(new_id())
    answers = await asyncio.gather(*(market.ask() for _ in range(3)), market.ask(id=known))
    assert sorted(map(code, answers)) == ["201", "201", "201", "bidding.too_many_open"]
    assert len(await market.rows("request")) == 3


async def test_no_bid_is_outside_of_policy_and_product(market: Market) -> None:
    house = market.houses[0]
    invitation = await market.invitation_of(await market.asked(), house)
    outside: list[tuple[str, Any]] = [
        ("yearly_rate", "0.0681"),
        ("yearly_rate", "0.0479"),
        ("fee_bps", 99),
        ("fee_bps", 101),
        ("days_to_money", 3),
        ("term_months", 25),
        ("term_months", 2),
        ("amount", {"amount": "800000.01", "currency": "CNY"}),
        ("amount", {"amount": "49999.99", "currency": "CNY"}),
        ("valid_until", "2026-03-03T03:59:59Z"),
        ("valid_until", "2026-04-01T04:00:01Z"),
    ]
    for field, value in outside:
        refused = await market.bid(invitation, house, **{field: value})
        assert (code(refused), refused.json()["params"]["field"]) == ("bidding.bid_outside", field)
    assert await market.rows("offer") == []
    edges = {"valid_until": "2026-03-03T04:00:00Z", "yearly_rate": "0.0480"}
    assert (await market.bid(invitation, house, **edges)).status_code == 201


async def test_a_product_that_was_not_invited_bids_nothing(market: Market) -> None:
    house, other = market.houses[:2]
    invitation = await market.invitation_of(await market.asked(), house)
    refused = await market.bid(invitation, house, product_id=str(other.product.id))
    assert code(refused) == "bidding.not_among_fitting"
    params = {"product_id": str(house.product.id), "term_months": 12}
    bounds = (await market.get(f"invitations/{invitation}/bounds", house.officer, **params)).json()
    assert (bounds["min_rate"], bounds["max_rate"], bounds["max_fee_bps"]) == (
        "0.0480",
        "0.0680",
        100,
    )


async def test_offers_compare_by_the_formula_of_every_card(market: Market) -> None:
    request_id = await market.asked()
    dear = await market.offered(request_id, 0, yearly_rate="0.068")
    cheap = await market.offered(request_id, 1, yearly_rate="0.055", days_to_money=5)
    page = await market.page(request_id)
    assert [UUID(each["id"]) for each in page["offers"]] == [cheap, dear]
    assert [each["best"] for each in page["offers"]] == [["cost"], ["speed"]]

    params = {"amount": "800000.00", "term_months": 12, "purpose": "working_capital"}
    card = await market.client.get(
        f"/matching/enterprises/{market.enterprise_id}/offers",
        headers=market.owner,
        params=params,
    )
    same = ("monthly_cost", "final_payment", "total_cost", "yearly_cost", "fee")
    assert {key: page["offers"][1][key] for key in same} == {
        key: card.json()["eligible"][0][key] for key in same
    }


async def test_a_newer_offer_takes_the_place_of_the_older(market: Market) -> None:
    request_id = await market.asked()
    first = await market.offered(request_id, 0)
    second = await market.offered(request_id, 0, yearly_rate="0.055")
    gone = await market.accept(request_id, first)
    assert (code(gone), gone.json()["params"]["status"]) == ("bidding.offer_gone", "replaced")
    assert (await market.accept(request_id, second)).status_code == 200


async def test_what_counts_is_when_a_bid_came_in(market: Market) -> None:
    request_id = await market.asked()
    house, late = market.houses[:2]
    closes_at = market.clock.now + timedelta(days=2)
    places = [await market.invitation_of(request_id, each) for each in (house, late)]
    market.clock.now = closes_at - SMALLEST
    assert (await market.bid(places[0], house)).status_code == 201
    market.clock.now = closes_at
    assert code(await market.bid(places[1], late)) == "bidding.bid_too_late"
    for _ in range(2):
        await market.run_clock()
    events = await published(market.engine)
    assert events.count("bidding.bidding_closed.v1") == 1
    page = await market.page(request_id)
    assert (page["request"]["status"], page["request"]["is_bidding"]) == ("open", False)


async def test_large_offers_need_a_second_person_in_time(market: Market) -> None:
    large = {"amount": {"amount": "1000000.00", "currency": "CNY"}}
    request_id = await market.asked(**large)
    house = market.houses[0]
    invitation = await market.invitation_of(request_id, house)
    asked = await market.bid(invitation, house, **large)
    assert (asked.status_code, asked.json()["offers"]) == (201, [])
    again = await market.bid(invitation, house, **large)
    assert code(again) == "compliance.approval_pending"
    approval = asked.json()["pending"]["id"]

    async def approve(who: dict[str, str]) -> Response:
        return await market.client.post(
            f"/approvals/{approval}/approval", headers=who | {"idempotency-key": str(new_id())}
        )

    alone = house.officer | {"x-permissions": ",".join((*OFFERS, "bidding:confirm"))}
    assert code(await approve(alone)) == "common.second_person_needed"
    market.clock.turn(days=2)
    assert code(await approve(house.approver)) == "bidding.bid_too_late"
    market.clock.turn(seconds=-1)
    assert (await approve(house.approver)).status_code == 200
    [offer] = await market.rows("offer")
    assert (str(offer.made_by), str(offer.confirmed_by)) == (
        house.officer["x-user"],
        house.approver["x-user"],
    )
    [made] = await told(market.engine, "bidding.offer_made.v1")
    assert made["confirmed_by"] == house.approver["x-user"]


async def test_the_accepted_price_binds_the_application(market: Market) -> None:
    request_id = await market.asked()
    chosen = await market.offered(request_id, 0, yearly_rate="0.055", conditions="签购销合同")
    await market.offered(request_id, 1)
    accepted = await market.accept(request_id, chosen)
    application_id = ApplicationId(UUID(accepted.json()["request"]["application_id"]))
    assert {each.status for each in await market.rows("invitation")} == {"won", "lost"}
    assert [each["status"] for each in accepted.json()["offers"]] == ["accepted", "lost"]
    [ended] = await told(market.engine, "bidding.invitation_ended.v1")
    assert (ended["outcome"], ended["had_offer"]) == ("lost", True)

    application = await look_at(market.engine, application_id)
    assert application.agreed is not None
    assert application.agreed.yearly_rate == Decimal("0.055")
    path = f"/applications/{application_id}"
    for change in ({"term_months": 13}, {"amount": {"amount": "800000.01", "currency": "CNY"}}):
        body = {"version": application.version, **change}
        refused = await market.client.patch(path, json=body, headers=market.owner)
        assert code(refused) == "origination.outside_product"

    await put_before_approver(market, application_id)
    approver = lender(market.houses[0].id, *APPROVE)
    decision = {"amount": {"amount": "700000.00", "currency": "CNY"}, "term_months": 11}
    other_term = await act(market.client, application_id, "approval", approver, decision)
    assert code(other_term) == "origination.outside_product"
    granted = await act(
        market.client, application_id, "approval", approver, decision | {"term_months": 12}
    )
    assert granted.json()["stage"] == "contract"
    [approved] = await told(market.engine, "origination.application_approved.v1")
    assert (approved["yearly_rate"], approved["fee"]["minor"]) == ("0.055", 7_000_00)


async def put_before_approver(market: Market, application_id: ApplicationId) -> None:
    """As if it had been handed in and passed its screening: for a worse grade, and dearer."""
    screening = '{"lane": "normal", "score": 650, "grade": "C", "missed": []}'
    await market.execute(
        "UPDATE origination.application SET stage = 'approval', submitted_at = now(),"
        f" screening = '{screening}' WHERE id = '{application_id}'"
    )


async def test_two_accepts_at_once_make_one_application(market: Market) -> None:
    request_id = await market.asked()
    offers = [await market.offered(request_id, place) for place in (0, 1)]
    answers = await asyncio.gather(*(market.accept(request_id, each) for each in offers * 2))
    assert sorted(map(code, answers)) == ["200", *["bidding.request_settled"] * 3]
    events = await published(market.engine)
    assert events.count("origination.application_started.v1") == 1
    assert events.count("bidding.offer_accepted.v1") == 1


async def test_accepting_cancelling_and_withdrawing_at_once_leave_one_truth(
    market: Market,
) -> None:
    request_id = await market.asked()
    house = market.houses[0]
    offer_id = await market.offered(request_id, 0)
    invitation = await market.invitation_of(request_id, house)
    back = f"invitations/{invitation}/offers/{offer_id}/withdrawal"
    accepted, cancelled, withdrawn = await asyncio.gather(
        market.accept(request_id, offer_id),
        market.post(f"requests/{request_id}/cancellation", market.owner, reason="not_needed"),
        market.post(back, house.officer, reason="funds"),
    )
    [request] = await market.rows("request")
    [offer] = await market.rows("offer")
    assert (request.status, offer.status) in {
        ("accepted", "accepted"),
        ("cancelled", "lost"),
        ("cancelled", "withdrawn"),
    }
    assert (accepted.status_code == 200) is (request.status == "accepted")
    assert (cancelled.status_code == 200) is (request.status == "cancelled")
    assert (withdrawn.status_code == 200) is (offer.status == "withdrawn")
    events = await published(market.engine)
    assert events.count("origination.application_started.v1") == (request.status == "accepted")


async def test_each_late_wish_has_its_own_answer(market: Market) -> None:
    request_id = await market.asked()
    house, other = market.houses[:2]
    withdrawn = await market.offered(request_id, 0)
    short = await market.offered(
        request_id, 1, valid_until=(market.clock.now + timedelta(days=1)).isoformat()
    )
    invitation = await market.invitation_of(request_id, house)
    back = f"invitations/{invitation}/offers/{withdrawn}/withdrawal"
    stranger = signed_in(*ASKS)

    decline = f"invitations/{invitation}/decline"
    assert code(await market.post(decline, house.officer, reason="risk")) == (
        "bidding.invitation_over"
    )
    assert code(await market.post(back, other.officer, reason="funds")) == (
        "bidding.invitation_not_found"
    )
    assert (await market.post(back, house.officer, reason="funds")).status_code == 200
    gone = await market.accept(request_id, withdrawn)
    assert (code(gone), gone.json()["params"]["status"]) == ("bidding.offer_gone", "withdrawn")
    assert code(await market.bid(invitation, house)) == "bidding.invitation_over"
    acceptance = f"requests/{request_id}/acceptance"
    hidden = await market.post(acceptance, stranger, offer_id=str(short))
    assert code(hidden) == "bidding.request_not_found"
    assert code(await market.accept(request_id, new_id())) == "bidding.offer_not_found"

    market.clock.turn(days=1)
    assert code(await market.accept(request_id, short)) == "bidding.offer_expired"
    assert (await market.page(request_id))["offers"][0]["is_acceptable"] is False
    market.clock.turn(days=8)
    assert code(await market.accept(request_id, short)) == "bidding.decision_too_late"
    for _ in range(2):
        await market.run_clock()
    assert code(await market.accept(request_id, short)) == "bidding.request_settled"
    assert (await published(market.engine)).count("bidding.request_lapsed.v1") == 1
    statuses = {each.institution_id: each.status for each in await market.rows("invitation")}
    assert statuses == {house.id: "withdrawn", other.id: "lapsed"}


async def test_a_request_without_any_offer_lapses_at_its_deadline(market: Market) -> None:
    request_id = await market.asked()
    house = market.houses[0]
    invitation = await market.invitation_of(request_id, house)
    declined = await market.post(f"invitations/{invitation}/decline", house.officer, reason="risk")
    assert declined.json()["invitation"]["status"] == "declined"
    market.clock.turn(days=2)
    await market.run_clock()
    page = await market.page(request_id)
    assert page["request"]["status"] == "lapsed"
    assert sorted(each["status"] for each in page["answers"]) == ["declined", "lapsed"]
    assert code(await market.accept(request_id, new_id())) == "bidding.offer_not_found"


async def test_a_withdrawn_product_cannot_be_accepted_and_nothing_changes(market: Market) -> None:
    request_id = await market.asked()
    offer_id = await market.offered(request_id, 0)
    await market.execute(
        "UPDATE catalog.product SET status = 'withdrawn', withdrawn_at = now()"
        f" WHERE id = '{market.houses[0].product.id}'"
    )
    assert code(await market.accept(request_id, offer_id)) == "origination.product_not_offered"
    assert [each.status for each in await market.rows("offer")] == ["open"]
    assert Stage.DRAFT not in await stages(market)


async def stages(market: Market) -> set[str]:
    found = await market.client.get(
        "/applications", headers=market.owner | {"x-permissions": ",".join(REVIEW)}
    )
    return {each["stage"] for each in found.json()["items"]}
