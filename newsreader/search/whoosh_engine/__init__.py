"""The whoosh engine: an index of array segments behind whoosh's codec interface, and its evaluator.

whoosh is imported in this package only. Segments hold plain arrays instead of whoosh's pickled postings, and the list
of segments is kept in a checked JSON file instead of a pickle, so that opening an index never runs anything in it.
"""

from newsreader.search.whoosh_engine.engine import WhooshIndex

__all__ = ["WhooshIndex"]
