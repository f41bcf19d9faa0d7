"""Any script in, plain Latin letters out: what two spellings of one name have in common.

Approximate by intent: a name is compared, never shown. Syllabaries (kana, Hangul, Ethiopic) take
the syllable's own Unicode name; alphabets take `letters.toml`, which follows the usual passport
spellings (ICAO Doc 9303 for Cyrillic, ISO 843 for Greek), with vowels left out where the script
leaves them out.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from rongqu.modules.compliance.screening.chinese import is_chinese
from rongqu.modules.compliance.screening.tables_of_words import read_tables

ALPHABETS = ("cyrillic", "greek", "arabic", "hebrew", "latin")


@cache
def _alphabets() -> dict[str, str]:
    tables = read_tables("letters.toml")
    return {
        letter: latin.strip("-")
        for name in ALPHABETS
        for letter, latin in zip(
            tables[name]["letters"], tables[name]["latin"].split(), strict=True
        )
    }


_SYLLABLES = re.compile(r"(?:HANGUL|ETHIOPIC) SYLLABLE (\w+)|(?:KATAKANA|HIRAGANA) LETTER (\w+)")


@lru_cache(maxsize=4096)
def _latin_of(letter: str) -> str:
    if letter.isascii() or is_chinese(letter):
        return letter
    known = _alphabets().get(letter)
    if known is not None:
        return known
    named = _SYLLABLES.match(unicodedata.name(letter, ""))
    if named:
        return (named[1] or named[2]).lower()
    plain = unicodedata.normalize("NFKD", letter)
    if plain == letter:
        return "" if unicodedata.combining(letter) else letter
    return "".join(_latin_of(part) for part in plain)


def to_latin(text: str) -> str:
    """Lower case, without accents; Chinese characters and punctuation stay as they are."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    if folded.isascii():
        return folded
    return "".join(map(_latin_of, folded))
