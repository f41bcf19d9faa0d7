from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from rongqu.infra.signed_messages import (
    SIGNATURE,
    TIMESTAMP,
    WINDOW,
    Key,
    Message,
    NotSigned,
    check_signed,
    sign,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY = Key("bank", b"a secret")
MESSAGE = Message("POST", "/bank-messages?a=1", b'{"amount_minor": "1"}')


def test_a_signed_message_is_taken_and_its_nonce_known() -> None:
    first, second = sign(KEY, MESSAGE, NOW), sign(KEY, MESSAGE, NOW)

    nonces = {check_signed(KEY, MESSAGE, headers, now=NOW) for headers in (first, second)}

    assert len(nonces) == 2


@pytest.mark.parametrize(
    "changed",
    [
        replace(MESSAGE, method="PUT"),
        replace(MESSAGE, path="/bank-messages?a=2"),
        replace(MESSAGE, body=b'{"amount_minor": "9"}'),
    ],
)
def test_no_part_of_it_can_be_changed(changed: Message) -> None:
    with pytest.raises(NotSigned, match="wrong"):
        check_signed(KEY, changed, sign(KEY, MESSAGE, NOW), now=NOW)


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({}, "missing"),
        ({TIMESTAMP: "soon"}, "missing"),
        ({TIMESTAMP: "0"}, "wrong"),
        ({SIGNATURE: "é"}, "wrong"),
    ],
)
def test_headers_that_are_not_ours_are_refused(headers: dict[str, str], reason: str) -> None:
    given = sign(KEY, MESSAGE, NOW) | headers if headers else {}

    with pytest.raises(NotSigned, match=reason):
        check_signed(KEY, MESSAGE, given, now=NOW)


@pytest.mark.parametrize("key", [Key("bank", b"another"), Key("platform", b"a secret")])
def test_a_key_speaks_for_its_signer_only(key: Key) -> None:
    with pytest.raises(NotSigned):
        check_signed(KEY, MESSAGE, sign(key, MESSAGE, NOW), now=NOW)


def test_a_message_cannot_be_sent_again_later_or_from_the_future() -> None:
    headers = sign(KEY, MESSAGE, NOW)
    check_signed(KEY, MESSAGE, headers, now=NOW + WINDOW)

    for now in (NOW + WINDOW + timedelta(seconds=1), NOW - WINDOW - timedelta(seconds=1)):
        with pytest.raises(NotSigned, match="stale"):
            check_signed(KEY, MESSAGE, headers, now=now)


def test_a_key_does_not_show_its_secret() -> None:
    assert "a secret" not in repr(KEY)
