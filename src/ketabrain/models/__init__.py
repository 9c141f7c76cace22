"""Mechanisms, one a file: pure functions and frozen result dataclasses; no plotting, no widgets."""
