from __future__ import annotations

import pytest

from tools.check_secrets import faults, main

KEY = "-----BEGIN " + "PRIVATE KEY-----"
DRAWN = "q7Zr2Vx9Lm" + "4KpT8wBn3c"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (KEY, "private key"),
        ("id = 'LTAI" + "5tAbCdEfGhIjKlMnOpQr'", "key of a cloud"),
        ("gh" + "p_" + "a1B2" * 9, "token of a forge"),
        ("Bearer rq" + "k_" + "a1B2" * 11, "our own key"),
        ("postgresql://owner:" + "hunter22" + "@db.example/x", "a secret in an address"),
        (f'API_KEY = "{DRAWN}"', "a value that looks drawn"),
        (f"client_secret: '{DRAWN}'", "a value that looks drawn"),
        ('password = "lotus-pond-in-spring"', None),
        ("client_secret: SecretStr", None),
        (f'digest = "{DRAWN}"', None),
        ("https://rongqu.example/api/v1/evidence@2", None),
    ],
)
def test_what_looks_like_a_secret_is_told_by_line_and_kind(line: str, kind: str | None) -> None:
    found = list(faults(f"first line\n{line}\n"))

    assert found == ([] if kind is None else [(2, kind)])


def test_the_tree_holds_none() -> None:
    assert main() == 0
