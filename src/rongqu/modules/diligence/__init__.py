"""Due diligence 尽职调查 on the spot, its memo, and the committee that votes on it."""
