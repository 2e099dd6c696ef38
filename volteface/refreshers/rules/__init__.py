"""The refreshers rules: plain Python, no clock, no chance."""
