"""Tables of invitations. Private to the room. Addresses are personal data, codes are secrets."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Column,
    Index,
    LargeBinary,
    Named,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
    text,
)

from rongqu.infra.row_security import own_data
from rongqu.infra.tables import Instant, PiiText, SecretBytes, metadata
from rongqu.kernel.pii import EmailAddress, MobileNumber

PENDING = text("accepted_at IS NULL AND revoked_at IS NULL")


class _InvitationColumns(TypedColumns):
    """`digest`: of the log-in that the address would be. `messages`: sent with this invitation."""

    id: Named[UUID] = Column(primary_key=True)
    organisation_id: Named[UUID]
    digest: Named[bytes] = Column(LargeBinary)
    email: Named[EmailAddress | None] = Column(PiiText(EmailAddress))
    mobile: Named[MobileNumber | None] = Column(PiiText(MobileNumber))
    roles: Named[list[str]] = Column(ARRAY(Text))
    locale: Named[str] = Column(Text)
    code: Named[bytes] = Column(SecretBytes("invitations.code"))
    tries_left: Named[int] = Column(SmallInteger)
    messages: Named[int] = Column(SmallInteger)
    invited_by: Named[UUID]
    invited_at: Named[datetime] = Column(Instant)
    sent_at: Named[datetime] = Column(Instant)
    expires_at: Named[datetime] = Column(Instant)
    accepted_by: Named[UUID | None]
    accepted_at: Named[datetime | None] = Column(Instant)
    revoked_at: Named[datetime | None] = Column(Instant)


invitation = Table(
    "invitation",
    metadata,
    _InvitationColumns,
    CheckConstraint("num_nonnulls(email, mobile) <= 1", name="address"),
    CheckConstraint("tries_left >= 0", name="tries_left"),
    CheckConstraint("(accepted_at IS NULL) = (accepted_by IS NULL)", name="accepted"),
    CheckConstraint("accepted_at IS NULL OR revoked_at IS NULL", name="ended_once"),
    Index(None, "organisation_id", "id"),
    Index(
        "ix_invitation_pending", "digest", "organisation_id", unique=True, postgresql_where=PENDING
    ),
    Index(None, "organisation_id", "sent_at"),
    schema="invitations",
)

own_data(invitation, "organisation_id", before_sign_in=True)
