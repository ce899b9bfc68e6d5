"""What a cluster says of a key that occurs twice in copied rows, as its coordinator passes it on."""

from types import SimpleNamespace

import pytest
from django.db import IntegrityError, InternalError, connection

from zhijiao.filing.models import ValueMapping
from zhijiao.kit.quiet_errors import errors_without_values

DOUBLED = 'duplicate key value violates unique constraint "value_mapping_key_102098"'


def refused(state: str, message: str) -> InternalError:
    error = InternalError(message)
    said = {"sqlstate": state, "message_primary": message, "constraint_name": None, "column_name": None}
    error.__cause__ = Exception()
    error.__cause__.diag = SimpleNamespace(**said)
    return error


@pytest.mark.parametrize(
    ("message", "kind", "says"),
    [
        (DOUBLED, IntegrityError, "value_mapping_key (IntegrityError 23505)"),
        ('something else about "a_key_102098"', InternalError, " (InternalError XX000)"),
    ],
)
def test_a_doubled_key_on_a_node_is_what_it_is_elsewhere(message, kind, says):
    with (
        pytest.raises(kind, match="filing_valuemapping") as caught,
        errors_without_values(connection, ValueMapping),
    ):
        raise refused("XX000", message)
    assert str(caught.value).endswith(says)
