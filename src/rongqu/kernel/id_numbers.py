"""Numbers of people and their cards that carry a check of their own.

The resident identity number 公民身份号码 (GB 11643-1999): 6 region, 8 day of birth, 3 sequence, 1
check character (ISO 7064, MOD 11-2). Bank cards end with a Luhn digit (ISO/IEC 7812-1, annex B).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_SHAPE = re.compile(r"[1-9][0-9]{16}[0-9X]")
_CHECK = "10X98765432"
_WEIGHTS = tuple(2 ** (17 - place) % 11 for place in range(17))


def normalise_number(text: str) -> str:
    """As people type it: full-width digits, blanks, hyphens and a small x are their business."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()


def is_id_number(number: str, today: date) -> bool:
    """Of somebody who was born; `number` is normalised."""
    if not _SHAPE.fullmatch(number) or compute_id_check(number[:17]) != number[17]:
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return date(1900, 1, 1) <= born <= today


def compute_id_check(first_17: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return _CHECK[total % 11]


def passes_luhn(number: str) -> bool:
    """Digits only; from the right, every second one doubled."""
    if not (number.isascii() and number.isdecimal()):
        return False
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
