"""Lesson 11: Risk, supervision and misuse."""
