"""What the log leaves out."""

import logging


class OneLineRefusals(logging.Filter):
    """Takes the traceback from whatever was answered with a status of 400 to 499.

    Refusing is no error of the program. Django logs every 403 with its traceback, which is long, hides real errors
    and may hold what was asked for.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, a refusal without its traceback."""
        if 400 <= getattr(record, "status_code", 0) < 500:
            record.exc_info = record.exc_text = record.stack_info = None
        return True
