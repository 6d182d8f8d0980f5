"""The place Corpus."""
