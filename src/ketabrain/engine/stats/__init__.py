"""Statistics that several lessons use; pure functions."""
