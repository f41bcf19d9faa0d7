"""Invitations 邀请: people join an organisation by a code that is sent to their own address."""
