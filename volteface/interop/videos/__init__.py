"""Lists of addresses of films."""
