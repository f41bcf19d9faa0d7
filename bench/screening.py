"""Screening of names: against rapidfuzz over 100,000 names, and against pairs that people judged.

Lists are those of the evaluation data, filled up to 100,000 with names put together from their own
words. Each name asked for is a listed one with a typing mistake, two letters swapped, its words in
another order, or one word left out. rapidfuzz compares with every name (token_sort_ratio; WRatio
for fewer names), ours by index; *found* is the share of spoilt names whose original is among the
answers. The threshold of the pairs is chosen on four fifths, measured on the fifth, twenty times.
"""

from __future__ import annotations

import csv
import json
import os
import random
import statistics
import sys
import time
from pathlib import Path

import numpy as np
from _peers import ask_peer
from rich.console import Console
from rich.table import Table

from rongqu.infra.policies import read_pack
from rongqu.modules.compliance.screening.compare import compare, score_names
from rongqu.modules.compliance.screening.index import NameIndex
from rongqu.modules.compliance.screening.lists import ListedName, read_list
from rongqu.modules.compliance.screening.normal import Kind

FOLDER = Path(os.environ.get("RONGQU_DATA", "../shared/data")) / "names"
LISTS = (
    ("ofac_sdn.csv", "ofac_sdn_aliases.csv"),
    ("ofac_consolidated.csv", "ofac_consolidated_aliases.csv"),
    ("un_list.csv", "un_aliases.csv"),
)
NAMES, ASKED, QUICK_ASKED = 100_000, 300, 60
ENOUGH = float(read_pack()["compliance.screening_score"].value)
CHINESE = [
    ("习近平", "Xi Jinping"), ("习近平", "Hsi Chin-ping"), ("毛泽东", "Mao Tse-tung"),
    ("蒋经国", "Chiang Ching-kuo"), ("邓小平", "Teng Hsiao-p'ing"), ("周恩来", "Zhou Enlai"),
    ("李先念", "Li Hsien-nien"), ("宋慶齡", "Song Qingling"), ("鲁迅", "LU, Xun"),
    ("钱学森", "Qian Xuesen"), ("屠呦呦", "Youyou Tu"), ("欧阳修", "Ouyang Xiu"),
    ("諸葛亮", "Zhuge Liang"), ("单雄信", "Shan Xiongxin"), ("曾国藩", "Zeng Guofan"),
    ("任正非", "Ren Zhengfei"), ("郭沫若", "Kuo Mo-jo"), ("谢冰心", "Hsieh Ping-hsin"),
]  # fmt: skip
"""Public figures: our own pairs, because the judged ones have few Chinese names."""

Figures = dict[str, float]


def listed_names() -> list[ListedName]:
    return [
        listed
        for entries, aliases in LISTS
        for listed in read_list((FOLDER / entries).read_bytes(), (FOLDER / aliases).read_bytes())
    ]


def fill(names: list[tuple[str, Kind]], count: int, dice: random.Random) -> None:
    words = {
        kind: [w for name, of in names if of is kind for w in name.replace(",", "").split()]
        for kind in Kind
    }
    while len(names) < count:
        kind = dice.choice(list(Kind))
        names.append((" ".join(dice.sample(words[kind], dice.randint(2, 4))), kind))


def spoil(name: str, dice: random.Random) -> str:
    way, words = dice.randrange(4), name.replace(",", "").split()
    at = dice.randrange(max(len(name) - 1, 1))
    if way == 0:
        dice.shuffle(words)
    elif way == 1:
        return name[:at] + dice.choice("aeioubdgmnrst") + name[at + 1 :]
    elif way == 2 and len(name) > 5:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    elif len(words) > 2:
        words.pop(dice.randrange(len(words)))
    return " ".join(words)


def measure_index(quick: bool) -> Figures:
    dice = random.Random(1)
    names = [(each.name, each.kind) for each in listed_names()]
    fill(names, NAMES, dice)
    started = time.perf_counter()
    index = NameIndex.of([name for name, _ in names], [kind for _, kind in names])
    built = time.perf_counter() - started
    planted = [
        (spoil(names[at][0], dice), names[at][1], at)
        for at in dice.sample(range(len(names)), QUICK_ASKED if quick else ASKED)
    ]
    index.search(*planted[0][:2], at_least=ENOUGH)
    started = time.perf_counter()
    answers = [index.search(name, kind, at_least=ENOUGH) for name, kind, _ in planted]
    seconds = (time.perf_counter() - started) / len(planted)
    found = [
        any(names[hit.position][0] == names[at][0] for hit in answer)
        for answer, (_, _, at) in zip(answers, planted, strict=True)
    ]
    exchange = Path(os.environ.get("TMPDIR", "/tmp")) / f"rongqu-names-{os.getpid()}.json"
    exchange.write_text(
        json.dumps(
            {"names": [name for name, _ in names], "asked": [(a, at) for a, _, at in planted]}
        )
    )
    try:
        peer = ask_peer("_peer_names.py", str(exchange))
    finally:
        exchange.unlink()
    return {
        "names": len(names),
        "index_build_s": built,
        "ours_ms": seconds * 1e3,
        "ours_found": statistics.mean(found),
        "ours_answers": statistics.mean(len(answer) for answer in answers),
        **peer,
        "times_token_sort": peer["token_sort_ms"] / (seconds * 1e3),
        "times_wratio": peer["wratio_ms"] / (seconds * 1e3),
        "found_of_token_sort": statistics.mean(found) / peer["token_sort_found"],
    }


def f1(truth: np.ndarray, said: np.ndarray) -> float:
    return float(2 * (truth & said).sum() / (truth.sum() + said.sum()))


def best_threshold(truth: np.ndarray, scores: np.ndarray) -> float:
    tried = np.unique(scores)
    return float(tried[int(np.argmax([f1(truth, scores >= each) for each in tried]))])


def measure_pairs() -> Figures:
    with (FOLDER / "name_pairs.csv").open(encoding="utf-8") as file:
        pairs = list(csv.DictReader(file))
    truth = np.asarray([pair["is_match"].lower() == "true" for pair in pairs])
    person = np.asarray([pair["schema"] == "Person" for pair in pairs])
    scores = np.asarray(
        [
            score_names(pair["name1"], pair["name2"], Kind.PERSON if is_person else Kind.COMPANY)
            for pair, is_person in zip(pairs, person, strict=True)
        ]
    )
    measured: dict[str, list[float]] = {"all": [], "organisations": [], "persons": []}
    for seed in range(20):
        fold = np.random.default_rng(seed).permutation(len(pairs)) % 5
        said = np.zeros(len(pairs), bool)
        for each in range(5):
            inside = fold != each
            said[~inside] = scores[~inside] >= best_threshold(truth[inside], scores[inside])
        measured["all"].append(f1(truth, said))
        measured["organisations"].append(f1(truth[~person], said[~person]))
        measured["persons"].append(f1(truth[person], said[person]))
    chinese = [compare(left, right, Kind.PERSON).score >= ENOUGH for left, right in CHINESE]
    return {
        **{f"f1_{name}": statistics.mean(values) for name, values in measured.items()},
        "f1_at_policy": f1(truth, scores >= ENOUGH),
        "chinese_found": statistics.mean(chinese),
    }


def show(figures: Figures) -> None:
    table = Table("figure", "value", title="Screening")
    for name, value in figures.items():
        table.add_row(name, f"{value:,.3f}")
    Console().print(table)
    print("Reference on the same pairs, as published: logic-v2 0.799 overall, 0.865 organisations.")


def main(options: list[str]) -> None:
    if not FOLDER.is_dir():
        print(f"The evaluation data is not at {FOLDER} (set RONGQU_DATA): nothing measured.")
        figures: Figures = {}
    else:
        figures = measure_index("--quick" in options) | measure_pairs()
        show(figures)
    if "--json" in options:
        print(json.dumps({"figures": figures}))


if __name__ == "__main__":
    main(sys.argv[1:])
