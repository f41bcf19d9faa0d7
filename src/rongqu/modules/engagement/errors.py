"""Every refusal of engagement."""

from rongqu.kernel.errors import DomainError, NotFound


class NotificationNotFound(NotFound):
    code = "engagement.notification_not_found"


class PreferenceFixed(DomainError):
    """What happens is always shown in the product; only SMS and e-mail can be switched off."""

    code = "engagement.preference_fixed"
    status = 422
