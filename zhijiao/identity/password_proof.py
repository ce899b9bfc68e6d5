"""The sign-in password once more, as proof that it is still its owner who sits there."""

from zhijiao.identity import account_events, throttle
from zhijiao.identity.requests import MemberRequest
from zhijiao.kit.page_form import PageForm


def is_password_right(
    request: MemberRequest, form: PageForm, name: str = "password", label: str = "密码"
) -> bool:
    """True if the password in the field ``name`` is right; wrong ones are counted as at the sign-in page."""
    user, address = request.user, throttle.client_address(request)
    device = request.COOKIES.get(throttle.DEVICE_COOKIE, "")
    if throttle.begin(user.username, address, device) is throttle.Door.SHUT:
        form.add_error(name, throttle.LOCKED_TEXT)
        return False
    if not user.check_password(form.cleaned_data[name]):
        account_events.sign_in_failed(user.username, "核验本人时密码不正确")
        account_events.limits_reached(user.username, address, device)
        form.add_error(name, f"{label}不正确，请重新输入。")
        return False
    throttle.record_success(user.username, address, device)
    return True
