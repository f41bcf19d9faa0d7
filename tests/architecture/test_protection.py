"""What `protection.toml` names exists: a misspelled permission would protect nothing."""

from __future__ import annotations

from rongqu.modules.identity.protection import ANY, protection
from rongqu.modules.identity.public import all_roles
from tools.write_role_matrix import declared_permissions


def test_step_up_names_declared_permissions() -> None:
    assert protection().step_up_permissions <= declared_permissions().keys()


def test_the_second_factor_names_known_roles_and_leaves_no_staff_out() -> None:
    staff = {role.name for role in all_roles().values() if role.portal == "operations"}

    assert protection().second_factor_roles <= all_roles().keys()
    assert staff <= protection().second_factor_roles


def test_separated_roles_are_known_and_work_on_one_portal() -> None:
    roles = all_roles()
    for first, second in protection().separated:
        portals = {roles[first].portal, roles.get(second, roles[first]).portal}
        assert len(portals) == 1, (first, second)
        assert second == ANY or second in roles, second
