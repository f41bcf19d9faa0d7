"""What people have agreed to, what is kept of them, and what they may ask for."""
