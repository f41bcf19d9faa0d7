"""ISO 20022 messages between the platform and its custody bank, as bytes and back. Pure."""
