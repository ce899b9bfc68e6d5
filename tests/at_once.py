"""Acts of several people at the same moment, each in a thread and a connection of its own."""

from threading import Thread

from django.db import connection


def at_once(*acts):
    """What the acts give, or raise, in their order."""
    given = [None] * len(acts)

    def run(n):
        try:
            given[n] = acts[n]()
        except Exception as error:
            given[n] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(n,)) for n in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return given
