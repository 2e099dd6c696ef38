"""What a roster file says, and what bringing it in would change: plain Python."""
