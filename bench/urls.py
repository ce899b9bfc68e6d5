"""The project's addresses, a hand-written list, and the admin of the peer."""

from django.urls import include, path

from bench.admin_peer import changelist, site
from bench.handwritten import student_list

urlpatterns = [
    path("bench/students/", student_list),
    path("bench/admin/list/", changelist),
    path("bench/admin/", site.urls),
    path("", include("zhijiao.config.urls")),
]
