"""The course is watched while it is written: rules that look at a draft and never block it.

One module for each thing to look at; ``looking.notices`` asks them all. In prose, with sources:
docs/algorithms/watching.md.
"""
