"""Lesson 07: New synapses."""
