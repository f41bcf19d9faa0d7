"""Portfolio: what the whole book may cost."""
