"""What a company does: it signs up, hands in what it has, applies, and signs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from rongqu.demo.cast import IN_THE_PRODUCT_ONLY, Cast, Offered
from rongqu.demo.invoices import HABITS, yearly_sales
from rongqu.demo.papers import name_of
from rongqu.demo.places import pick
from rongqu.demo.population import Company, Quality
from rongqu.demo.security import offer_security
from rongqu.demo.world import World
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import ANONYMOUS, Actor
from rongqu.kernel.files import FileType
from rongqu.kernel.ids import (
    ApplicationId,
    DocumentId,
    EnterpriseId,
    OrganisationId,
    PaymentOrderId,
    new_id,
)
from rongqu.kernel.money import Money
from rongqu.kernel.pii import PersonName
from rongqu.modules.catalog.public import Product, get_product_version
from rongqu.modules.contracts.public import (
    EnvelopeStatus,
    Intent,
    IntentMethod,
    agree_to_sign,
    get_contract,
    list_set,
)
from rongqu.modules.engagement.public import change_preferences
from rongqu.modules.identity.public import OrganisationKind, SignUp, sign_up
from rongqu.modules.matching.public import MatchResult, match_products
from rongqu.modules.matching.public import Wish as MatchWish
from rongqu.modules.origination.public import (
    Application,
    HeldReason,
    Stage,
    Start,
    Upload,
    Wish,
    WithdrawReason,
    attach_document,
    get_application,
    start_application,
    submit_application,
    withdraw_application,
)
from rongqu.modules.parties.public import (
    EnterpriseProfile,
    EnterpriseRegistration,
    FinancialFigures,
    register_enterprise,
    state_figures,
)
from rongqu.modules.payments.public import get_custody_account, order_top_up
from rongqu.modules.privacy.public import (
    ConsentWish,
    UseOfData,
    get_text_in_force,
    give_consent,
)

WAN = 10_000
SMS_EVERY = 3
"""One owner in so many wants messages on the phone; the others look into the product."""
HAS_FIGURES = 0.97
"""So many state their financial figures; the others cannot complete an application."""
NET_ASSETS: dict[Quality, tuple[int, int]] = {
    Quality.STRONG: (35, 80),
    Quality.SOUND: (25, 60),
    Quality.MIXED: (8, 35),
    Quality.WEAK: (-10, 15),
}
"""Per cent of a year's revenue."""
TERMS = ((3, 1), (6, 4), (9, 2), (12, 5), (18, 1), (24, 1))
"""Months wished for, and how often."""


class Fate(StrEnum):
    """How an application ends when nothing stands in its way."""

    FUNDED = "funded"
    COMPLETED_LATER = "completed_later"
    REFUSED_IN_REVIEW = "refused_in_review"
    REFUSED_AT_APPROVAL = "refused_at_approval"
    WITHDRAWN = "withdrawn"
    LEFT_AS_DRAFT = "left_as_draft"
    NEVER_COMPLETED = "never_completed"
    NEVER_SIGNED = "never_signed"


FATES = (
    (Fate.FUNDED, 66),
    (Fate.COMPLETED_LATER, 9),
    (Fate.REFUSED_IN_REVIEW, 7),
    (Fate.REFUSED_AT_APPROVAL, 4),
    (Fate.WITHDRAWN, 4),
    (Fate.LEFT_AS_DRAFT, 5),
    (Fate.NEVER_COMPLETED, 3),
    (Fate.NEVER_SIGNED, 2),
)


class Pause(StrEnum):
    """Where an application of the last days still lies when the demo begins."""

    DRAFT = "draft"
    RETURNED = "returned"
    REVIEW = "review"
    DUE_DILIGENCE = "due_diligence"
    APPROVAL = "approval"
    UNSIGNED = "unsigned"
    HALF_SIGNED = "half_signed"
    HELD = "held"


@dataclass(slots=True, kw_only=True)
class Borrower:
    """A company on the platform, with the person who acts for it."""

    company: Company
    actor: Actor
    next_wish_on: date
    wishes: int = 0


@dataclass(slots=True, kw_only=True)
class Case:
    """An application under way."""

    id: ApplicationId
    borrower: Borrower
    product: Offered
    fate: Fate
    pause: Pause | None
    stage: Stage = Stage.DRAFT
    was_returned: bool = False
    draws: Random = field(repr=False)

    @property
    def signs(self) -> bool:
        return self.pause is not Pause.UNSIGNED and self.fate is not Fate.NEVER_SIGNED

    def is_ready(self) -> bool:
        """Nobody acts in the very hour in which it is their turn."""
        return self.draws.random() < 0.7


async def join(world: World, cast: Cast, company: Company) -> Borrower:
    """Sign-up, profile, what is agreed to before invoices are handed in, and figures."""
    wish = SignUp(
        kind=OrganisationKind.ENTERPRISE,
        organisation_name=company.name,
        display_name=PersonName(company.owner),
        login=company.mobile,
        password_hash=cast.password,
    )
    async with world.act(ANONYMOUS) as tx:
        signed_up = await sign_up(tx, wish)
    actor = await world.person(signed_up.user.id)
    async with world.act(actor) as tx:
        await register_enterprise(tx, _registration(company, actor))
        text = await get_text_in_force(tx, UseOfData.CREDIT_ASSESSMENT)
        await give_consent(tx, ConsentWish(purpose=text.purpose, version=text.version))
    if company.draws("figures").random() < HAS_FIGURES:
        async with world.act(actor) as tx:
            await state_figures(tx, EnterpriseId(actor.organisation), _figures(company))
    if company.number % SMS_EVERY:
        async with world.act(actor) as tx:
            await change_preferences(tx, IN_THE_PRODUCT_ONLY)
    days = company.draws("first wish").randint(0, 4)
    return Borrower(
        company=company, actor=actor, next_wish_on=company.comes_on + timedelta(days=days)
    )


async def wish_for_money(
    world: World, cast: Cast, borrower: Borrower, pause: Pause | None
) -> Case | None:
    """Ask what fits and begin with one of the offers. None: nothing fits, and the company leaves
    it at that."""
    rng = borrower.company.draws(f"wish/{borrower.wishes}")
    borrower.wishes += 1
    borrower.next_wish_on += timedelta(days=rng.randint(90, 220))
    wish = MatchWish(amount=_amount_wanted(borrower.company, rng), term_months=pick(rng, TERMS))
    async with world.act(borrower.actor) as tx:
        found = await match_products(tx, EnterpriseId(borrower.actor.organisation), wish)
        choice = _choose(found, wish, rng)
        if choice is None:
            return None
        product, amount, term_months = choice
        case = Case(
            id=ApplicationId(new_id()),
            borrower=borrower,
            product=cast.products[product.id],
            fate=Fate.FUNDED if pause else pick(rng, FATES),
            pause=pause,
            draws=rng,
        )
        start = Start(
            id=case.id,
            product_id=product.id,
            wish=Wish(
                amount=amount,
                term_months=term_months,
                purpose=rng.choice(product.purposes),
                explanation=None,
            ),
        )
        await start_application(tx, start)
    return case


async def act_on(world: World, cast: Cast, case: Case) -> None:
    """The applicant's next step, if it is their turn and they have a mind to."""
    async with world.act(case.borrower.actor) as tx:
        application = await get_application(tx, case.id)
        case.stage = application.stage
        match application.stage:
            case Stage.DRAFT:
                await _hand_in(tx, cast, case, application)
            case Stage.RETURNED:
                if case.pause is None and case.fate is Fate.COMPLETED_LATER:
                    case.stage = (await submit_application(tx, case.id, application.version)).stage
            case Stage.REVIEW | Stage.DUE_DILIGENCE | Stage.APPROVAL:
                if case.fate is Fate.WITHDRAWN:
                    reason = case.draws.choice(list(WithdrawReason))
                    await withdraw_application(tx, case.id, reason, None)
            case Stage.CONTRACT if case.signs:
                await sign(tx, application)
            case Stage.PAYOUT:
                await _put_in_deposit(tx, application)
            case _:
                pass


async def _put_in_deposit(tx: Tx, application: Application) -> None:
    """A lease waits for it; what has been paid in already is on its way."""
    hold, contract_id = application.hold, application.contract_id
    if hold is None or hold.reason is not HeldReason.DEPOSIT or contract_id is None:
        return
    lease = (await get_contract(tx, contract_id)).structure.lease
    account = await get_custody_account(tx, OrganisationId(application.applicant.id))
    if lease is not None and account.available < lease.deposit:
        missing = lease.deposit - account.available
        await order_top_up(tx, PaymentOrderId(new_id()), missing)


async def look(world: World, case: Case) -> None:
    """What has become of it in the meantime."""
    async with world.act(case.borrower.actor) as tx:
        case.stage = (await get_application(tx, case.id)).stage


async def sign(tx: Tx, application: Application) -> None:
    """The contract and what stands beside it, as soon as they are there; each once."""
    if application.contract_id is None:
        return
    for paper in await list_set(tx, application.contract_id):
        is_missing = any(
            each.organisation_id == tx.actor.organisation and each.consent is None
            for each in paper.signers
        )
        if is_missing and paper.status is EnvelopeStatus.SIGNING:
            intent = Intent(sha256=paper.document.sha256, method=IntentMethod.CODE)
            await agree_to_sign(tx, paper.id, intent)


async def _hand_in(tx: Tx, cast: Cast, case: Case, application: Application) -> None:
    if case.pause is Pause.DRAFT or case.fate is Fate.LEFT_AS_DRAFT:
        return
    if case.borrower.company.draws("figures").random() >= HAS_FIGURES:
        return  # an application without figures is not complete
    product = await get_product_version(tx, application.product.id, application.product.version)
    await offer_security(tx, application, product, case.borrower.company)
    for kind in product.required_documents:
        upload = Upload(
            id=DocumentId(new_id()),
            kind=kind,
            name=name_of(kind),
            file_type=FileType.PDF,
            stored=await cast.papers.hand_out(kind, case.id),
        )
        await attach_document(tx, case.id, upload)
    case.stage = (await submit_application(tx, case.id, application.version)).stage


def _registration(company: Company, actor: Actor) -> EnterpriseRegistration:
    capital = max(10, company.monthly_sales * 3 // WAN // 10 * 10)
    return EnterpriseRegistration(
        id=EnterpriseId(actor.organisation),
        uscc=company.uscc,
        profile=EnterpriseProfile(
            name=company.name,
            industry_code=company.trade.industry_code,
            region_code=company.region_code,
            founded_on=company.founded_on,
            registered_capital=_wan(capital),
            employees=company.employees,
        ),
    )


def _figures(company: Company) -> FinancialFigures:
    """Of the year before, in round ten thousands, as people state them."""
    rng = company.draws("balance sheet")
    year = company.comes_on.year - 1
    revenue = max(1, yearly_sales(company, year) // WAN)
    margin = 100 - HABITS[company.quality].purchases
    return FinancialFigures(
        year=max(year, company.founded_on.year),
        revenue=_wan(revenue),
        net_assets=_wan(revenue * rng.randint(*NET_ASSETS[company.quality]) // 100),
        net_profit=_wan(revenue * rng.randint(-4, margin // 2) // 100),
        total_liabilities=_wan(revenue * rng.randint(15, 60) // 100),
    )


def _amount_wanted(company: Company, rng: Random) -> Money:
    """Half a month to three months of sales."""
    wanted = company.monthly_sales * rng.randint(50, 300) // 100
    return _wan(max(5, wanted // WAN))


def _choose(found: MatchResult, wish: MatchWish, rng: Random) -> tuple[Product, Money, int] | None:
    """Mostly one of the best offers; where there is none, some try all the same."""
    names = {product_id: product.name for product_id, product in found.products.items()}
    offers = sorted(found.eligible, key=lambda offer: (offer.rank, names[offer.product_id]))
    if offers:
        offer = pick(rng, [(offer, 10 // place) for place, offer in enumerate(offers[:6], 1)])
        return found.products[offer.product_id], offer.amount, offer.term_months
    refused = sorted(found.products.values(), key=lambda product: product.name)
    if not refused or rng.random() < 0.45:
        return None
    product = rng.choice(refused)
    amount = min(max(wish.amount, product.min_amount), product.max_amount)
    return product, amount, min(
        max(wish.term_months, product.min_term_months), product.max_term_months
    )  # fmt: skip


def _wan(amount: int) -> Money:
    return Money.parse(f"{amount}0000" if amount else "0", "CNY")
