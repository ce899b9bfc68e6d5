"""Django admin over the same table: its change list scoped to a school, and its search over a province."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from zhijiao.identity.gate import business
from zhijiao.modules.general.models import Student


class OpenSite(admin.AdminSite):
    """An admin site that lets everybody in: the peer is not charged for rights."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Always."""
        return True


class StudentAdmin(admin.ModelAdmin):
    """The change list an engineer would set up for students, tuned: no full count, no date hierarchy."""

    list_display = (
        "number",
        "name",
        "sex",
        "birth",
        "ethnic_group",
        "political_status",
        "school_class_",
        "status_",
    )
    list_filter = ()
    search_fields = ("name",)
    list_per_page = 20
    show_full_result_count = False
    ordering = ("number",)
    scope: dict[str, Any] = {}

    def get_queryset(self, request: HttpRequest) -> Any:
        """Scoped to a school or a province."""
        return Student.unscoped.filter(**self.scope)

    @admin.display(description="所在班级")
    def school_class_(self, student: Student) -> str:
        """Left empty: the peer is spared the join."""
        return ""

    @admin.display(description="当前状态")
    def status_(self, student: Student) -> str:
        """Left empty: the peer is spared the join."""
        return ""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Always."""
        return True

    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Always."""
        return True


site = OpenSite(name="admin")
students = StudentAdmin(Student, site)
site.register(Student, StudentAdmin)


@business("view")
def changelist(request: HttpRequest) -> HttpResponse:
    """The rendered change list behind the same middleware, session and sign-in as our page."""
    user = request.user
    user.is_staff, user.get_short_name = True, user.get_username
    user.has_perm = user.has_module_perms = lambda *_: True
    request.current_app = site.name
    return students.changelist_view(request).render()
