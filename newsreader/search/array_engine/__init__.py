"""A search engine on whoosh's own index: postings kept as plain arrays, written by the batch and searched with numpy.

The index stays a whoosh index: `whoosh.index.open_dir` opens it and a stock Searcher finds the same articles in it.
"""
