"""What invitations declare to be held of people."""

from __future__ import annotations

from rongqu.modules.invitations.personal import HOLDING
from rongqu.modules.privacy.public import declare_holding

declare_holding(HOLDING)
