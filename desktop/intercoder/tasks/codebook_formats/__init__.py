"""The files that hold a codebook beside JSON: tables, the REFI-QDA exchange, and pages for the appendix of a paper."""
