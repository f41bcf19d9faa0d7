"""The financing loop as people live it: real programs, a real bank server, sessions and cookies."""

from __future__ import annotations

from decimal import Decimal

from tests.flows import story
from tests.flows.people import Crowd


def test_a_company_from_signing_up_to_the_last_cent(crowd: Crowd) -> None:
    lender = story.open_lender(crowd)
    owner = story.join_with_invoices(crowd)

    application_id = story.apply(owner, lender)
    application = f"/applications/{application_id}"
    story.review_and_approve(lender, application_id)
    contract_id = story.sign(owner, application_id)
    assert story.sign(lender.approver, application_id) == contract_id
    owner.until(application, story.is_in("active"))

    account = owner.get("/payments/account")
    contract = owner.get(f"/contracts/{contract_id}")
    paid_out = Decimal(contract["principal"]["amount"]) - Decimal(contract["fee"]["amount"])
    assert Decimal(account["available"]["amount"]) == paid_out

    story.repay(owner, contract_id, "instalment")
    story.top_up(owner, "10000.00")
    story.repay(owner, contract_id, "payoff")
    owner.until(application, story.is_in("closed"))

    loan = owner.get(f"/loans/{contract_id}")
    assert loan["loan"]["outstanding"]["amount"] == "0.00"
    steps = [step["to_stage"] for step in owner.get(application)["steps"]]
    assert steps[:2] == ["draft", "submitted"]
    assert steps[-4:] == ["contract", "payout", "active", "closed"]
    news = {each["kind"] for each in owner.get("/notifications", limit=50)["items"]}
    assert {"score_computed", "application_approved", "contract_ready", "loan_closed"} <= news
