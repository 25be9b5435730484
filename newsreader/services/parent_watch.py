"""Child processes that must not outlive their parent."""

import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import wait


def end_with_parent() -> None:
    """Called first in a child process: ends it as soon as its parent is gone, and leaves Ctrl-C to the parent.

    A parent that is killed cannot stop its children; they would wait for work for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    threading.Thread(target=_wait_and_end, args=(parent.sentinel,), name="parent-watch", daemon=True).start()


def _wait_and_end(sentinel: int) -> None:
    wait([sentinel])
    # Not sys.exit: this is not the main thread, and nothing is left that would want to be told.
    os._exit(1)
