"""The place Codebook."""
