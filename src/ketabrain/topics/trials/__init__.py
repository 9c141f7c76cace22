"""Lesson 09: How strong is the evidence."""
