"""The place Reliability."""
