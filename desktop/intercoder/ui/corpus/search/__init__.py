"""Searching the corpus: what is typed and where, the hits, and the way into the text."""
