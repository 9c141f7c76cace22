"""The chores that need the course's packages: each is a module that `python -m tasks` starts inside `.venv`."""
