"""Why a package, a part or a key is not taken: said in Chinese, with what to do."""


class Refused(Exception):
    """Nothing was changed. ``code`` is for programs, ``final`` that sending the same again is of no use."""

    def __init__(self, text: str, code: str = "refused", *, final: bool = True) -> None:
        super().__init__(text)
        self.text = text
        self.code = code
        self.final = final
