"""The outside world: each adapter implements a port that a room declares."""
