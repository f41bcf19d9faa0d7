"""What one may be allowed to do with policies."""

VIEW_POLICIES = "compliance:view_policies"
PROPOSE_POLICY_CHANGE = "compliance:propose_policy_change"
APPROVE_POLICY_CHANGE = "compliance:approve_policy_change"
