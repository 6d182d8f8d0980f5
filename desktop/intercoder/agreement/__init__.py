"""Arrays to numbers: the statistics of agreement."""
