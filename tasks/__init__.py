"""The course's chores, started by `make` or `python -m tasks`, with nothing but the system's own Python.

Those that need packages are modules of `tasks.inside`, which are never imported here but started inside `.venv`.
"""
