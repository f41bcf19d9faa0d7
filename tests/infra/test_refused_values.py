"""Values that the database or its driver refuses: a plain refusal, without the value in it."""

from __future__ import annotations

import pytest
from sqlalchemy import Integer, SmallInteger, Text, bindparam, select
from sqlalchemy.exc import DBAPIError

from rongqu.infra.database import Engine, Refused
from rongqu.infra.problems import INVALID_STATES
from rongqu.infra.scopes import PLATFORM

TOO_LARGE = 6_081_343_584


@pytest.mark.parametrize(
    ("value", "kind", "state"),
    [(TOO_LARGE, Integer, "22003"), (-33_658, SmallInteger, "22003"), ("a\0b", Text, "22021")],
)
async def test_a_value_that_fits_no_column_is_an_invalid_request(
    engine: Engine, value: object, kind: type[Integer] | type[Text], state: str
) -> None:
    async with engine.connect(PLATFORM) as connection:
        with pytest.raises(DBAPIError) as failed:
            await connection.execute(select(bindparam("value", value, kind())))

    refused = failed.value.orig
    assert isinstance(refused, Refused)
    assert refused.sqlstate == state
    assert state in INVALID_STATES
    assert str(value) not in str(refused)
