"""Reading articles again in a process of its own, so that the desk stays fluid while it runs."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from newsreader.domain.re_extracting import ReExtractProgress, ReExtractReport, ReExtractRequest
from newsreader.services.child_run import ChildRun

if TYPE_CHECKING:
    from newsreader.services.import_control import ImportControl
    from newsreader.services.session import Session

_GO_ON = "Each article is as it was or as it was read again. Read the same articles again to go on."


class ReExtractProcess(ChildRun[ReExtractProgress, ReExtractReport]):
    """One reading of articles, or its preview, in a child process."""

    def __init__(self) -> None:
        super().__init__(_read, "the reading", _GO_ON)


class TakeBackProcess(ChildRun[ReExtractProgress, int]):
    """Takes the last reading back in a child process; its report is the number of articles."""

    def __init__(self) -> None:
        super().__init__(_take_back, "the undoing", "Take the reading back again to go on.")


def _take_back(
    session: "Session", _request: None, tell: Callable[[ReExtractProgress], None], control: "ImportControl"
) -> int:
    from newsreader.services.re_extracting import take_back

    return take_back(session, tell, control)


def _read(
    session: "Session",
    request: ReExtractRequest,
    tell: Callable[[ReExtractProgress], None],
    control: "ImportControl",
) -> ReExtractReport:
    from newsreader.services.re_extracting import re_extract

    return re_extract(session, request, tell, control)
