"""What follows from a meeting's date: pure functions, no clock, no database."""
