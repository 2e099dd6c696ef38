"""What stops a command: something the person at the keyboard can mend."""

from __future__ import annotations


class Failure(Exception):
    """Something the person at the keyboard can mend; one line, exit status 2."""
