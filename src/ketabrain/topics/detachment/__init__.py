"""Lesson 10: Leaving the body behind."""
