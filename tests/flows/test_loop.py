"""The financing loop as people live it: real programs, a real bank server, sessions and cookies."""

from __future__ import annotations

from tests.flows import story
from tests.flows.books import check_books, check_told
from tests.flows.people import Crowd


def test_a_company_from_signing_up_to_the_last_cent(crowd: Crowd, flow_database: str) -> None:
    loop = story.live_through(crowd)

    check_told(loop)
    check_books(flow_database)
    news = {each["kind"] for each in loop.owner.get("/notifications", limit=50)["items"]}
    assert {"score_computed", "application_approved", "contract_ready", "loan_closed"} <= news
