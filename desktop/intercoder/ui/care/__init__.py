"""What belongs to no place: opening safely, backups, history, the check, and what goes out and comes back."""
