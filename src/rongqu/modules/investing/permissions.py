"""What one may be allowed to do with investments."""

VIEW = "investing:view"
"""The project hall, and one's own orders and holdings."""

VIEW_EVERYWHERE = "investing:view_everywhere"

INVEST = "investing:invest"
"""Answer the questionnaire, subscribe, sell and buy, and have it done by a plan."""

OFFER = "investing:offer"
"""Propose offerings of one's own organisation, and pay their holders."""

APPROVE_OFFERING = "investing:approve_offering"
"""Agree to an offering that somebody else has proposed."""

APPROVE_QUALIFICATION = "investing:approve_qualification"
"""Agree that an investor has proven to be a qualified one."""
