"""Lesson 04: The blocked channel."""
