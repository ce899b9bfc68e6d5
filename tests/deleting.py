"""Deleting as people do it: ask for it, read what goes and what stays, agree."""

import re


def agreed_to(page) -> str:
    """What the page that asks would post back; nothing where none of the records can go."""
    found = re.search(r'name="agreed" value="([^"]*)"', page.content.decode())
    return found.group(1) if found else ""


def delete(client, form, ids, **more):
    """The answer to agreeing, or the page that asks where there is nothing to agree to."""
    page = client.post(f"/forms/{form}/delete/", {"id": ids}, **more)
    agreed = agreed_to(page)
    return client.post(f"/forms/{form}/delete/", {"agreed": agreed}, **more) if agreed else page
