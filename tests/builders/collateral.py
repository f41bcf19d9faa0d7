"""Records of things that secure loans, as applicants write them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from rongqu.infra.clock import utc_now
from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.dates import add_months, business_date_at
from rongqu.kernel.uscc import synthetic_uscc

TODAY = date(2026, 11, 28)
"""Of tests that give the day themselves."""


def records_on(today: date) -> dict[CollateralKind, dict[str, Any]]:
    """Each kind as it passes its checks on that day."""
    return _of_trade(today) | _of_substance(today)


def _day(today: date, days: int) -> str:
    return (today + timedelta(days=days)).isoformat()


def _of_trade(today: date) -> dict[CollateralKind, dict[str, Any]]:
    return {
        CollateralKind.INTELLECTUAL_PROPERTY: {
            "right": "invention",
            "number": "ZL 2021 1 0345678.9",
            "registered_on": _day(today, -1500),
            "renewal_on": _day(today, 5000),
            "valuer": "江苏中正资产评估有限公司",
            "report_number": "苏中正评报字(2026)第118号",
            "valued_on": _day(today, -60),
            "valuation": "2400000.00",
        },
        CollateralKind.LIVESTOCK: {
            "species": "cattle",
            "count": "3",
            "ear_tags": ["150221000000001", "150221000000002", "150221000000003"],
            "unit_value": "12000",
            "mortality": "0.05",
            "insurer": "内蒙古某财产保险公司",
            "policy_number": "PNYC2026001",
            "insured_until": _day(today, 2000),
        },
        CollateralKind.ORDER: {
            "buyer": "上海某精密机械有限公司",
            "buyer_uscc": synthetic_uscc("buyer"),
            "order_number": "PO-2026-0911",
            "signed_on": _day(today, -20),
            "amount": "1000000",
            "advance_received": "300000",
            "delivery_on": _day(today, 90),
            "assignment_notice_on": _day(today, -3),
        },
        CollateralKind.RECEIVABLE: {
            "debtor": "上海某精密机械有限公司",
            "debtor_uscc": synthetic_uscc("debtor"),
            "invoice_number": "26322000000012345678",
            "issued_on": _day(today, -30),
            "due_on": _day(today, 60),
            "amount": "500000.01",
            "dilution": "0.04",
            "confirmed_on": _day(today, -10),
        },
    }


def _of_substance(today: date) -> dict[CollateralKind, dict[str, Any]]:
    return {
        CollateralKind.EQUIPMENT: {
            "maker": "沈阳机床",
            "model": "VMC850",
            "serial": "SN-850-2211",
            "bought_on": add_months(today, -24).isoformat(),
            "price": "600000",
            "life_months": "120",
            "residual": "0.05",
        },
        CollateralKind.PARK_GUARANTEE: {
            "park": "苏州某科技园管理有限公司",
            "park_uscc": synthetic_uscc("park"),
            "letter_number": "BH-2026-007",
            "amount": "800000",
            "valid_until": _day(today, 2000),
        },
        CollateralKind.EQUITY: {
            "company": "苏州明澈精密仪器有限公司",
            "company_uscc": synthetic_uscc("company"),
            "share_class": "ordinary",
            "certificate_number": "GQ-01",
            "cap_table": ["王芳 0.6", "李强 0.25", "员工持股平台 0.15"],
            "holder": "王芳",
            "pledged_share": "0.3",
            "valuation": "20000000",
            "valued_on": _day(today, -30),
        },
        CollateralKind.CARBON_REDUCTION: {
            "project": "注塑机伺服改造",
            "method": "CCER-04-002-V01",
            "verifier": "中环联合认证中心",
            "report_number": "CEC-2026-88",
            "verified_on": _day(today, -15),
            "baseline_tonnes": "1200",
            "verified_tonnes": "300.5",
        },
    }


RECORDS = records_on(TODAY)


def record_of(kind: CollateralKind, **different: Any) -> dict[str, Any]:
    """As it is written today."""
    return records_on(business_date_at(utc_now()))[kind] | different
