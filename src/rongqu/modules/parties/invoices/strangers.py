"""Companies that appear in a test file and nowhere else: registered so that their invoices have a
home, recognisable for ever by their synthetic code and `is_test`.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from rongqu.kernel.ids import EnterpriseId, new_id
from rongqu.kernel.money import Money
from rongqu.kernel.uscc import synthetic_uscc
from rongqu.modules.parties.reference import industries, regions
from rongqu.modules.parties.types import EnterpriseProfile, EnterpriseRegistration

TRADES = (
    (("物流", "运输", "货运"), "G54"),
    (("建筑", "建设", "工程"), "E48"),
    (("装饰", "装修"), "E50"),
    (("科技", "软件", "信息", "网络"), "I65"),
    (("商贸", "贸易", "经营部", "批发"), "F51"),
    (("广告", "咨询", "管理", "传媒", "服务"), "L72"),
    (("机械", "设备", "制造"), "C34"),
    (("农", "林", "牧", "养殖"), "A01"),
    (("食品", "餐饮"), "C14"),
    (("药", "医"), "C27"),
)
"""What a name tells of the trade; a name that tells nothing gets a trade by chance."""


def registration_of(code: str, name: str | None, business_date: date) -> EnterpriseRegistration:
    """The same code gives the same company, whatever the day and the machine."""
    digest = sha256(f"rongqu test company {code}".encode()).digest()
    return EnterpriseRegistration(
        id=EnterpriseId(new_id()),
        uscc=synthetic_uscc(code),
        profile=EnterpriseProfile(
            name=f"{name or '测试企业'}（{code}）",
            industry_code=_industry(name or "", digest[0]),
            region_code=_region(digest),
            founded_on=min(date(2006 + digest[3] % 10, 1 + digest[4] % 12, 15), business_date),
            registered_capital=Money((1 + digest[5] % 50) * 100_000_00, "CNY"),
            employees=5 + digest[6] % 200,
        ),
        alias=code,
        is_test=True,
    )


def _industry(name: str, chance: int) -> str:
    for words, industry_code in TRADES:
        if any(word in name for word in words):
            return industry_code
    divisions = [code for code, entry in industries().items() if entry.parent in set("CFIL")]
    return divisions[chance % len(divisions)]


def _region(digest: bytes) -> str:
    """A prefecture of any province that has some."""
    cities = [code for code, entry in regions().items() if entry.parent]
    return cities[int.from_bytes(digest[1:3]) % len(cities)]
