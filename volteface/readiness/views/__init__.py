"""Pages of the readiness app."""
