"""The lane: answers, event streams and media, served by the event loop beside Django's pages."""
