"""Files that the server makes in the background."""

import time
from pathlib import Path
from typing import Any

from zhijiao_client.errors import ZhijiaoError
from zhijiao_client.transport import Transport


class ExportFailed(ZhijiaoError):
    """The file was not made, or not in time; the text says why."""


class Export:
    """A file that was asked for. It belongs to the token it was asked with."""

    def __init__(self, transport: Transport, told: dict[str, Any]) -> None:
        self._transport = transport
        #: What the server last said of it: id, form, state, rows, bytes, expires_at, reason …
        self.told = told

    @property
    def is_ready(self) -> bool:
        """Whether it can be fetched."""
        return self.told["content"] is not None

    def refresh(self) -> None:
        """Ask how far it is."""
        self.told = self._transport.send("GET", f"exports/{self.told['id']}/").json()

    def wait(self, *, seconds: float = 600.0, pause: float = 2.0) -> "Export":
        """Wait until it can be fetched.

        Raises:
            ExportFailed: it was not made, or takes longer.
        """
        until = time.monotonic() + seconds
        while not self.is_ready:
            if self.told["reason"]:
                raise ExportFailed(str(self.told["reason"]))
            if time.monotonic() > until:
                raise ExportFailed(f"等了 {seconds:.0f} 秒，文件还没有生成，请稍后再查询。")
            time.sleep(pause)
            self.refresh()
        return self

    def content(self) -> bytes:
        """The file."""
        return self._transport.send("GET", f"exports/{self.told['id']}/content/").content

    def save(self, path: str | Path) -> None:
        """Write it to a file."""
        Path(path).write_bytes(self.content())
