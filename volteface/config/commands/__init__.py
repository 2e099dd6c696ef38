"""One module per command of ``volteface``."""
