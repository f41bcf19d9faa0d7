"""What one may be allowed to do with applications."""

VIEW = "origination:view"
VIEW_EVERYWHERE = "origination:view_everywhere"

APPLY = "origination:apply"
WITHDRAW = "origination:withdraw"

TAKE = "origination:take"
ASSIGN = "origination:assign"
REVIEW = "origination:review"
INVESTIGATE = "origination:investigate"
APPROVE = "origination:approve"
REJECT = "origination:reject"
RETURN = "origination:return"
RETRY_PAYOUT = "origination:retry_payout"
VIEW_FILE = "origination:view_file"
"""The lender's file: assessments, the limit and what it is made of. Never the applicant's."""
