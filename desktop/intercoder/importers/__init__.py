"""Dumps to records: the contract of an importer and the table of all of them."""
