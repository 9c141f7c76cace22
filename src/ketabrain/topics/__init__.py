"""One room a lesson: what computes, what draws it, its exercises."""
