"""The one kind of error that a researcher can mend; everything else is a bug and flies."""


class UserError(Exception):
    """Something the researcher can act on: what is wrong and where, and what helps."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Cancelled(Exception):  # noqa: N818 - the researcher's wish, not an error
    """Raised by `tick` when the researcher stops a long job; the job leaves nothing behind."""
