"""Names that sound real and belong to nobody: companies, people, numbers."""

from __future__ import annotations

from random import Random

from rongqu.demo.places import PROVINCES, Trade
from rongqu.modules.parties.public import region_name

FIRST = "恒瑞华盛鼎宏泰嘉永信德润中天金源凯隆新锦安博启明远航智创云星禾丰绿兴东方海晨"
SECOND = "达辉源丰泰祥和诚兴旺盛康宁远景安捷锐拓联创通瑞普维尚德润华程帆林益恒"
CITY_ENDINGS = ("市", "地区", "盟", "自治州")
PLACELESS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚英华玉兰建国文斌志宇鹏飞晓东梅雪峰海燕思远"

MOBILES_FROM = 19900000000
"""Numbers of demo people begin with 1990000: in valid format, and plainly made up."""


def company_name(rng: Random, region_code: str, trade: Trade) -> str:
    """ "苏州恒达精密机械有限公司"."""
    brand = rng.choice(FIRST) + rng.choice(SECOND)
    return f"{_place(region_code)}{brand}{rng.choice(trade.words)}有限公司"


def partner_name(rng: Random, trade: Trade) -> str:
    """A company with which one trades; it is not on the platform."""
    province = rng.choice(list(PROVINCES.values()))[0]
    brand = rng.choice(FIRST) + rng.choice(SECOND)
    return f"{province}{brand}{rng.choice(trade.words)}有限公司"


def person_name(rng: Random) -> str:
    given = "".join(rng.choice(GIVEN) for _ in range(rng.choice((1, 2, 2))))
    return rng.choice(SURNAMES) + given


def mobile_number(number: int) -> str:
    return str(MOBILES_FROM + number)


def _place(region_code: str) -> str:
    name = region_name(region_code)
    if name in PLACELESS or f"{region_code[:2]}0000" == region_code:
        return PROVINCES[f"{region_code[:2]}0000"][0]
    for ending in CITY_ENDINGS:
        name = name.removesuffix(ending)
    return name if len(name) <= 4 else name[:2]
