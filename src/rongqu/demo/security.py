"""What companies pledge: a record of each kind, worth a little more than what is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from rongqu.demo.population import Company
from rongqu.infra.tx import Tx
from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.dates import add_months
from rongqu.kernel.ids import ApplicationId, new_id
from rongqu.kernel.money import Money, Rounding
from rongqu.kernel.uscc import synthetic_uscc
from rongqu.modules.catalog.public import CollateralTerms, Product
from rongqu.modules.collateral.public import ItemWish, Opinion, Verdict, Written
from rongqu.modules.origination.public import (
    Application,
    get_dossier,
    judge_collateral,
    keep_collateral,
)

HEAD = 40
HEAD_VALUE = Money.parse("15000", "CNY")
LARGEST_HERD = 300
BUYERS = ("华东精密机械有限公司", "中部装备制造有限公司", "南方连锁商业有限公司")


async def offer_security(
    tx: Tx, application: Application, product: Product, company: Company
) -> None:
    """One thing of each kind that the product asks for."""
    rng = company.draws(f"security/{application.created_at.date()}")
    for wanted in product.collateral:
        record = _record(wanted, application, company, rng, tx.business_date)
        wish = ItemWish(id=new_id(), kind=wanted.kind, record=record)
        await keep_collateral(tx, application.id, wish)


async def accept_security(tx: Tx, application_id: ApplicationId) -> None:
    """What passes the checks."""
    accepted = Opinion(verdict=Verdict.ACCEPTED, value=None, note=None)
    for valued in (await get_dossier(tx, application_id)).collateral:
        if valued.is_sound:
            await judge_collateral(tx, application_id, valued.item.id, accepted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """What the records of one application share."""

    company: Company
    worth: Money
    serial: str
    buyer: str
    today: date
    recently: str
    this_month: str
    """Of this month nothing is in the tax data yet: no file of invoices would say otherwise."""
    due_on: str
    lasts_until: str
    rng: Random


def _record(
    wanted: CollateralTerms, application: Application, company: Company, rng: Random, today: date
) -> Written:
    draw = Draw(
        company=company,
        worth=_worth(wanted, application.asked, rng),
        serial=f"{company.number:05}{rng.randrange(10**6):06}",
        buyer=rng.choice(BUYERS),
        today=today,
        this_month=(today - timedelta(days=min(5, today.day - 1))).isoformat(),
        recently=(today - timedelta(days=rng.randint(5, 60))).isoformat(),
        due_on=(today + timedelta(days=rng.randint(60, 120))).isoformat(),
        lasts_until=add_months(today, application.asked_months + 12).isoformat(),
        rng=rng,
    )
    return _RECORDS[wanted.kind](draw)


def _patent(draw: Draw) -> Written:
    return {
        "right": draw.rng.choice(("invention", "utility_model", "software")),
        "number": f"ZL {draw.serial}",
        "registered_on": draw.recently,
        "renewal_on": draw.lasts_until,
        "valuer": "正衡资产评估有限公司",
        "report_number": f"评报字第{draw.serial[-4:]}号",
        "valued_on": draw.recently,
        "valuation": draw.worth.amount,
    }


def _herd(draw: Draw) -> Written:
    """Of so many animals that each is worth what an animal is worth."""
    head = min(LARGEST_HERD, max(HEAD, draw.worth.minor // HEAD_VALUE.minor + 1))
    share, *_ = draw.worth.split([1] * head)
    return {
        "species": draw.rng.choice(("cattle", "dairy_cow")),
        "count": str(head),
        "ear_tags": [f"15{draw.serial}{number:03}" for number in range(head)],
        "unit_value": share.amount,
        "mortality": "0.03",
        "insurer": "农业保险股份有限公司",
        "policy_number": f"NY{draw.serial}",
        "insured_until": draw.lasts_until,
    }


def _order(draw: Draw) -> Written:
    return {
        "buyer": draw.buyer,
        "buyer_uscc": synthetic_uscc(draw.buyer),
        "order_number": f"PO-{draw.serial}",
        "signed_on": draw.recently,
        "amount": draw.worth.amount,
        "advance_received": "0",
        "delivery_on": draw.due_on,
        "assignment_notice_on": draw.recently,
    }


def _receivable(draw: Draw) -> Written:
    return {
        "debtor": draw.buyer,
        "debtor_uscc": synthetic_uscc(draw.buyer),
        "invoice_number": f"{draw.today:%y}32{draw.serial:0>16}",
        "issued_on": draw.this_month,
        "due_on": draw.due_on,
        "amount": draw.worth.amount,
        "dilution": "0.02",
        "confirmed_on": draw.this_month,
    }


def _machine(draw: Draw) -> Written:
    return {
        "maker": draw.rng.choice(("沈阳机床", "海天精工", "大族激光")),
        "model": draw.rng.choice(("VMC850", "GU25", "G3015")),
        "serial": draw.serial,
        "bought_on": draw.recently,
        "price": draw.worth.amount,
        "life_months": "120",
        "residual": "0.05",
    }


def _guarantee(draw: Draw) -> Written:
    return {
        "park": "长三角科创园区管理有限公司",
        "park_uscc": synthetic_uscc("park"),
        "letter_number": f"BH-{draw.serial}",
        "amount": draw.worth.amount,
        "valid_until": draw.lasts_until,
    }


def _shares(draw: Draw) -> Written:
    owner = draw.company.owner
    return {
        "company": draw.company.name,
        "company_uscc": str(draw.company.uscc),
        "share_class": "ordinary",
        "certificate_number": f"GQ-{draw.serial}",
        "cap_table": [f"{owner} 0.7", "员工持股平台 0.3"],
        "holder": owner,
        "pledged_share": "0.5",
        "valuation": (draw.worth + draw.worth).amount,
        "valued_on": draw.recently,
    }


def _carbon(draw: Draw) -> Written:
    return {
        "project": "空压站与注塑机节能改造",
        "method": "CCER-04-002-V01",
        "verifier": "中环联合认证中心",
        "report_number": f"CEC-{draw.serial}",
        "verified_on": draw.recently,
        "baseline_tonnes": "1200",
        "verified_tonnes": str(draw.rng.randint(120, 420)),
    }


_RECORDS: dict[CollateralKind, Callable[[Draw], Written]] = {
    CollateralKind.INTELLECTUAL_PROPERTY: _patent,
    CollateralKind.LIVESTOCK: _herd,
    CollateralKind.ORDER: _order,
    CollateralKind.RECEIVABLE: _receivable,
    CollateralKind.EQUIPMENT: _machine,
    CollateralKind.PARK_GUARANTEE: _guarantee,
    CollateralKind.EQUITY: _shares,
    CollateralKind.CARBON_REDUCTION: _carbon,
}


def _worth(wanted: CollateralTerms, asked: Money, rng: Random) -> Money:
    """So that what is lent on it covers what is asked for, with something to spare."""
    if wanted.lending_share == 0:
        return Money.zero(asked.currency)
    spare = Decimal(f"1.{rng.randint(15, 80)}") / wanted.lending_share
    return asked.times(spare, Rounding.UP)
