"""What importers share and no format owns: the contract's records, encodings, dates, and the words of the languages."""
