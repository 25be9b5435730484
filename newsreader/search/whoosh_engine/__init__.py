"""The whoosh engine: a whoosh index whose postings are plain arrays, written by the batch and searched with numpy.

whoosh is imported in this package only. The index stays a whoosh index: `whoosh.index.open_dir` opens it and a stock
Searcher finds the same articles in it. What whoosh keeps as a pickle is read through an unpickler that knows whoosh's
own classes and nothing else.
"""

from newsreader.search.whoosh_engine.engine import WhooshIndex

__all__ = ["WhooshIndex"]
