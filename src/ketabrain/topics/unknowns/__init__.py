"""Lesson 12: What nobody knows yet."""
