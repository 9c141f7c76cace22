"""Lesson 02: Getting into the brain."""
