"""Drawing: each function takes a result and a Figure, draws, and returns the figure's description in words."""
