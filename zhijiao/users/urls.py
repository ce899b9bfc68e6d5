"""Addresses of the administration of accounts."""

from django.urls import path

from zhijiao.users.views import (
    accounts,
    bulk_accounts,
    joined_duties,
    lockouts,
    own_tokens,
    privacy_grants,
    subordinate_admins,
    teacher_picker,
    token_profiles,
    tokens,
    view_as,
)

app_name = "users"

urlpatterns = [
    path("manage/users/", accounts.user_list, name="list"),
    path("manage/users/add/", accounts.add_user, name="add"),
    path("manage/users/sheet/", bulk_accounts.upload, name="bulk"),
    path("manage/users/sheet/template/", bulk_accounts.template, name="bulk_template"),
    path("manage/users/teachers/", teacher_picker.search, name="teachers"),
    path("manage/users/<int:pk>/", accounts.edit_user, name="edit"),
    path("manage/users/<int:pk>/state/", accounts.switch_user, name="state"),
    path("manage/users/<int:pk>/password/", accounts.reset_user_password, name="password"),
    path("manage/users/<int:pk>/data-password/", accounts.reset_data_password, name="data_password"),
    path("manage/users/<int:pk>/delete/", accounts.delete_user, name="delete"),
    path("manage/users/<int:pk>/unlock/", accounts.unlock_user, name="unlock"),
    path("manage/users/<int:pk>/app/", accounts.forget_app, name="app"),
    path("manage/users/<int:pk>/view/", view_as.as_user, name="view_as_user"),
    path("manage/roles/<int:pk>/view/", view_as.as_role, name="view_as_role"),
    path("view-as/leave/", view_as.leave, name="view_as_leave"),
    path("manage/users/below/", subordinate_admins.admin_list, name="admins_below"),
    path("manage/users/below/<int:pk>/", subordinate_admins.edit_admin, name="admin_below_edit"),
    path("manage/users/below/<int:pk>/state/", subordinate_admins.switch_admin, name="admin_below_state"),
    path(
        "manage/users/below/<int:pk>/data-password/",
        subordinate_admins.reset_data_password,
        name="admin_below_data_password",
    ),
    path("manage/privacy/", privacy_grants.grant_list, name="privacy"),
    path("manage/privacy/<int:pk>/", privacy_grants.decide, name="privacy_decide"),
    path("manage/duties/", joined_duties.account_list, name="duties"),
    path("manage/duties/<int:pk>/", joined_duties.settle, name="duty_settle"),
    path("manage/locks/", lockouts.overview, name="locks"),
    path("manage/locks/<int:pk>/", lockouts.unlock, name="lock_release"),
    path("manage/locks/address/", lockouts.free_address, name="lock_address"),
    path("manage/locks/second-step/", lockouts.switch_area, name="second_step_area"),
    path("manage/tokens/", tokens.token_list, name="tokens"),
    path("manage/tokens/add/", tokens.add, name="token_add"),
    path("manage/tokens/<int:pk>/revoke/", tokens.revoke, name="token_revoke"),
    path("manage/tokens/<int:pk>/renew/", tokens.renew, name="token_renew"),
    path("manage/tokens/profiles/", token_profiles.profile_list, name="token_profiles"),
    path("manage/tokens/profiles/<int:pk>/", token_profiles.profile, name="token_profile"),
    path("manage/tokens/profiles/<int:pk>/delete/", token_profiles.remove, name="token_profile_remove"),
    path("tokens/", own_tokens.token_list, name="own_tokens"),
    path("tokens/add/", own_tokens.add, name="own_token_add"),
    path("tokens/<int:pk>/revoke/", own_tokens.revoke, name="own_token_revoke"),
]
