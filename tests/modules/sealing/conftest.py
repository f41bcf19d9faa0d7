"""The world of contracts is that of sealing, too."""

from tests.modules.contracts.conftest import (
    authority_keys,
    clock,
    desk,
    outside,
    parties,
    relay,
    setting,
    work,
)

__all__ = ["authority_keys", "clock", "desk", "outside", "parties", "relay", "setting", "work"]
