"""What companies chose of what they were shown, and the order of offers that is learned from it."""
