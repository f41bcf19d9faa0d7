"""Who works on the platform from the first day: staff, lenders with their products, investors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from random import Random

from rongqu.demo.log_ins import Login
from rongqu.demo.names import person_name
from rongqu.demo.papers import Papers, make_papers
from rongqu.demo.world import World
from rongqu.infra.policies import read_pack
from rongqu.kernel.actor import ANONYMOUS, SYSTEM, Actor
from rongqu.kernel.ids import OrganisationId, PaymentOrderId, ProductId, new_id
from rongqu.kernel.money import Money
from rongqu.kernel.pii import PersonName
from rongqu.kernel.schedule import Repricing
from rongqu.modules.catalog.public import (
    ProductKind,
    RateBase,
    Terms,
    publish_product,
    read_starter_products,
)
from rongqu.modules.engagement.public import Channel, Topic, change_preferences
from rongqu.modules.identity.public import (
    Locale,
    NewMember,
    OrganisationKind,
    PasswordHash,
    SignUp,
    Staff,
    add_member,
    all_roles,
    create_staff,
    sign_up,
)
from rongqu.modules.invitations.public import InvitationId, invite_person
from rongqu.modules.parties.public import (
    InstitutionKind,
    InstitutionRegistration,
    InvestorKind,
    InvestorRegistration,
    register_institution,
    register_investor,
    synthetic_uscc,
)
from rongqu.modules.payments.public import order_top_up

DOMAIN = "demo.example"
"""Reserved for examples (RFC 2606): no message ever gets there."""


IN_THE_PRODUCT_ONLY = {
    (topic, channel): False
    for topic in Topic
    if topic is not Topic.SECURITY  # nobody can switch these off
    for channel in (Channel.SMS, Channel.EMAIL)
}
"""For people who have the product open all day."""


@dataclass(frozen=True, slots=True)
class House:
    """A lender: its log-in, what it offers with how much dearer than the starter (in basis
    points), and the money it begins with, in ten thousand yuan."""

    login: str
    name: str
    brand: str
    """The first word of its name, in Latin letters."""
    kind: InstitutionKind
    region_code: str
    offers: tuple[tuple[str, int], ...]
    money_wan: int
    floats: bool = False
    """Its credit loan follows the LPR, repriced every month."""


HOUSES = (
    House("bank", "江南惠商银行股份有限公司", "Jiangnan", InstitutionKind.BANK, "320500",
          (("credit_loan", 0), ("ip_pledge", 0)), 60_000),
    House("citybank", "岭南城市银行股份有限公司", "Lingnan", InstitutionKind.BANK, "440100",
          (("credit_loan", 20), ("order_financing", 0), ("receivables_factoring", 25)), 50_000,
          floats=True),
    House("ruralbank", "中原农村商业银行股份有限公司", "Zhongyuan", InstitutionKind.BANK, "410100",
          (("livestock_collateral", 0), ("credit_loan", 35)), 30_000),
    House("leasing", "渤海融信融资租赁有限公司", "Bohai", InstitutionKind.LEASING, "120100",
          (("equipment_lease", 0),), 40_000),
    House("lease2", "西南智造融资租赁有限公司", "Xinan", InstitutionKind.LEASING, "500100",
          (("equipment_lease", 30),), 20_000),
    House("factoring", "前海信联商业保理有限公司", "Qianhai", InstitutionKind.FACTORING, "440300",
          (("receivables_factoring", 0), ("order_financing", 30)), 30_000),
    House("guarantee", "楚天科技融资担保有限公司", "Chutian", InstitutionKind.GUARANTEE, "420100",
          (("ip_pledge", 40), ("livestock_collateral", 25)), 15_000),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Lender:
    house: House
    id: OrganisationId
    officer: Actor
    approver: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A product on offer and who lends on it."""

    id: ProductId
    name: str
    lender: Lender


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """`papers` are what applicants hand in; one password serves everybody."""

    lenders: tuple[Lender, ...]
    investors: tuple[Actor, ...]
    products: dict[ProductId, Offered]
    logins: tuple[Login, ...]
    staff: dict[str, Actor]
    """By role."""
    papers: Papers
    password: PasswordHash


async def engage(world: World, password: PasswordHash, seed: str, investors: int) -> Cast:
    """Staff, lenders with money and products, investors with money."""
    rng = Random(f"{seed}/cast")
    hired = [await _hire(world, role, password, rng) for role in _staff_roles()]
    lenders = [await found(world, house, password, rng) for house in HOUSES]
    await world.settle()
    products: dict[ProductId, Offered] = {}
    for lender in lenders:
        await _top_up(world, lender.approver, lender.house.money_wan)
        for terms in _terms_of(lender.house, world.first):
            product_id = ProductId(new_id())
            async with world.act(lender.approver) as tx:
                await publish_product(tx, product_id, terms)
            products[product_id] = Offered(id=product_id, name=terms.name, lender=lender)
    money = [await _welcome_investor(world, number, password, rng) for number in range(investors)]
    await world.settle()
    for number, investor in enumerate(money):
        await _top_up(world, investor, 100 + 35 * number)
    await world.settle()
    return Cast(
        lenders=tuple(lenders),
        investors=tuple(money),
        products=products,
        logins=(*(login for login, _ in hired), *_outside_logins()),
        staff={login.role: actor for login, actor in hired},
        papers=await make_papers(world.work.storage),
        password=password,
    )


def _staff_roles() -> list[str]:
    return [role.name for role in all_roles().values() if role.portal.value == "operations"]


async def _hire(
    world: World, role: str, password: PasswordHash, rng: Random
) -> tuple[Login, Actor]:
    login = f"{role.replace('_', '.')}@{DOMAIN}"
    staff = Staff(
        display_name=PersonName(person_name(rng)),
        login=login,
        password_hash=password,
        roles=(role,),
    )
    async with world.act(SYSTEM) as tx:
        user = await create_staff(tx, staff)
    return Login(login, role, "融渠平台"), await world.person(user.id)


PARTNERS = (InstitutionKind.LAW_FIRM, InstitutionKind.ACCOUNTING_FIRM)
"""Who works for these sees services and no lending."""


async def found(world: World, house: House, password: PasswordHash, rng: Random) -> Lender:
    """The approver signs the house up; an officer joins, a lawyer is invited."""
    approver = await _sign_up(
        world,
        SignUp(
            kind=OrganisationKind.INSTITUTION,
            organisation_name=house.name,
            display_name=PersonName(person_name(rng)),
            login=f"{house.login}.approver@{DOMAIN}",
            password_hash=password,
        ),
    )
    async with world.act(approver) as tx:
        await register_institution(
            tx,
            InstitutionRegistration(
                id=approver.organisation,
                name=house.name,
                kind=house.kind,
                uscc=synthetic_uscc(f"demo/{house.login}"),
                region_code=house.region_code,
            ),
        )
    new = NewMember(
        organisation_id=approver.organisation,
        display_name=PersonName(person_name(rng)),
        login=f"{house.login}.officer@{DOMAIN}",
        password_hash=password,
        roles=("partner_officer" if house.kind in PARTNERS else "institution_officer",),
    )
    async with world.act(approver) as tx:
        member = await add_member(tx, new)
        if house.kind not in PARTNERS:
            lawyer = f"{house.login}.lawyer@{DOMAIN}"
            await invite_person(
                tx, InvitationId(new_id()), lawyer, ["institution_lawyer"], Locale.ZH_CN
            )
    officer = await world.person(member.user_id)
    for person in (officer, approver):
        async with world.act(person) as tx:
            await change_preferences(tx, IN_THE_PRODUCT_ONLY)
    return Lender(house=house, id=approver.organisation, officer=officer, approver=approver)


async def _welcome_investor(
    world: World, number: int, password: PasswordHash, rng: Random
) -> Actor:
    name = person_name(rng)
    investor = await _sign_up(
        world,
        SignUp(
            kind=OrganisationKind.INVESTOR,
            organisation_name=name,
            display_name=PersonName(name),
            login=f"investor{number + 1}@{DOMAIN}",
            password_hash=password,
        ),
    )
    async with world.act(investor) as tx:
        registration = InvestorRegistration(
            id=investor.organisation, name=PersonName(name), kind=InvestorKind.PERSON
        )
        await register_investor(tx, registration)
    return investor


async def _sign_up(world: World, wish: SignUp) -> Actor:
    async with world.act(ANONYMOUS) as tx:
        signed_up = await sign_up(tx, wish)
    return await world.person(signed_up.user.id)


async def _top_up(world: World, actor: Actor, wan: int) -> None:
    async with world.act(actor) as tx:
        await order_top_up(tx, PaymentOrderId(new_id()), Money.parse(f"{wan}0000", "CNY"))


def _terms_of(house: House, first: date) -> list[Terms]:
    starters = {
        terms.kind.value: replace(terms, valid_from=first) for terms in read_starter_products()
    }
    offered = [_dearer(starters[kind], house, points) for kind, points in house.offers]
    return [_floating(terms) if house.floats else terms for terms in offered]


def _floating(terms: Terms) -> Terms:
    """A credit loan at the same rates, as margins over the LPR of the first day."""
    if terms.kind is not ProductKind.CREDIT_LOAN:
        return terms
    lpr = read_pack()["catalog.base_rate"].value
    pricing = tuple(replace(price, yearly_rate=price.yearly_rate - lpr) for price in terms.pricing)
    return replace(terms, rate_base=RateBase.LPR, repricing=Repricing.MONTHLY, pricing=pricing)


def _dearer(terms: Terms, house: House, points: int) -> Terms:
    """The same product of another lender has another price and its own name."""
    if not points:
        return terms
    more = points * Decimal("0.0001")
    pricing = tuple(replace(price, yearly_rate=price.yearly_rate + more) for price in terms.pricing)
    return replace(
        terms, name=f"{house.name[:2]}{terms.name}", name_en=f"{house.brand} {terms.name_en}",
        pricing=pricing, days_to_money=max(1, terms.days_to_money - 1),
    )  # fmt: skip


def _outside_logins() -> list[Login]:
    people = [
        Login(f"{house.login}.{place}@{DOMAIN}", place, house.name)
        for house in HOUSES
        for place in ("officer", "approver")
    ]
    return [*people, Login(f"investor1@{DOMAIN}", "investor", "个人投资者")]
