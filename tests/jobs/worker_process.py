"""`zhijiao worker` for a test that kills it, with the jobs of the tests alone."""

from zhijiao.cli import main

if __name__ == "__main__":
    import django

    from zhijiao.jobs import declare

    django.setup()
    declare._periodic.clear()
    main(["worker"])
