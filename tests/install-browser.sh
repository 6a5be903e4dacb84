#!/bin/sh
# Sees to it that the tests find a browser: installs Debian's chromium, unless a Chrome or Chromium is here already.
set -eu

found() {
    for browser in chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$browser" >/dev/null 2>&1; then return 0; fi
    done
    return 1
}

give_up() {
    echo "The tests need a browser: $1 Install Chromium or Chrome, or set CHROMIUM to the path of one." >&2
    exit 1
}

if [ -n "${CHROMIUM:-}" ]; then
    command -v "$CHROMIUM" >/dev/null 2>&1 || give_up "CHROMIUM is $CHROMIUM, and that is no program here."
    exit 0
fi
if found; then exit 0; fi

command -v apt-get >/dev/null 2>&1 || give_up "none was found, and there is no apt-get to install one."
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || give_up "none was found, and installing one takes root or sudo."
    as_root="sudo"
fi

echo "Installing chromium ..." >&2
$as_root apt-get -qq update >/dev/null || give_up "apt-get could not read its list of packages."
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Dpkg::Use-Pty=0 install --no-install-recommends \
    chromium fonts-liberation >/dev/null || give_up "apt-get could not install chromium."
found || give_up "apt-get installed chromium, yet no such program is here."
