"""What can be put right, said in one sentence."""


class Sentence(ValueError):
    """An error whose text says all that a learner needs: a notebook shows it without the code that raised it."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in place of a traceback."""
        return [str(self)]


class LessonError(Sentence):
    """Something a learner or author can put right; its text is one sentence that says what and how."""


class ModelError(Sentence):
    """A value that the model refuses; its text is one sentence naming the value and what is allowed."""
