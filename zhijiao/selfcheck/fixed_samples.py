"""Parts of addresses that are the same for everybody and wherever asked: a format, a chapter, a table, a year."""

from zhijiao.selfcheck.things import MISSING, NOBODY, Filler, Thing


def _always(value: object) -> Filler:
    return lambda ground, chosen: Thing(value)


def _nobodys(value: object) -> Filler:
    """What the demo has none of: packages between installations and their keys."""
    return lambda ground, chosen: Thing(value, NOBODY)


FIXED: dict[str, Filler] = {
    "/cases/<int:case_id>/paper/<str:fmt>": _always("docx"),
    "<str:fmt>": _always("xlsx"),
    "/dossier/<str:fmt>": _always("pdf"),
    "/security/sso/<slug:key>": _always("yunling"),
    "/sso/<slug:key>": _always("yunling"),
    "/manage/users/<int:pk>/sso/<slug:key>": _always("yunling"),
    "/builder/rows/<str:key>": _always("q016"),
    "/builder/chapters/<str:chapter>": _always("basics"),
    "/annual-reports/<int:report_id>/paper/<str:kind>": _always("pdf"),
    "/indicators/rows/<str:part>": _always("teachers"),
    "/indicators/sheet/<str:part>": _always("xlsx"),
    "/oversight/forms/<slug:place>": _always("campus"),
    "/oversight/export/<slug:what>": _always("schools"),
    "/manage/rounds/<str:key>": _always("2020"),
    "<str:module>": _always("general"),
    "/state/<str:step>": _always("close"),
    "/year/<int:year>": _always(2020),
    "/manual/forms/<form:entry>": _always("campus"),
    "/dictionary/forms/<form:entry>": _always("campus"),
    "/manual/codes/<slug:table>": _always("sex"),
    "/upstream/template/<slug:key>": _always("enrolment"),
    "/upstream/connections/<slug:key>": _always("enrolment"),
    "/upstream/layout/<slug:key>": _always("enrolment"),
    "/manual/chapters/<slug:slug>": _always("overview"),
    "/manage/exchange/packages/<int:pk>": _nobodys(MISSING),
    "/manage/exchange/keys/<int:pk>": _nobodys(MISSING),
    "exchange/api/packages/<str:number>": _nobodys("0" * 32),
    "exchange/api/packages/<str:number>/parts/<int:n>": _nobodys(1),
    "exchange/api/down/<str:number>": _nobodys("0" * 32),
    "exchange/api/down/<str:number>/parts/<int:n>": _nobodys(1),
    "/reset/<str:number>": _always("MQ"),
    "/reset/<str:number>/<str:token>": _always("0-0"),
    "name": _always("selfcheck0"),
}
