"""A typed client for the API of zhijiao.

from zhijiao_client import Client

client = Client("https://zhijiao.example", token)
for student in client.general.student.records(sex="男"):
    ...
"""

from zhijiao_client.client import Client
from zhijiao_client.errors import (
    ApiError,
    Conflict,
    Denied,
    Invalid,
    Missing,
    RequestRefused,
    ServerFault,
    Stale,
    TokenRefused,
    TooMany,
    Unreachable,
    ZhijiaoError,
)
from zhijiao_client.exports import Export, ExportFailed
from zhijiao_client.records import Change, Changes, Problem, RowResult, Written

__all__ = [
    "ApiError", "Change", "Changes", "Client", "Conflict", "Denied", "Export", "ExportFailed", "Invalid", "Missing",
    "Problem", "RequestRefused", "RowResult", "ServerFault", "Stale", "TokenRefused", "TooMany", "Unreachable",
    "Written", "ZhijiaoError",
]  # fmt: skip
