"""The import before anything is written: the source with what becomes of it, columns, rules, and their profiles."""
