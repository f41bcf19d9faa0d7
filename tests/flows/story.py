"""One company's whole life, told through the API: from signing up to the last cent repaid."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from rongqu.infra.tx import utc_now
from rongqu.kernel.dates import add_months, business_date_at
from rongqu.kernel.ids import new_id
from rongqu.kernel.uscc import synthetic_uscc
from rongqu.modules.catalog.public import read_starter_products
from rongqu.modules.catalog.schemas import TermsBody
from tests.builders.files import pdf_file
from tests.flows.people import Crowd, Person

AMOUNT = {"amount": "200000.00", "currency": "CNY"}
FUNDS = {"amount": "5000000.00", "currency": "CNY"}
TOPPED_UP = Decimal("10000.00")
TERM_MONTHS = 6
MONTHS_OF_INVOICES = 18
CHECKS = ("site_visit", "identity", "business_licence", "financials", "collateral")


@dataclass(frozen=True, slots=True)
class Lender:
    approver: Person
    officer: Person
    product_id: str


@dataclass(frozen=True, slots=True)
class Loop:
    """One company's life, told to the end."""

    lender: Lender
    owner: Person
    application_id: str
    contract_id: str


def undisturbed() -> None:
    """Nothing comes between two steps."""


def live_through(crowd: Crowd, between: Callable[[], None] = undisturbed) -> Loop:
    """From opening the doors to the last cent repaid; `between` is called before each step."""
    lender = open_lender(crowd)
    between()
    owner = join_with_invoices(crowd)
    between()
    application_id = apply(owner, lender)
    between()
    review_and_approve(lender, application_id)
    between()
    contract_id = sign(owner, application_id)
    between()
    assert sign(lender.approver, application_id) == contract_id
    owner.until(f"/applications/{application_id}", is_in("active"))
    between()
    repay(owner, contract_id, "instalment")
    between()
    top_up(owner)
    repay(owner, contract_id, "payoff")
    owner.until(f"/applications/{application_id}", is_in("closed"))
    return Loop(lender, owner, application_id, contract_id)


def open_lender(crowd: Crowd) -> Lender:
    """A bank with a product, two people and money in its account."""
    approver = crowd.newcomer("a")
    approver.sign_up("institution", "西湖银行")
    profile = {
        "name": "西湖银行",
        "kind": "bank",
        "uscc": synthetic_uscc("flow bank"),
        "region_code": "330100",
    }
    approver.post("/parties/institutions", profile)
    officer = _add_officer(crowd, approver)
    terms = next(each for each in read_starter_products() if each.kind == "credit_loan")
    wish = {"terms": TermsBody.of(terms).model_dump(mode="json"), "reason": "首个产品"}
    proposed = officer.post("/products", wish)
    approver.post(f"/approvals/{proposed['id']}/approval")
    approver.until("/payments/account", lambda account: account["status"] == "open")
    approver.post("/payments/top-ups", {"amount": FUNDS})
    approver.until(
        "/payments/account", lambda account: account["available"]["amount"] == FUNDS["amount"]
    )
    return Lender(approver, officer, proposed["product"]["id"])


def _add_officer(crowd: Crowd, owner: Person) -> Person:
    officer = crowd.newcomer("o")
    owner.post("/invitations", {"login": officer.login, "roles": ["institution_officer"]})
    officer.join("李华")
    officer.sign_in()
    return officer


def join_with_invoices(crowd: Crowd, name: str = "杭州晨光科技有限公司") -> Person:
    """Signs up, describes the company, and imports its invoices."""
    owner = crowd.newcomer("e")
    owner.sign_up("enterprise", name)
    owner.post(
        "/parties/enterprises",
        {
            "name": name,
            "uscc": synthetic_uscc(name),
            "industry_code": "I65",
            "region_code": "330100",
            "founded_on": "2019-04-01",
            "registered_capital": {"amount": "5000000.00", "currency": "CNY"},
            "employees": 35,
        },
    )
    last_year = business_date_at(utc_now()).year - 1
    owner.put(
        f"/parties/enterprises/{owner.organisation_id}/figures/{last_year}",
        {
            name: {"amount": amount, "currency": "CNY"}
            for name, amount in (
                ("revenue", "24000000.00"),
                ("net_assets", "9000000.00"),
                ("net_profit", "1800000.00"),
                ("total_liabilities", "3000000.00"),
            )
        },
    )
    for direction in ("output", "input"):
        _import(owner, direction, invoice_file(direction))
    owner.until(
        f"/risk/enterprises/{owner.organisation_id}/standing", lambda s: s["score"] is not None
    )
    return owner


def invoice_file(direction: str) -> bytes:
    """Steady, growing sales to thirty customers; purchases of two thirds of them."""
    first = add_months(business_date_at(utc_now()).replace(day=1), -MONTHS_OF_INVOICES)
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(
        [
            "invoice_no",
            "invoice_date",
            "counterparty_id",
            "net_amount",
            "tax_amount",
            "total_amount",
            "status",
        ]
    )
    size = 60_000 if direction == "output" else 38_000
    for month in range(MONTHS_OF_INVOICES):
        day = add_months(first, month)
        for number in range(30):
            net = size + month * 300 + number * 17
            rows.writerow(
                [
                    f"{direction[0]}{month:02}{number:03}",
                    _day(day, number),
                    f"P{number:03}",
                    f"{net}.00",
                    f"{net * 13 // 100}.00",
                    f"{net + net * 13 // 100}.00",
                    "有效发票",
                ]
            )
    return text.getvalue().encode()


def _day(month: date, number: int) -> str:
    return month.replace(day=1 + number % 28).isoformat()


def _import(owner: Person, direction: str, content: bytes) -> None:
    owner.put("/privacy/consents/credit_assessment", {"version": 1})
    started = owner.post(
        "/parties/imports",
        {
            "file_name": f"{direction}.csv",
            "size_bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "direction": direction,
        },
    )
    where = f"/parties/imports/{started['id']}"
    owner.put(
        f"{where}/bytes",
        content=content,
        headers={
            "content-range": f"bytes 0-{len(content) - 1}/{len(content)}",
            "content-type": "application/octet-stream",
        },
    )
    ended = owner.until(where, lambda each: each["status"] in {"done", "refused"})
    assert ended["status"] == "done", ended


def apply(owner: Person, lender: Lender) -> str:
    started = owner.post(
        "/applications",
        {
            "product_id": lender.product_id,
            "amount": AMOUNT,
            "term_months": TERM_MONTHS,
            "purpose": "working_capital",
            "explanation": "采购原材料",
        },
    )
    application = f"/applications/{started['id']}"
    dossier = owner.get(application)
    for kind in dossier["required_documents"]:
        owner.put(
            f"{application}/documents/{new_id()}",
            content=pdf_file(),
            params={"kind": kind, "name": f"{kind}.pdf"},
            headers={"content-type": "application/pdf"},
        )
    version = owner.get(application)["application"]["version"]
    owner.post(f"{application}/submission", {"version": version})
    return started["id"]


def review_and_approve(lender: Lender, application_id: str) -> None:
    """As far as each stage asks for it: a good score goes straight to approval."""
    application = f"/applications/{application_id}"
    stage = lender.officer.until(application, _is_past({"submitted", "screening"}))["application"]
    if stage["stage"] == "review":
        lender.officer.post(f"{application}/review", {"findings": "经营稳定，资料齐全"})
        lender.officer.post(
            f"{application}/due-diligence",
            {"checklist": dict.fromkeys(CHECKS, "passed"), "note": "实地走访，情况属实"},
        )
    lender.approver.post(f"{application}/approval", {"amount": AMOUNT, "term_months": TERM_MONTHS})


def sign(person: Person, application_id: str) -> str:
    application = person.get(f"/applications/{application_id}")["application"]
    where = f"/contracts/{application['contract_id']}"
    contract = person.until(where, lambda each: each["sha256"] is not None)
    envelope, before = where.replace("contracts", "envelopes"), len(person.mailbox.codes())
    person.put(f"{envelope}/code")
    code = person.mailbox.next_code(before)
    person.post(f"{envelope}/signature", {"sha256": contract["sha256"], "sent_code": code})
    return application["contract_id"]


def repay(owner: Person, loan_id: str, kind: str) -> None:
    """What the page shows as due is what is ordered; then wait until the bank has answered."""
    loan = f"/loans/{loan_id}"
    quote = next(each for each in owner.get(loan)["quotes"] if each["kind"] == kind)
    order = {"kind": kind, "amount": quote["amount"]}
    ordered = owner.post(f"{loan}/repayments", order)
    owner.until(
        f"{loan}/repayments",
        lambda page: any(
            each["id"] == ordered["id"] and each["status"] == "applied" for each in page["items"]
        ),
    )


def top_up(owner: Person) -> None:
    before = owner.get("/payments/account")["available"]["amount"]
    owner.post("/payments/top-ups", {"amount": {"amount": str(TOPPED_UP), "currency": "CNY"}})
    owner.until("/payments/account", lambda each: each["available"]["amount"] != before)


def moves_of(dossier: Any) -> list[str]:
    """The stages it was moved to, in order; notes on the way have no stage they came from."""
    return [step["to_stage"] for step in dossier["steps"] if step["from_stage"] is not None]


def stage_of(dossier: Any) -> str:
    return dossier["application"]["stage"]


def _is_past(stages: set[str]) -> Callable[[Any], bool]:
    def is_past(dossier: Any) -> bool:
        return stage_of(dossier) not in stages

    return is_past


def is_in(stage: str) -> Callable[[Any], bool]:
    def is_there(dossier: Any) -> bool:
        return stage_of(dossier) == stage

    return is_there
