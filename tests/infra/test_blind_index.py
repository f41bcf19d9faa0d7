from __future__ import annotations

from collections.abc import Generator

import pytest

from rongqu.infra import blind_index as module
from rongqu.infra.blind_index import blind_index

NUMBER = b"13800138000"


@pytest.fixture(autouse=True)
def keys_read_anew() -> Generator[None]:
    module._key_for.cache_clear()  # pyright: ignore[reportPrivateUsage]
    yield
    module._key_for.cache_clear()  # pyright: ignore[reportPrivateUsage]


def test_the_same_value_is_found_again() -> None:
    assert blind_index("logins", NUMBER) == blind_index("logins", NUMBER)
    assert len(blind_index("logins", NUMBER)) == 32


def test_two_indexes_cannot_be_joined() -> None:
    assert blind_index("logins", NUMBER) != blind_index("contacts", NUMBER)


def test_without_the_key_there_is_no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = blind_index("logins", NUMBER)
    module._key_for.cache_clear()  # pyright: ignore[reportPrivateUsage]
    monkeypatch.setenv("RONGQU_CRYPTO_BLIND_INDEX_KEY", "somebody else's key")

    assert blind_index("logins", NUMBER) != ours
