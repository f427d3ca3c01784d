"""A question put plainly: without frame, courtesy, background and notes, which carry no condition."""

from kg.ask.background import fold_background
from kg.ask.courtesy import strip_courtesy
from kg.ask.frames import in_plain_frame
from kg.ask.notes import strip_notes
from kg.ask.record import Record
from kg.ask.rewording import reword


def put_plainly(question: str, record: Record) -> str:
    """Return a question in the words that are read.

    Args:
        question: as typed, cleaned of control characters.
        record: whose names tell a background from what is asked.
    """
    return strip_notes(reword(strip_courtesy(fold_background(in_plain_frame(question, record), record))))
