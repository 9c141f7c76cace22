"""Lesson 01: From anaesthetic to antidepressant."""
