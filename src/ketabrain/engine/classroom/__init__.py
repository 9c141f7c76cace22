"""What an instructor calls: the room's answers, read from the ledgers that learners have handed in."""

from ketabrain.engine.classroom.room import Room, open_room

__all__ = ["Room", "open_room"]
