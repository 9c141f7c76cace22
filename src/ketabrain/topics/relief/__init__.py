"""Lesson 08: Hours against weeks."""
