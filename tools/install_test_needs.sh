#!/bin/sh
# Installs what the tests need beyond Python, where it is missing and may be installed:
# Chromium, a Chinese font and LibreOffice Calc (Debian and Ubuntu, as root). Elsewhere it says what to install.
set -u

has_browser() {
    for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    [ -n "${CHROMIUM:-}" ] && [ -x "$CHROMIUM" ]
}
# Without a window it needs a third less of the processor; not every system has that as a package.
browser_package() {
    [ -n "$(apt-cache search --names-only '^chromium-headless-shell$' 2>/dev/null)" ] && echo chromium-headless-shell || echo chromium
}
has_font() { command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh-cn family)" ]; }
has_calc() {
    command -v soffice >/dev/null 2>&1 && { [ -e /usr/lib/libreoffice/program/libsclo.so ] || [ ! -d /usr/lib/libreoffice ]; }
}

missing=""
browser=""
has_browser || browser=wanted
has_font || missing="$missing fonts-noto-cjk fontconfig"
if grep -rqs "mark.needs_soffice" tests zhijiao; then
    has_calc || missing="$missing libreoffice-calc-nogui"
fi
[ -z "$missing$browser" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq >/dev/null
    [ -z "$browser" ] || missing="$missing $(browser_package)"
    echo "==== installing for the tests:$missing"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086  one word per package
    apt-get install -y -qq --no-install-recommends $missing >/dev/null || \
        echo "==== INSTALLING FAILED; the tests that need them will be skipped (under CI they fail):$missing"
else
    [ -z "$browser" ] || missing="$missing $(browser_package)"
    echo "==== NOT INSTALLED, the tests that need them will be skipped (under CI they fail):$missing"
    echo "==== on Debian or Ubuntu: sudo apt-get install$missing"
fi
exit 0
