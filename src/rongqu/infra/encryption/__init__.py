"""Personal data at rest: AES-256-GCM under data keys, which a key-encryption key wraps."""
