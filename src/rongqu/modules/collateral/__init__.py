"""What secures loans: records by kind, their checks, values and pledges."""
