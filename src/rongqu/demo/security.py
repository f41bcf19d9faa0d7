"""What companies pledge: a record of each kind, worth a little more than what is asked for."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from rongqu.demo.population import Company
from rongqu.infra.tx import Tx
from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.dates import add_months
from rongqu.kernel.ids import ApplicationId, new_id
from rongqu.kernel.money import Money
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
HEAD_VALUE = 15_000
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


def _record(
    wanted: CollateralTerms, application: Application, company: Company, rng: Random, today: date
) -> Written:
    worth = _worth(wanted, application.asked, rng)
    serial = f"{company.number:05}{rng.randrange(10**6):06}"
    lasts_until = add_months(today, application.asked_months + 12).isoformat()
    recently = (today - timedelta(days=rng.randint(5, 60))).isoformat()
    buyer = rng.choice(BUYERS)
    trade = {
        "issued_on": recently,
        "signed_on": recently,
        "due_on": (today + timedelta(days=rng.randint(60, 120))).isoformat(),
    }
    herd = min(LARGEST_HERD, max(HEAD, worth.minor // 100 // HEAD_VALUE + 1))
    records: dict[CollateralKind, Written] = {
        CollateralKind.INTELLECTUAL_PROPERTY: {
            "right": rng.choice(("invention", "utility_model", "software")),
            "number": f"ZL {serial}",
            "registered_on": (today - timedelta(days=rng.randint(400, 2000))).isoformat(),
            "renewal_on": lasts_until,
            "valuer": "正衡资产评估有限公司",
            "report_number": f"评报字第{serial[-4:]}号",
            "valued_on": recently,
            "valuation": worth.amount,
        },
        CollateralKind.LIVESTOCK: {
            "species": rng.choice(("cattle", "dairy_cow")),
            "count": str(herd),
            "ear_tags": [f"15{serial}{head:03}" for head in range(herd)],
            "unit_value": str(worth.minor // 100 // herd + 1),
            "mortality": "0.03",
            "insurer": "农业保险股份有限公司",
            "policy_number": f"NY{serial}",
            "insured_until": lasts_until,
        },
        CollateralKind.ORDER: {
            "buyer": buyer,
            "buyer_uscc": synthetic_uscc(buyer),
            "order_number": f"PO-{serial}",
            "signed_on": trade["signed_on"],
            "amount": worth.amount,
            "advance_received": "0",
            "delivery_on": trade["due_on"],
            "assignment_notice_on": recently,
        },
        CollateralKind.RECEIVABLE: {
            "debtor": buyer,
            "debtor_uscc": synthetic_uscc(buyer),
            "invoice_number": f"2632{serial}",
            "issued_on": trade["issued_on"],
            "due_on": trade["due_on"],
            "amount": worth.amount,
            "dilution": "0.02",
            "confirmed_on": recently,
        },
        CollateralKind.EQUIPMENT: {
            "maker": rng.choice(("沈阳机床", "海天精工", "大族激光")),
            "model": rng.choice(("VMC850", "GU25", "G3015")),
            "serial": serial,
            "bought_on": recently,
            "price": worth.amount,
            "life_months": "120",
            "residual": "0.05",
        },
        CollateralKind.PARK_GUARANTEE: {
            "park": "长三角科创园区管理有限公司",
            "park_uscc": synthetic_uscc("park"),
            "letter_number": f"BH-{serial}",
            "amount": worth.amount,
            "valid_until": lasts_until,
        },
        CollateralKind.EQUITY: {
            "company": company.name,
            "company_uscc": str(company.uscc),
            "share_class": "ordinary",
            "certificate_number": f"GQ-{serial}",
            "cap_table": [f"{company.owner} 0.7", "员工持股平台 0.3"],
            "holder": company.owner,
            "pledged_share": "0.5",
            "valuation": Money(worth.minor * 2, worth.currency).amount,
            "valued_on": recently,
        },
    }
    return records[wanted.kind]


def _worth(wanted: CollateralTerms, asked: Money, rng: Random) -> Money:
    """So that what is lent on it covers what is asked for, with something to spare."""
    spare = Decimal(rng.randint(115, 180)) / 100
    yuan = asked.minor // 100 * spare / wanted.lending_share
    return Money(int(yuan) * 100, asked.currency)
