"""The captcha as picture and as sound. Fetching the picture again gives new digits."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from zhijiao.accounts import captcha, captcha_audio
from zhijiao.accounts.gate import public


@public
@require_safe
def image(request, name: str) -> HttpResponse:
    """A new picture for the page that bears this name."""
    picture = captcha.draw(captcha.new_digits(request.session, name))
    return _fresh(picture, "image/png")


@public
@require_safe
def audio(request, name: str) -> HttpResponse:
    """The digits of the picture shown, spoken in Mandarin."""
    digits = captcha.digits_of(request.session, name)
    if digits is None:
        raise Http404("验证码已过期，请换一张图片后再播放。")
    return _fresh(captcha_audio.speak(digits), "audio/wav")


def _fresh(content: bytes, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": "no-store"})
