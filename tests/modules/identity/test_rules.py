from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.kernel.ids import OrganisationId, SessionId, UserId, new_id
from rongqu.modules.identity.errors import InvalidLogin, RolesSeparated, WeakPassword
from rongqu.modules.identity.logins import digest_of, parse_login
from rongqu.modules.identity.passwords import _common_passwords  # pyright: ignore[reportPrivateUsage]
from rongqu.modules.identity.rules import (
    LockPolicy,
    check_password_strength,
    check_roles_fit,
    compute_lock,
    describe_device,
    is_alive,
)
from rongqu.modules.identity.types import OrganisationKind, Session

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
POLICY = LockPolicy(
    after_failures=5,
    first=timedelta(minutes=1),
    longest=timedelta(hours=1),
    forgotten_after=timedelta(days=1),
)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("ninechars", "too_short"),
        ("x" * 5 + "yz" * 62, "too_long"),
        ("zhang@example.com", "like_login"),
        ("my zhangwei 88", "like_login"),
        ("Password1234", "common"),
        ("WOAINI1314520", "common"),
        ("aaaaaaaaaaaa", "too_simple"),
        ("abababababab", "too_simple"),
        ("0123456789", "too_simple"),
        ("9876543210", "too_simple"),
        ("abcdefghijkl", "too_simple"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(password: str, reason: str) -> None:
    login = "zhangwei@example.com" if "zhangwei" in password else "zhang@example.com"
    with pytest.raises(WeakPassword) as refused:
        check_password_strength(password, login, _common_passwords())
    assert refused.value.params["reason"] == reason


@pytest.mark.parametrize(
    "password",
    ["a long walk by the river", "晨光里的一条安静小路上", "tQ7!pxe2Rm", "zhao 的 12 只羊跑了"],
)
def test_a_good_password_is_taken(password: str) -> None:
    check_password_strength(password, "zhang@example.com", _common_passwords())


def test_a_short_name_in_the_login_does_not_ban_its_letters() -> None:
    check_password_strength("a long walk by the river", "a@example.com", frozenset())


def test_the_common_ones_could_be_chosen_otherwise() -> None:
    """A list of passwords that are too short anyway would be of no use."""
    assert len(_common_passwords()) > 200
    assert all(len(each) >= 10 and each == each.casefold() for each in _common_passwords())


@given(st.integers(0, 10_000))
def test_a_lock_never_shrinks_and_has_an_end(failures: int) -> None:
    lock, next_lock = compute_lock(failures, POLICY), compute_lock(failures + 1, POLICY)
    assert timedelta() <= lock <= next_lock <= POLICY.longest
    assert (lock > timedelta()) == (failures >= POLICY.after_failures)


@pytest.mark.parametrize(
    ("seen", "expires", "alive"),
    [(0, 60, True), (-29, 60, True), (-30, 60, False), (0, 0, False), (-10, 1, True)],
)
def test_a_session_lives_while_used_and_not_past_its_end(
    seen: int, expires: int, *, alive: bool
) -> None:
    session = Session(
        id=SessionId(new_id()),
        user_id=UserId(new_id()),
        organisation_id=OrganisationId(new_id()),
        device="",
        started_at=NOW,
        seen_at=NOW + timedelta(minutes=seen),
        idle_minutes=30,
        expires_at=NOW + timedelta(minutes=expires),
        password_change_due=False,
        second_factor_due_at=None,
        proved_until=NOW,
    )
    assert is_alive(session, NOW) is alive


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (" Zhang@Example.COM ", "zhang@example.com"),
        ("ｚｈａｎｇ＠example.com", "zhang@example.com"),
        ("138 0013 8000", "13800138000"),
        ("+86-13800138000", "13800138000"),
        ("8613800138000", "13800138000"),
        ("008613800138000", "13800138000"),
    ],
)
def test_a_login_has_one_spelling(typed: str, text: str) -> None:
    assert parse_login(typed).text == text
    assert digest_of(typed) == digest_of(text)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "zhang",
        "a@b",
        "@example.com",
        "a b@example.com",
        "12800138000",
        "1380013800",
        "1380013800۱",
        "x" * 300 + "@a.cn",
    ],
)
def test_what_is_neither_address_nor_number_is_refused(typed: str) -> None:
    with pytest.raises(InvalidLogin):
        parse_login(typed)


@given(st.text(max_size=60))
def test_anything_typed_has_a_digest(typed: str) -> None:
    assert len(digest_of(typed)) == 32


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537 Chrome/140 Safari/537",
            "Chrome, Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/140 Mobile MicroMessenger/9", "WeChat, Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15) Version/19 Safari/605", "Safari, macOS"),
        ("python-httpx/1.0 (secret)", "python-httpx"),
        ("", ""),
    ],
)
def test_a_device_is_described_in_two_words(user_agent: str, device: str) -> None:
    assert describe_device(user_agent) == device


@pytest.mark.parametrize(
    ("roles", "conflict"),
    [
        (["auditor", "service_agent"], ("auditor", "service_agent")),
        (["risk_manager", "settlement_officer"], ("settlement_officer", "risk_manager")),
        (
            ["service_agent", "super_administrator", "settlement_officer"],
            ("super_administrator", "settlement_officer"),
        ),
        (
            ["credit_reviewer", "due_diligence_officer"],
            ("credit_reviewer", "due_diligence_officer"),
        ),
    ],
)
def test_duties_that_check_each_other_are_separated(
    roles: list[str], conflict: tuple[str, str]
) -> None:
    with pytest.raises(RolesSeparated) as refused:
        check_roles_fit(OrganisationKind.OPERATIONS, roles)
    assert (refused.value.params["first"], refused.value.params["second"]) == conflict


def test_other_duties_may_be_one_persons() -> None:
    check_roles_fit(OrganisationKind.OPERATIONS, ["operations_manager", "service_agent"])
    check_roles_fit(OrganisationKind.OPERATIONS, ["auditor"])
    check_roles_fit(OrganisationKind.INSTITUTION, ["institution_approver", "institution_officer"])
