"""Aiken: the plainest way to write choices."""
