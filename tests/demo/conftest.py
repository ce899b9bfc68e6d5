from tests.forms import school

__all__ = ["school"]
