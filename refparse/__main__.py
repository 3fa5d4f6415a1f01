"""``python -m refparse`` does what ``refparse`` does."""

from __future__ import annotations

from refparse.cli import main

if __name__ == "__main__":  # Worker processes that are spawned import this module.
    main()
