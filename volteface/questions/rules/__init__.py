"""Plain rules of the bank: content, grading, edits and the order options are shown in."""
