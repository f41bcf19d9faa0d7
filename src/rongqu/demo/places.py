"""Where and in which trade companies are: weights of provinces and industries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import TypeVar

from rongqu.modules.parties.public import province_of, regions

K = TypeVar("K")

PROVINCES: Mapping[str, tuple[str, int]] = {
    "440000": ("广东", 1357),
    "320000": ("江苏", 1282),
    "370000": ("山东", 921),
    "330000": ("浙江", 826),
    "510000": ("四川", 601),
    "410000": ("河南", 591),
    "420000": ("湖北", 558),
    "350000": ("福建", 544),
    "430000": ("湖南", 500),
    "310000": ("上海", 472),
    "340000": ("安徽", 471),
    "130000": ("河北", 439),
    "110000": ("北京", 438),
    "610000": ("陕西", 338),
    "360000": ("江西", 322),
    "210000": ("辽宁", 302),
    "500000": ("重庆", 301),
    "530000": ("云南", 300),
    "450000": ("广西", 272),
    "140000": ("山西", 257),
    "150000": ("内蒙古", 246),
    "520000": ("贵州", 209),
    "650000": ("新疆", 191),
    "120000": ("天津", 167),
    "230000": ("黑龙江", 159),
    "220000": ("吉林", 135),
    "620000": ("甘肃", 119),
    "460000": ("海南", 76),
    "640000": ("宁夏", 53),
    "630000": ("青海", 38),
    "540000": ("西藏", 24),
    "710000": ("台湾", 120),
    "810000": ("香港", 110),
    "820000": ("澳门", 30),
}
"""Short name and weight: gross regional product of 2023 in ten billion yuan (National Bureau of
Statistics). The last three are weighted by how many of their companies would come here."""

SHARES: Mapping[str, int] = {"technology": 38, "manufacturing": 45, "agriculture": 17}


@dataclass(frozen=True, slots=True)
class Trade:
    """An industry of GB/T 4754-2017 with the words that its companies carry in their names."""

    sector: str
    industry_code: str
    words: tuple[str, ...]
    weight: int


TRADES: tuple[Trade, ...] = (
    Trade("technology", "I65", ("软件", "信息技术", "数据科技", "智能科技"), 10),
    Trade("technology", "I64", ("网络科技", "云计算科技"), 5),
    Trade("technology", "M73", ("生物科技", "新材料研究", "医药科技"), 5),
    Trade("technology", "M75", ("科技服务", "技术推广"), 3),
    Trade("technology", "C39", ("电子科技", "通信设备", "半导体"), 8),
    Trade("technology", "C40", ("仪器仪表", "测控技术"), 3),
    Trade("manufacturing", "C35", ("精密机械", "智能装备", "专用设备"), 8),
    Trade("manufacturing", "C34", ("机械制造", "轴承", "泵阀"), 7),
    Trade("manufacturing", "C33", ("金属制品", "五金制造"), 7),
    Trade("manufacturing", "C29", ("塑胶制品", "橡塑"), 6),
    Trade("manufacturing", "C38", ("电气", "电机制造", "线缆"), 6),
    Trade("manufacturing", "C36", ("汽车零部件", "汽配制造"), 6),
    Trade("manufacturing", "C17", ("纺织", "织造"), 4),
    Trade("manufacturing", "C18", ("服饰", "制衣"), 4),
    Trade("manufacturing", "C21", ("家具", "木业"), 3),
    Trade("manufacturing", "C13", ("粮油食品", "饲料"), 3),
    Trade("manufacturing", "C14", ("食品", "乳品"), 4),
    Trade("manufacturing", "C26", ("化工", "精细化学品"), 4),
    Trade("agriculture", "A01", ("农业发展", "果业", "茶业", "种业"), 7),
    Trade("agriculture", "A03", ("牧业", "畜牧养殖", "奶业"), 6),
    Trade("agriculture", "A04", ("水产", "渔业"), 3),
    Trade("agriculture", "A02", ("林业", "苗木"), 2),
    Trade("agriculture", "A05", ("农业服务", "农机服务"), 2),
)


def share_out(total: int, weights: Mapping[K, int], *, least: int = 0) -> list[K]:
    """Each key as often as its weight says, and `least` times at least; largest remainders."""
    if total < least * len(weights):
        least = 0
    rest, whole = total - least * len(weights), sum(weights.values())
    counts = {key: least + rest * weight // whole for key, weight in weights.items()}
    by_remainder = sorted(weights, key=lambda key: -(rest * weights[key] % whole))
    for key in by_remainder[: total - sum(counts.values())]:
        counts[key] += 1
    return [key for key, count in counts.items() for _ in range(count)]


def pick(rng: Random, options: Sequence[tuple[K, int]]) -> K:
    """One of them, by weight."""
    return rng.choices([key for key, _ in options], [weight for _, weight in options])[0]


def trade_of(rng: Random, sector: str) -> Trade:
    return pick(rng, [(trade, trade.weight) for trade in TRADES if trade.sector == sector])


def city_of(rng: Random, province: str) -> str:
    """A prefecture-level division of the province, or the province where it has none."""
    cities = _cities().get(province, ())
    return rng.choice(cities) if cities else province


@cache
def _cities() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code in regions():
        if code != province_of(code):
            found.setdefault(province_of(code), []).append(code)
    return {province: tuple(codes) for province, codes in found.items()}
