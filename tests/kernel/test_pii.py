from __future__ import annotations

import json
import logging
import pickle
from collections.abc import Callable
from dataclasses import asdict, dataclass

import pytest
from pydantic import BaseModel

from rongqu.infra.web import PersonNameField
from rongqu.kernel.pii import MobileNumber, PersonName, Pii

NAME = PersonName("张小明")


@dataclass(frozen=True)
class Borrower:
    name: PersonName


class BorrowerBody(BaseModel):
    name: PersonNameField


def as_log_line(value: Pii) -> str:
    record = logging.LogRecord("rongqu", logging.INFO, "", 0, "paid %s %r", (value, value), None)
    return record.getMessage()


SHOWS: list[Callable[[PersonName], object]] = [
    str,
    repr,
    "{}".format,
    "{0!r:>40}".format,
    as_log_line,
    lambda name: asdict(Borrower(name)),
    lambda name: BorrowerBody(name=name),
    lambda name: BorrowerBody(name=name).model_dump(),
    lambda name: BorrowerBody(name=name).model_dump_json(),
]


@pytest.mark.parametrize("show", SHOWS)
def test_a_name_stays_masked_however_it_is_shown(show: Callable[[PersonName], object]) -> None:
    shown = str(show(NAME))
    assert "张**" in shown
    assert "小明" not in shown


def test_only_reveal_gives_the_plain_value() -> None:
    assert NAME.reveal() == "张小明"
    assert BorrowerBody.model_validate({"name": "张小明"}).name.reveal() == "张小明"


@pytest.mark.parametrize("leak", [json.dumps, pickle.dumps, vars])
def test_ways_that_would_lay_it_open_are_refused(leak: Callable[[object], object]) -> None:
    with pytest.raises(TypeError):
        leak(NAME)


def test_a_mobile_number_keeps_its_ends() -> None:
    assert str(MobileNumber("13812345678")) == "138****5678"
