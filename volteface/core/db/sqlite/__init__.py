"""SQLite behind the write gate: name this package as the ENGINE."""
