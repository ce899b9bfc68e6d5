"""What is asked of every form without a database: one test that names each form at fault, and not a test per form."""

from zhijiao.filing.schema import registry

RECORDS = registry.registry().records
EVERY = list(registry.forms().values())
SEVERAL = [form for form in RECORDS if not form.single]


def of_all(forms):
    """Make a test out of a check of one form."""

    def decorate(check):
        def test():
            wrong = {form.key: said for form in forms if (said := _fault(check, form))}
            assert not wrong, "\n".join(f"{key}: {said}" for key, said in wrong.items())

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        return test

    return decorate


def _fault(check, form) -> str:
    try:
        check(form)
    except AssertionError as error:
        return str(error) or "fails"
    return ""
