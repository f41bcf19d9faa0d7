"""The front door of related."""

from rongqu.modules.related.permissions import VIEW
from rongqu.modules.related.queries import find_group, sum_debts
from rongqu.modules.related.sets import groups
from rongqu.modules.related.types import Group

__all__ = ["VIEW", "Group", "find_group", "groups", "sum_debts"]
