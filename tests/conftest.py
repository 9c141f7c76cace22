"""What holds for all tests: a busy machine is no failure, so hypothesis sets no time limit to an example."""

from hypothesis import settings

settings.register_profile("course", deadline=None)
settings.load_profile("course")
