"""The server of a poll: a light page for phones, and one for the projector that this computer alone can open."""
