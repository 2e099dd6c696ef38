"""What every test run needs before Django reads its settings."""

from __future__ import annotations

import os
import tempfile

from tests import catalogues

# Tests keep their files to themselves, whatever DATA the caller uses.
os.environ["DATA"] = tempfile.mkdtemp(prefix="volteface-test-")
# The browser's driver runs a loop in the test's own thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# French is read as it is written now, not as it was compiled at set-up.
catalogues.refresh()
