"""Addresses of sign-in, passwords and the manage portal's own pages."""

from django.urls import path, re_path

from zhijiao.accounts.actor import BUSINESS, MANAGE
from zhijiao.accounts.views import (
    below,
    captcha,
    forgot,
    locks,
    mailbox,
    orgs,
    password,
    second_step,
    security,
    session,
    signin,
    users,
)

app_name = "accounts"

_NAME = r"(?P<name>[A-Za-z0-9_-]{8,32})"

urlpatterns = [
    path("login/", signin.sign_in, {"portal": BUSINESS}, name="login"),
    path("manage/login/", signin.sign_in, {"portal": MANAGE}, name="manage_login"),
    path("second-step/", second_step.confirm, name="second_step"),
    path("forgot/", forgot.forgot, {"portal": BUSINESS}, name="forgot"),
    path("manage/forgot/", forgot.forgot, {"portal": MANAGE}, name="manage_forgot"),
    path("reset/<str:number>/<str:token>/", forgot.open_link, name="reset_link"),
    path("reset/", forgot.new_password, name="reset_new"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("session/", session.session, name="session"),
    path("security/", security.overview, name="security"),
    path("security/app/", security.set_up_app, name="app_set_up"),
    path("security/app/drop/", security.drop_app, name="app_drop"),
    path("security/codes/", security.new_codes, name="recovery_codes"),
    path("security/second-step/on/", security.switch, name="second_step_on"),
    path("security/second-step/off/", security.switch_off, name="second_step_off"),
    path("security/sessions/<int:pk>/end/", security.end_session, name="session_end"),
    path("security/sessions/end/", security.end_others, name="sessions_end"),
    path("logout/", signin.sign_out, name="logout"),
    path("no-role/", signin.no_role, name="no_role"),
    re_path(rf"^captcha/{_NAME}\.png$", captcha.image, name="captcha_image"),
    re_path(rf"^captcha/{_NAME}\.wav$", captcha.audio, name="captcha_audio"),
    path("password/", password.change_password, {"portal": BUSINESS}, name="password"),
    path("manage/password/", password.change_password, {"portal": MANAGE}, name="manage_password"),
    path("manage/", orgs.home, name="manage_home"),
    path("manage/users/", users.user_list, name="users"),
    path("manage/users/add/", users.add_user, name="user_add"),
    path("manage/users/<int:pk>/", users.edit_user, name="user_edit"),
    path("manage/users/<int:pk>/state/", users.switch_user, name="user_state"),
    path("manage/users/<int:pk>/password/", users.reset_user_password, name="user_password"),
    path("manage/users/below/", below.admin_list, name="admins_below"),
    path("manage/users/below/<int:pk>/", below.edit_admin, name="admin_below_edit"),
    path("manage/users/below/<int:pk>/state/", below.switch_admin, name="admin_below_state"),
    path("manage/users/<int:pk>/delete/", users.delete_user, name="user_delete"),
    path("manage/users/<int:pk>/unlock/", users.unlock_user, name="user_unlock"),
    path("manage/users/<int:pk>/app/", users.forget_app, name="user_app"),
    path("manage/locks/", locks.overview, name="locks"),
    path("manage/locks/<int:pk>/", locks.unlock, name="lock_release"),
    path("manage/locks/address/", locks.free_address, name="lock_address"),
    path("manage/locks/second-step/", locks.switch_area, name="second_step_area"),
    path("manage/schools/", orgs.school_list, name="schools"),
    path("manage/schools/open/", orgs.open_school, name="school_open"),
    path("manage/areas/", orgs.area_list, name="areas"),
    path("manage/areas/open/", orgs.open_area, name="area_open"),
    path("manage/orgs/<int:pk>/admin/", orgs.issue_admin, name="org_admin"),
    path(
        "manage/orgs/<int:pk>/admin/<int:user_pk>/password/",
        orgs.reset_admin_password,
        name="org_admin_password",
    ),
]
