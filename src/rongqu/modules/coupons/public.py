"""The front door of coupons."""

from rongqu.modules.coupons.permissions import VIEW

__all__ = ["VIEW"]
