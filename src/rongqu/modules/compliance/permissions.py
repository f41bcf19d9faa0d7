"""What one may be allowed to do with policies, lists of names and what is found on them."""

VIEW_POLICIES = "compliance:view_policies"
PROPOSE_POLICY_CHANGE = "compliance:propose_policy_change"
APPROVE_POLICY_CHANGE = "compliance:approve_policy_change"

LOAD_LISTS = "compliance:load_lists"
SCREEN = "compliance:screen"
DECIDE_HIT = "compliance:decide_hit"
APPROVE_CLEARING = "compliance:approve_clearing"
