"""How a running import is paused, resumed and cancelled from another thread."""

import threading


class ImportControl:
    """The pause and stop buttons of one import; safe to use from any thread and from a signal handler."""

    def __init__(self) -> None:
        self._paused = threading.Event()
        self._cancelled = threading.Event()

    def pause(self) -> None:
        """Begins no new file until `resume`; what is being read is finished and kept."""
        self._paused.set()

    def resume(self) -> None:
        """Goes on after `pause`."""
        self._paused.clear()

    def cancel(self) -> None:
        """Stops as soon as what is ready is safely in the archive."""
        self._cancelled.set()

    @property
    def is_paused(self) -> bool:
        """Whether the import is to wait."""
        return self._paused.is_set() and not self._cancelled.is_set()

    @property
    def is_cancelled(self) -> bool:
        """Whether the import is to stop."""
        return self._cancelled.is_set()
