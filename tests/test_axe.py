"""The judge of pages judges: each way of being styled once, and whatever is hard to read."""

import pytest

from tests.axe import Contrast

pytestmark = [pytest.mark.browser]
PALE, DARK = "color:#ccc;background:#fff", "color:#111;background:#fff"


def test_contrast_is_judged_once_for_every_style(open_page):
    page, contrast = open_page(), Contrast()
    page.set_content(
        f"<p class=a>一段</p><p class=a>二段</p><p style='{PALE}'>三段</p><p hidden class=b style='{PALE}'>四段</p>"
    )
    (found,) = contrast.violations(page, "light")
    assert [node["html"] for node in found["nodes"]] == [f'<p style="{PALE}">三段</p>']
    assert contrast.violations(page, "light") == []
    page.evaluate("document.querySelector('.b').hidden = false")
    assert len(contrast.violations(page, "light")) == 1
    page.set_content(f"<div style='{DARK}'><p class=a style='{PALE}'>五段</p></div>")
    assert len(contrast.violations(page, "light")) == 1
    assert len(contrast.violations(page, "dark")) == 1
