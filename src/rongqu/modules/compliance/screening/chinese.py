"""Chinese names as pinyin, one word for the family name and one for the given name.

Large tables are loaded with the first Chinese name, not with the program.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import cast

from rongqu.modules.compliance.screening.tables_of_words import read_tables

CHINESE = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
_ANY = re.compile(f"[{CHINESE}]")


@cache
def _compound_family_names() -> frozenset[str]:
    return frozenset(read_tables("letters.toml")["chinese"]["compound"].split())


@cache
def _read_as_family_name() -> dict[str, str]:
    pairs = read_tables("letters.toml")["chinese"]["read"].split()
    return dict(pair.split(":") for pair in pairs)


def is_chinese(letter: str) -> bool:
    return _ANY.fullmatch(letter) is not None


def has_chinese(text: str) -> bool:
    return _ANY.search(text) is not None


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC  # pyright: ignore[reportMissingTypeStubs]  it has none

    return cast("Callable[[str], str]", OpenCC("t2s").convert)  # pyright: ignore[reportUnknownMemberType]  untyped


@lru_cache(maxsize=65_536)
def simplify(text: str) -> str:
    """Traditional characters become simplified ones."""
    return _converter()(text)


@lru_cache(maxsize=65_536)
def to_syllables(text: str) -> tuple[str, ...]:
    """One syllable for each character, without tones; ü is written v."""
    from pypinyin import Style, lazy_pinyin

    return tuple(lazy_pinyin(text, style=Style.NORMAL, v_to_u=False))


def to_person_syllables(name: str) -> tuple[tuple[str, ...], ...]:
    """`name` is simplified Chinese: the syllables of the family name, those of the given name."""
    length = 2 if len(name) > 2 and name[:2] in _compound_family_names() else 1
    family, given = name[:length], name[length:]
    special = _read_as_family_name().get(family)
    said = ((special,) if special else to_syllables(family),)
    return (*said, to_syllables(given)) if given else said


_OLD_INITIALS = (
    ("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("x", "hs"), ("q", "ch"), ("j", "ch"), ("z", "ts"),
    ("c", "ts"), ("b", "p"), ("d", "t"), ("g", "k"), ("r", "j"),
)  # fmt: skip
_OLD_FINALS = (("ong$", "ung"), ("ian$", "ien"), ("^([iu])e$", r"\1eh"))
_OLD_SYLLABLES = {
    "zi": "tzu", "ci": "tzu", "si": "ssu", "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih",
    "yan": "yen", "ye": "yeh", "you": "yu", "yong": "yung", "er": "erh", "e": "o", "yi": "i",
    "ge": "ko", "ke": "ko", "he": "ho", "ju": "chu", "qu": "chu", "xu": "hsu",
    "jun": "chun", "qun": "chun", "xun": "hsun",
}  # fmt: skip


@cache
def to_wade_giles(syllable: str) -> str:
    """The spelling of old passports and of Taiwan, without the apostrophes that most leave out."""
    if syllable in _OLD_SYLLABLES:
        return _OLD_SYLLABLES[syllable]
    for new, old in _OLD_INITIALS:
        if syllable.startswith(new):
            initial, final = old, syllable[len(new) :]
            break
    else:
        initial, final = "", syllable
    for new, old in _OLD_FINALS:
        final = re.sub(new, old, final)
    if final == "uo" and initial not in ("k", "h", "sh"):
        final = "o"
    return initial + final
