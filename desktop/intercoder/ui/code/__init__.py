"""The place Code: queue, form, and what surrounds the text."""
