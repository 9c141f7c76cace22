"""Drawings of the machinery (body, receptor, circuit …) whose state follows a widget."""
