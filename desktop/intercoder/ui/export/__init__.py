"""The dialog of exports, and the exports it starts."""
