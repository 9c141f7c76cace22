"""Lesson 06: BDNF, what it is and is not."""
