"""What one may be allowed to do with people and organisations."""

OWN_ACCOUNT = "identity:own_account"
"""See and change one's own sessions, password and language. Every person's role has it."""
VIEW_MEMBERS = "identity:view_members"
MANAGE_MEMBERS = "identity:manage_members"
VIEW_EVERYWHERE = "identity:view_everywhere"
CREATE_STAFF = "identity:create_staff"
VIEW_AUDIT = "identity:view_audit"
