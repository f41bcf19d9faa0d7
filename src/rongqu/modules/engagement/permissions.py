"""What one may be allowed to do with notifications: everybody has their own."""

READ_OWN = "engagement:read_own"
