"""What is projected of a lesson: its slides, made from the notebook and, for whoever speaks, from the guide."""
