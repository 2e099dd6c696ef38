"""Plain rules of exchange: what a file holds before anybody understands it."""
