"""What Jinja makes of a template, with fewer steps per value and per call; what comes out is the same.

A page writes two thousand values and makes five hundred calls. Jinja wraps each value in `Markup` on its way into the
page, and asks of everything that is called whether it wants to be told of the template around it. Here a value is
escaped and no more, and what is called is called: `checked_globals` refuses functions that want more.
"""

from collections.abc import Callable
from io import StringIO
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef, optimizeconst
from jinja2.runtime import Macro, missing
from markupsafe import Markup, escape

try:
    from markupsafe._speedups import _escape_inner as escape_text
except ImportError:  # another edition of the library: the same, more slowly
    escape_text = escape


def escaped(value: Any) -> str:
    """The text of a value as it is written into a page."""
    kind = type(value)
    if kind is str:
        return escape_text(value)
    return value if kind is Markup else escape(value)


def joined(parts: tuple[Any, ...]) -> str:
    """What `~` makes of its parts: text, or markup where one of them is markup, and then the others are escaped."""
    texts = [part if isinstance(part, str) else str(part) for part in parts]
    for text in texts:
        if type(text) is not str and hasattr(text, "__html__"):
            return Markup("").join(texts)
    return "".join(texts)


class TemplateMacro(Macro):
    """A macro that asks nothing of the template around its call, since escaping is always on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._plain = not (self.catch_kwargs or self.catch_varargs or self.caller)

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """What the macro writes. Calls with a body, and wrong ones, are Jinja's own."""
        names = self.arguments[len(args) :]
        if not self._plain or len(args) > self._argument_count or not kwargs.keys() <= set(names):
            return super().__call__(*args, **kwargs)
        rest = [kwargs.get(name, missing) for name in names]
        return str.__new__(Markup, self._func(*args, *rest))


def _escapes(frame: Frame) -> bool:
    """Whether it is sure already that what is written there is escaped."""
    return bool(frame.eval_ctx.autoescape and not frame.eval_ctx.volatile)


class TemplateCode(CodeGenerator):
    """Writes the Python of a template."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 Jinja's name
        """A template begins by naming what is not Jinja's."""
        self.writeline(f"from {__name__} import TemplateMacro, escaped, joined")
        super().visit_Template(node, frame)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """A macro or the body of a call."""
        self.write("Template")
        super().macro_def(macro_ref, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """What stands before a value that is written."""
        if _escapes(frame) and finalize.src is None:
            self.write("escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)

    @optimizeconst
    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 Jinja's name
        """Parts joined by `~`."""
        if not _escapes(frame):
            super().visit_Concat(node, frame)
            return
        self.write("joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    @optimizeconst
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 Jinja's name
        """A call, without a detour through the context."""
        self.visit(node.node, frame)
        page, self.stream = self.stream, StringIO()
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        arguments, self.stream = self.stream.getvalue(), page
        self.write(f"({arguments.removeprefix(', ')})")


def checked_globals(functions: dict[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """The functions as they came.

    Raises:
        TypeError: one of them wants the context of the template, which calls do not hand on.
    """
    for name, function in functions.items():
        if hasattr(function, "jinja_pass_arg"):
            raise TypeError(f"the global {name!r} wants the context of the template, which no call hands on")
    return functions
