"""A company's life step by step, every step through the API."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from bench._firms import Firm, stated_figures, yuan
from bench._people import Crowd, Person
from rongqu.demo.cast import Cast, Lender
from rongqu.kernel.actor import ANONYMOUS
from rongqu.kernel.ids import ProductId, new_id
from rongqu.kernel.pii import PersonName
from rongqu.modules.identity.public import OrganisationKind, SignUp, get_user, sign_up
from tests.builders.files import pdf_file

TERM_MONTHS = 6
SMALLEST_WISH = Decimal(100_000)
WAN = Decimal(10_000)
CHECKS = ("identity", "site_visit", "operation", "tax_status", "contracts")
PAPER = pdf_file()
CODE = re.compile(r"\d{6}")


@dataclass(slots=True, kw_only=True)
class Life:
    """A company, who acts for it, and what has become of it."""

    firm: Firm
    owner: Person
    yearly_sales: Decimal = Decimal(0)
    score: int | None = None
    months_seen: int = 0
    offers: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    refused: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    application: dict[str, Any] = field(default_factory=dict[str, Any])
    lane: str = ""
    repaid: Decimal = Decimal(0)

    @property
    def id(self) -> str:
        return str(self.owner.actor.organisation)

    @property
    def unsecured(self) -> list[dict[str, Any]]:
        """The offers that ask for no thing as security."""
        return [each for each in self.offers if not each["collateral"]]

    @property
    def stage(self) -> str:
        return self.application["stage"]

    @property
    def wish(self) -> Decimal:
        """A month's sales, in ten thousands."""
        return max(SMALLEST_WISH, self.yearly_sales / 12 // WAN * WAN)

    @property
    def path(self) -> str:
        return f"/applications/{self.application['id']}"


async def join(crowd: Crowd, cast: Cast, firm: Firm) -> Life:
    """Signs up (with the hash of a password that all share: hashing takes a tenth of a second)
    and describes itself."""
    wish = SignUp(
        kind=OrganisationKind.ENTERPRISE,
        organisation_name=firm.name,
        display_name=PersonName("张小明"),
        login=f"{firm.code.lower()}@companies.example",
        password_hash=cast.password,
    )
    async with crowd.world.act(ANONYMOUS) as tx:
        signed_up = await sign_up(tx, wish)
    owner = crowd.person(await crowd.world.person(signed_up.user.id))
    profile = {
        "name": firm.name,
        "uscc": firm.uscc,
        "industry_code": firm.industry_code,
        "region_code": firm.region_code,
        "founded_on": firm.founded_on.isoformat(),
        "registered_capital": yuan(Decimal(1_000_000)),
        "employees": firm.employees,
    }
    await owner.post("/parties/enterprises", profile)
    return Life(firm=firm, owner=owner)


async def look_at_score(life: Life, year: int) -> None:
    """The score that the handler has computed; then the figures of the year are stated."""
    standing = await life.owner.get(f"/risk/enterprises/{life.id}/standing")
    life.months_seen = standing["months_seen"]
    if standing["score"] is not None:
        life.score = standing["score"]["score"]
    else:
        assert life.months_seen < standing["months_needed"], standing
    enterprise = f"/parties/enterprises/{life.id}"
    months = await life.owner.get(f"{enterprise}/invoice-months")
    figures = stated_figures(months["items"], year)
    if figures is not None:
        life.yearly_sales = Decimal(figures["revenue"]["amount"])
        await life.owner.put(f"{enterprise}/figures/{year}", figures)


async def match(life: Life) -> None:
    wish = {"amount": f"{life.wish:.2f}", "term_months": TERM_MONTHS}
    found = await life.owner.get(f"/matching/enterprises/{life.id}/offers", **wish)
    life.offers, life.refused = found["eligible"], found["refused"]


async def apply(life: Life) -> None:
    """For the best offer that asks for no thing as security, with every document it asks for."""
    best = life.unsecured[0]
    product = await life.owner.get(f"/public/products/{best['product_id']}")
    wish = {
        "product_id": best["product_id"],
        "amount": best["amount"],
        "term_months": best["term_months"],
        "purpose": product["purposes"][0],
    }
    life.application = await life.owner.post("/applications", wish)
    for kind in best["required_documents"]:
        await life.owner.put(
            f"{life.path}/documents/{new_id()}",
            params={"kind": kind, "name": f"{kind}.pdf"},
            content=PAPER,
            headers={"content-type": "application/pdf"},
        )
    version = {"version": life.application["version"]}
    life.application = await life.owner.post(f"{life.path}/submission", version)


async def look(life: Life) -> None:
    dossier = await life.owner.get(life.path)
    life.application = dossier["application"]


def lender_of(cast: Cast, life: Life) -> Lender:
    return cast.products[ProductId(UUID(life.application["product"]["id"]))].lender


async def decide(crowd: Crowd, cast: Cast, life: Life) -> None:
    """The lender's two people: one reviews and investigates, the other one decides."""
    await look(life)
    life.lane = life.application["screening"]["lane"]
    lender = lender_of(cast, life)
    officer, approver = crowd.person(lender.officer), crowd.person(lender.approver)
    if life.stage == "review":
        await officer.post(f"{life.path}/taking")
        await officer.post(f"{life.path}/review", {"findings": "开票连续，材料齐全"})
        checked = {"checklist": dict.fromkeys(CHECKS, "passed"), "note": "实地走访，情况属实"}
        life.application = await officer.post(f"{life.path}/due-diligence", checked)
    if life.stage == "approval":
        await _grant(approver, life)


async def _grant(approver: Person, life: Life) -> None:
    """What was asked, and never above the limit that is left."""
    basis = await approver.get(f"{life.path}/basis")
    limit, least = (Decimal(basis[name]["amount"]) for name in ("limit", "min_amount"))
    amount = min(limit, Decimal(life.application["amount"]["amount"]))
    if amount < least:
        refusal = {"reason": "exposure", "note": "可用额度低于产品的最低金额"}
        life.application = await approver.post(f"{life.path}/rejection", refusal)
        return
    decision = {"amount": yuan(amount), "term_months": life.application["term_months"]}
    life.application = await approver.post(f"{life.path}/approval", decision)


async def ask_for_code(life: Life) -> None:
    """The company asks for the code that it signs with."""
    await life.owner.put(f"/envelopes/{life.application['contract_id']}/code")


async def sign(crowd: Crowd, life: Life) -> None:
    contract = await life.owner.get(f"/contracts/{life.application['contract_id']}")
    agreed = {
        "sha256": contract["sha256"],
        "sent_code": await _sent_code(crowd, life.owner, contract["number"]),
    }
    await life.owner.post(f"/envelopes/{contract['id']}/signature", agreed)


async def seal(crowd: Crowd, approver: Person, lives: Sequence[Life]) -> None:
    """A lender agrees to all of its contracts once; a job sets the seals."""
    chosen = [life.application["contract_id"] for life in lives]
    listed = await approver.post("/sealings", {"envelope_ids": chosen})
    path = f"/sealings/{listed['id']}"
    await approver.put(f"{path}/code")
    await crowd.world.settle()
    code = await _sent_code(crowd, approver, f"{len(chosen)} 份")
    await approver.post(f"{path}/consent", {"sha256": listed["sha256"], "sent_code": code})
    await crowd.world.settle()
    ended = await approver.get(path)
    assert (ended["sealed"], ended["failed"]) == (len(chosen), 0), ended


async def _sent_code(crowd: Crowd, person: Person, about: str) -> str:
    """The newest one in whose message stands what it is about."""
    async with crowd.world.act(person.actor) as tx:
        user = await get_user(tx, person.actor.id)
    address = user.mobile or user.email
    assert address is not None
    sent = crowd.world.outbox.newest(1000, address.reveal())
    found = next(CODE.search(each.body) for each in sent if about in each.body)
    assert found is not None
    return found[0]


async def fill_account(life: Life) -> None:
    """What is missing for the first instalment: all at the end is more than was paid out."""
    due = await _quote(life)
    account = await life.owner.get("/payments/account")
    missing = due - Decimal(account["available"]["amount"])
    if missing > 0:
        await life.owner.post("/payments/top-ups", {"amount": yuan(missing)})


async def repay(life: Life) -> None:
    due = await _quote(life)
    order = {"kind": "instalment", "amount": yuan(due)}
    await life.owner.post(f"{_loan(life)}/repayments", order)


async def look_at_repayment(life: Life) -> None:
    page = await life.owner.get(f"{_loan(life)}/repayments")
    life.repaid = sum(
        (Decimal(it["amount"]["amount"]) for it in page["items"] if it["status"] == "applied"),
        Decimal(0),
    )
    await look(life)


async def _quote(life: Life) -> Decimal:
    loan = await life.owner.get(_loan(life))
    [due] = [each for each in loan["quotes"] if each["kind"] == "instalment"]
    return Decimal(due["amount"]["amount"])


def _loan(life: Life) -> str:
    return f"/loans/{life.application['contract_id']}"
