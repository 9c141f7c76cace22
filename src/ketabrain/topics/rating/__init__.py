"""Lesson 09b: How sure can we be."""
