"""The query language, the search index protocol and its engines."""
