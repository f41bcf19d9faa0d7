"""Whoever manages members invites them: nothing of its own is granted."""

from rongqu.modules.identity.public import MANAGE_MEMBERS as MANAGE

__all__ = ["MANAGE"]
