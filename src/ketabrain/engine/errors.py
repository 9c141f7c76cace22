"""The one exception of the lesson toolkit: a sentence that a learner can act on."""


class LessonError(ValueError):
    """Something a learner or author can put right; its text is one sentence that says what and how."""
