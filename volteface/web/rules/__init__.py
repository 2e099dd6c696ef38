"""What the pages of several domains decide, in plain Python."""
