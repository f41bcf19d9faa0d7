"""Roles are granted what rooms declare: no more, and nothing is forgotten."""

from __future__ import annotations

import re

import pytest

from rongqu import rooms
from rongqu.modules.identity.public import OrganisationKind, all_roles
from tools.write_role_matrix import UNGRANTED, declared_permissions, permissions_page

ROLES = sorted(all_roles().values(), key=lambda role: role.name)
GRANTED = frozenset[str]().union(*(role.permissions for role in ROLES))


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_a_role_is_granted_only_what_a_room_declares(role: object) -> None:
    [found] = [each for each in ROLES if each is role]
    assert found.permissions - declared_permissions().keys() == set()


def test_every_permission_is_granted_or_listed_with_a_reason() -> None:
    ungranted = declared_permissions().keys() - GRANTED
    assert ungranted == UNGRANTED.keys()


def test_a_permission_names_its_room() -> None:
    for permission in declared_permissions():
        assert re.fullmatch(rf"({'|'.join(rooms.ROOMS)}):[a-z_]+", permission), permission


def test_only_staff_see_everywhere() -> None:
    for role in ROLES:
        everywhere = [name for name in role.permissions if name.endswith("_everywhere")]
        assert role.portal.value == OrganisationKind.OPERATIONS or not everywhere, role.name


def test_everybody_keeps_their_own_account() -> None:
    for role in ROLES:
        assert "identity:own_account" in role.permissions, role.name


def test_the_page_names_every_role_and_permission() -> None:
    page = permissions_page()
    for permission in GRANTED:
        assert f"`{permission}`" in page
    assert page.count("| permission |") == 4
