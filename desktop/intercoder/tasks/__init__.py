"""The long jobs of the program without Qt; each takes `tick` and leaves nothing behind when it is cancelled."""
