"""The rules of item statistics: plain Python over marks, no clock and no chance.

In prose, with sources: docs/algorithms/item-statistics.md.
"""
