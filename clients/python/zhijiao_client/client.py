"""The client: forms by the module they belong to, and what is read besides."""

from zhijiao_client.generated import GeneratedClient
from zhijiao_client.transport import Transport


class Client(GeneratedClient):
    """Everything that one token may do: `client.general.student.records()`, `client.rounds()` …

    `patience` is how many seconds a request may be waited for and tried again, `ca_file` names authorities to trust.
    """

    def __init__(
        self,
        url: str,
        token: str,
        *,
        timeout: float = 60.0,
        patience: float = 180.0,
        ca_file: str | None = None,
    ) -> None:
        super().__init__(Transport(url, token, timeout=timeout, patience=patience, ca_file=ca_file))
