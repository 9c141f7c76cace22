"""What can be put right, said in one sentence."""


class LessonError(ValueError):
    """Something a learner or author can put right; its text is one sentence that says what and how."""


class ModelError(ValueError):
    """A value that the model refuses; its text is one sentence naming the value and what is allowed."""
