"""What a movement of money looks like beside those before it. Pure: movements in, findings out."""
