"""What one may be allowed to do with loans."""

VIEW = "servicing:view"
VIEW_EVERYWHERE = "servicing:view_everywhere"
REPAY = "servicing:repay"
CHANGE_LOAN = "servicing:change_loan"
APPROVE_CHANGE = "servicing:approve_change"
SHARE = "servicing:share"
END_DAY = "servicing:end_day"
