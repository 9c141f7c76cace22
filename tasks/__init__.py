"""The course's chores, started by `make` or `python -m tasks`, with nothing but the system's own Python."""
