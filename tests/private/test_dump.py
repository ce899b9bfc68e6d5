"""Nothing private in clear: in the whole database, the log, addresses and headers, and in what is sent to many."""

from tests.private.house import as_text, dump, found_in


def test_the_whole_database_holds_no_private_value_in_clear(house):
    assert len(house.planted) > 30
    texts = list(dump())
    assert len({table for table, _ in texts}) > 60
    assert found_in(texts, house.planted) == []


def test_the_search_of_the_dump_finds_what_is_there(house):
    """The search would find a name, which is not private, and an address escaped in JSON."""
    assert found_in(dump(), {"云州市工业职业技术学校"}) != []
    assert found_in([("a", '{"x": "\\u4e91\\u5dde"}')], {"云州"}) == [("a", "云州")]
    assert as_text(b"\xe4\xba\x91") == "云"


def test_neither_the_log_nor_headers_nor_addresses_hold_one(house):
    headers = [(url or "posted", str(answer.headers)) for _, url, answer in house.answers]
    addresses = [("address", url) for _, url, _ in house.answers]
    logged = [("log", line) for line in house.log]
    assert len(headers) > 10
    assert found_in([*headers, *addresses, *logged], house.planted) == []


def test_only_the_reveal_and_the_open_private_form_show_one(house):
    shown = {}
    for method, url, answer in house.answers:
        text = getattr(answer, "body", None) or answer.content.decode()
        if found := found_in([("page", text)], house.planted):
            shown[method, url] = found
    revealed = [value for (method, url), found in shown.items() if method == "post" for _, value in found]
    opened = {url for (method, url) in shown if method == "get"}
    assert opened == {f"/forms/discipline_case/{house.ids['discipline_case'][0]}/"}
    assert len(revealed) >= 1
