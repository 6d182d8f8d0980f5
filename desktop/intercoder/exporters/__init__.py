"""Tables to files: the contract of an exporter and the table of all of them."""
