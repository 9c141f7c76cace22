"""Analyses of published data, one kind a file; pure functions, no plotting, no widgets."""
