"""Database engines that keep the rules of the write gate."""
