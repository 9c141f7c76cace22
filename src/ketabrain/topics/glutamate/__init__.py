"""Lesson 03: Glutamate and memory."""
