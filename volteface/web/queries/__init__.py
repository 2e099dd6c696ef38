"""What pages composed of several domains read."""
