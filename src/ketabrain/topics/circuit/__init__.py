"""Lesson 05: A surge from a block."""
