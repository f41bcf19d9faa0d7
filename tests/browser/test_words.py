"""Every page of every portal in English: all of it translated, none of it wider than a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.staff import OPERATOR
from tests.browser.visitor import Door, Visitor
from tests.flows import story
from tests.flows.people import Crowd
from tests.flows.story import Lender

DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 375, "height": 812}
KEY = re.compile(r"^(?!.*\.(?:csv|pdf|xlsx)$)[a-z_]+(\.[a-z_]+)+$", re.MULTILINE)
"""What a missing translation looks like: its own key. (Files have such names too.)"""

TOO_WIDE = """() => {
    const room = window.innerWidth
    if (document.documentElement.scrollWidth <= room) return []
    const beyond = [...document.querySelectorAll("body *")]
        .filter((each) => each.getBoundingClientRect().right > room)
    return ["page of " + document.documentElement.scrollWidth + " px",
        ...beyond.slice(0, 8).map((each) => each.tagName + "." + each.className)]
}"""
"""Names what reaches beyond the window, if the page can be moved sideways."""

SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""What hears of the new width has been drawn with it."""

LEFT_BEHIND = "data-left-behind"
TURN_TO = f"""(path) => {{
    if (path === location.pathname + location.search) return
    for (const heading of document.querySelectorAll("h1"))
        heading.setAttribute("{LEFT_BEHIND}", "")
    window.history.pushState({{}}, "", path)
}}"""
"""As a link does: the app stays and turns the page. The heading that it leaves is marked, so that
the next one can be waited for; to load everything anew for each page takes thrice as long."""

PAGES = {
    "public": ["", "products", "sign-in", "sign-up", "join", "verify", "developers"],
    "enterprise": [
        "", "profile", "invoices", "credit", "offers?wan=20&months=6", "products",
        "applications", "contracts", "papers", "loans", "funds", "messages", "members", "account",
        "assets", "developer/keys", "developer/webhooks", "reviews", "privacy", "disputes",
        "park-places", "business-plans", "bids", "bids/new?wan=20&months=6",
        "services/hall", "services/bookings",
    ],
    "institution": [
        "", "profile", "products", "products/new", "applications", "contracts", "loans", "funds",
        "messages", "members", "account", "assets", "collections", "loan-files",
        "sealings", "contracts/seal",
        "offerings/new", "identity-provider", "developer/webhooks", "reviews", "templates",
        "privacy", "shared-loans", "park-batches", "approvals", "bids", "co-lending",
        "services/offers", "services/bookings",
    ],
    "investor": [
        "", "profile", "funds", "messages", "account", "offerings", "portfolio", "plan",
        "questionnaire", "market", "bids", "privacy", "business-plans",
    ],
    "operations": [
        "ranking",
        "warnings", "fraud", "fraud/suspicions", "peers", "privacy", "processing",
        "", "cockpit", "applications", "enterprises", "imports", "products", "contracts", "loans",
        "payments", "payment-batches", "loan-files", "statements", "breaks", "ledger",
        "ledger/entries", "ledger/accounts/custody", "ledger/revenue", "ledger/proofs", "day-ends",
        "portfolio-quality", "collections", "disposals", "policies", "organisations", "audit",
        "attacks",
        "account", "members", "evidence", "evidence/entries/0", "evidence/audits",
        "evidence/anchors", "assets", "models", "risk/decisions", "risk/strategy", "screening",
        "risk/human-reviews",
        "screening/check", "guarantees", "money", "money-reports", "investing-approvals",
        "portfolio-risk", "portfolio-risk/exposures", "reviews", "templates", "templates/loan",
        "disputes", "services/bookings", "coupons",
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def logins(crowd: Crowd, lender: Lender) -> dict[str, str]:
    """One person for each portal, with a company that is on its way."""
    owner = story.join_with_invoices(crowd)
    story.apply(owner, lender)
    investor = crowd.newcomer("i")
    investor.sign_up("investor", "钱多多")
    return {
        "enterprise": owner.login,
        "institution": lender.approver.login,
        "investor": investor.login,
        "operations": OPERATOR,
    }


@pytest.mark.parametrize("portal", PAGES)
def test_pages_are_translated_and_fit(door: Door, logins: dict[str, str], portal: str) -> None:
    visitor = door.enter()
    if portal == "public":
        visitor.go("/")
    else:
        visitor.sign_in(logins[portal])
    _speak_english(visitor)
    wrong = [
        f"{portal}/{path}: {fault}"
        for path in PAGES[portal]
        for fault in _faults_of(visitor, _address_of(portal, path))
    ]
    assert wrong + door.faults() == []


def _address_of(portal: str, path: str) -> str:
    return "/" + "/".join(part for part in (portal, path) if part not in {"", "public"})


def _speak_english(visitor: Visitor) -> None:
    """The choice stays with the person; who has made it before reads English already."""
    english = visitor.page.get_by_role("button", name="English").first
    english.or_(visitor.page.get_by_role("button", name="中文").first).wait_for()
    if english.is_visible():
        english.click()
    visitor.page.wait_for_function("() => document.documentElement.lang === 'en'")


def _faults_of(visitor: Visitor, path: str) -> list[str]:
    """As it opens on a desk, and as it is when its window becomes a phone's."""
    page = visitor.page
    page.set_viewport_size(DESK)
    page.evaluate(TURN_TO, path)
    page.locator(f"h1:not([{LEFT_BEHIND}])").first.wait_for()
    return [*_seen_faults(page), *_seen_faults_on_phone(page)]


def _seen_faults_on_phone(page: Page) -> list[str]:
    page.set_viewport_size(PHONE)
    page.evaluate(SETTLED)
    return [f"phone: {each}" for each in _seen_faults(page)]


def _seen_faults(page: Page) -> list[str]:
    page.locator(".ant-skeleton").first.wait_for(state="detached")
    words = page.locator("body").inner_text()
    faults = [f"key {found.group()!r}" for found in KEY.finditer(words)]
    return faults + [f"too wide: {each}" for each in page.evaluate(TOO_WIDE)]
