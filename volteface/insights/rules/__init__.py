"""The insights rules: plain Python, no clock, no chance."""
