"""Lesson 13: Judge the article."""
