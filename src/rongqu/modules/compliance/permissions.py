"""What one may be allowed to do with policies, lists of names and what is found on them."""

VIEW_POLICIES = "compliance:view_policies"
PROPOSE_POLICY_CHANGE = "compliance:propose_policy_change"
APPROVE_POLICY_CHANGE = "compliance:approve_policy_change"

LOAD_LISTS = "compliance:load_lists"
SCREEN = "compliance:screen"
DECIDE_HIT = "compliance:decide_hit"
APPROVE_CLEARING = "compliance:approve_clearing"

VIEW_ALERTS = "compliance:view_alerts"
DECIDE_ALERT = "compliance:decide_alert"
ORDER_FREEZE = "compliance:order_freeze"
APPROVE_RELEASE = "compliance:approve_release"
EXPORT_REPORT = "compliance:export_report"

ASK_GRANT = "compliance:ask_grant"
"""Ask that a colleague gets roles which two people give."""
APPROVE_GRANT = "compliance:approve_grant"

ASK_ERASURE = "compliance:ask_erasure"
"""Ask that the content of a fact on record is taken away for good."""
APPROVE_ERASURE = "compliance:approve_erasure"
