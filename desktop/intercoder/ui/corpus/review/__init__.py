"""The review of imported comments: lines with their bands, keys that join, split and mark."""
