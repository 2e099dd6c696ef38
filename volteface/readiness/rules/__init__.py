"""The readiness rules: plain Python, no clock, no chance."""
