"""The first engine: an index of checked array segments, and an evaluator over them.

Nothing in it is a pickle, so opening an index never runs anything that is in it. It does not read or write whoosh's
own files: `newsreader.search.array_engine` carries the same layout behind whoosh's codec interface.
"""

from newsreader.search.whoosh_engine.engine import WhooshIndex

__all__ = ["WhooshIndex"]
