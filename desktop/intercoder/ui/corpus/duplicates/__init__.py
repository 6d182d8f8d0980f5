"""Near duplicates in the window: the groups, and two articles side by side."""
