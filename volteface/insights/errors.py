"""What insights refuse."""

from __future__ import annotations

from volteface.core.errors import DomainError


class PreviewIsStale(DomainError):
    """Answers or marks came in since the preview: look at it again before it is done."""
