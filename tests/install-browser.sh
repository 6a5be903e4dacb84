#!/bin/sh
# Sees to it that the tests find a browser. If there is none, it installs Debian's: the headless shell, which is the same
# Chromium without windows and opens a page in half the time, or where there is no such package the whole Chromium.
set -eu

found() {
    for browser in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
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

put() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Dpkg::Use-Pty=0 install --no-install-recommends \
        "$1" fonts-liberation >/dev/null
}

echo "Installing chromium ..." >&2
$as_root apt-get -qq update >/dev/null || give_up "apt-get could not read its list of packages."
package=chromium
if apt-cache show chromium-headless-shell >/dev/null 2>&1; then package=chromium-headless-shell; fi
put "$package" || give_up "apt-get could not install $package."
found || give_up "apt-get installed $package, yet no such program is here."
