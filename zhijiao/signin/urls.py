"""Addresses of signing in, of passwords and of one's own security."""

from django.urls import path, re_path

from zhijiao.identity.actor import BUSINESS, MANAGE
from zhijiao.signin.views import (
    captcha,
    forgot,
    in_page,
    mailbox,
    password,
    second_step,
    security,
    session,
    sign_in,
)

app_name = "signin"

_NAME = r"(?P<name>[A-Za-z0-9_-]{8,32})"

urlpatterns = [
    path("login/", sign_in.sign_in, {"portal": BUSINESS}, name="login"),
    path("manage/login/", sign_in.sign_in, {"portal": MANAGE}, name="manage_login"),
    path("second-step/", second_step.confirm, name="second_step"),
    path("forgot/", forgot.forgot, {"portal": BUSINESS}, name="forgot"),
    path("manage/forgot/", forgot.forgot, {"portal": MANAGE}, name="manage_forgot"),
    path("reset/<str:number>/<str:token>/", forgot.open_link, name="reset_link"),
    path("reset/", forgot.new_password, name="reset_new"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("session/", session.session, name="session"),
    path("session/sign-in/", in_page.sign_in, {"portal": BUSINESS}, name="in_page"),
    path("manage/session/sign-in/", in_page.sign_in, {"portal": MANAGE}, name="manage_in_page"),
    path("security/", security.overview, name="security"),
    path("security/app/", security.set_up_app, name="app_set_up"),
    path("security/app/drop/", security.drop_app, name="app_drop"),
    path("security/codes/", security.new_codes, name="recovery_codes"),
    path("security/second-step/on/", security.switch, name="second_step_on"),
    path("security/second-step/off/", security.switch_off, name="second_step_off"),
    path("security/sessions/<int:pk>/end/", security.end_session, name="session_end"),
    path("security/sessions/end/", security.end_others, name="sessions_end"),
    path("logout/", sign_in.sign_out, name="logout"),
    path("no-role/", sign_in.no_role, name="no_role"),
    path("captcha/", captcha.fresh, name="captcha_fresh"),
    re_path(rf"^captcha/{_NAME}\.png$", captcha.image, name="captcha_image"),
    re_path(rf"^captcha/{_NAME}\.wav$", captcha.audio, name="captcha_audio"),
    path("password/", password.change_password, {"portal": BUSINESS}, name="password"),
    path("manage/password/", password.change_password, {"portal": MANAGE}, name="manage_password"),
]
