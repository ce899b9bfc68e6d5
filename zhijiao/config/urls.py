"""The URL table: each area brings its own."""

from django.urls import include, path

# Each request is held against one area after another: those that are opened most come first.
urlpatterns = [
    path("", include("zhijiao.filing.urls")),
    path("", include("zhijiao.web.urls")),
    path("", include("zhijiao.signin.urls")),
    path("", include("zhijiao.sso.urls")),
    path("", include("zhijiao.private.urls")),
    path("", include("zhijiao.notices.urls")),
    path("", include("zhijiao.tours.urls")),
    path("", include("zhijiao.webhooks.urls")),
    path("", include("zhijiao.announcements.urls")),
    path("", include("zhijiao.support.urls")),
    path("", include("zhijiao.users.urls")),
    path("", include("zhijiao.orgs.urls")),
    path("", include("zhijiao.audit.urls")),
    path("", include("zhijiao.looks.urls")),
    path("", include("zhijiao.jobs.urls")),
    path("", include("zhijiao.files.urls")),
    path("", include("zhijiao.timetable.urls")),
    path("", include("zhijiao.intake.urls")),
    path("", include("zhijiao.upstream.urls")),
    path("", include("zhijiao.restructure.urls")),
    path("", include("zhijiao.internships.urls")),
    path("", include("zhijiao.cases.urls")),
    path("", include("zhijiao.api.urls")),
    path("", include("zhijiao.roles.urls")),
    path("", include("zhijiao.quality.urls")),
    path("", include("zhijiao.snapshots.urls")),
    path("", include("zhijiao.rounds.urls")),
    path("", include("zhijiao.indicators.urls")),
    path("", include("zhijiao.pictures.urls")),
    path("", include("zhijiao.signoff.urls")),
    path("", include("zhijiao.oversight.urls")),
    path("", include("zhijiao.annual_reports.urls")),
    path("", include("zhijiao.monthly.urls")),
    path("", include("zhijiao.exchange.urls")),
    path("", include("zhijiao.manual.urls")),
    path("", include("zhijiao.dictionary.urls")),
    path("", include("zhijiao.selfcheck.urls")),
    path("", include("zhijiao.lookup.urls")),
]

handler400 = "zhijiao.web.views.bad_request"
handler403 = "zhijiao.web.views.permission_denied"
handler404 = "zhijiao.web.views.not_found"
handler500 = "zhijiao.web.views.server_error"
