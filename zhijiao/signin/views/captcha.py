"""The captcha as picture and as sound, and another one for whoever cannot read it."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from zhijiao.identity.gate import public
from zhijiao.signin import captcha, captcha_audio, captcha_picture
from zhijiao.signin.views.answers import captcha_box


@public(never_cache=True)
def fresh(request: HttpRequest) -> JsonResponse:
    """Another captcha for a page that is open."""
    return JsonResponse(captcha_box())


@public()
def image(request: HttpRequest, name: str) -> HttpResponse:
    """The picture of a page's captcha."""
    picture = captcha_picture.draw(_digits(name), captcha.drawing_seed(name, "picture"))
    return _not_kept(picture, "image/png")


@public()
def audio(request: HttpRequest, name: str) -> HttpResponse:
    """The same digits, spoken in Mandarin."""
    return _not_kept(captcha_audio.speak(_digits(name), captcha.drawing_seed(name, "sound")), "audio/wav")


def _digits(name: str) -> str:
    digits = captcha.digits_of(name)
    if digits is None:
        raise Http404("验证码已过期，请换一张图片。")
    return digits


def _not_kept(content: bytes, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": "no-store"})
