#!/bin/sh
# Sees to it that the tests find a browser and strace. If there is no browser, it installs Debian's: the headless shell,
# which is the same Chromium without windows and opens a page in half the time, or where there is no such package the
# whole Chromium. Without strace, one test is skipped.
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

as_root=""
can_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    if [ "$(id -u)" -eq 0 ]; then return 0; fi
    as_root="sudo"
    command -v sudo >/dev/null 2>&1
}

read_lists() {
    $as_root apt-get -qq update >/dev/null
}

put() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Dpkg::Use-Pty=0 install --no-install-recommends \
        "$@" >/dev/null
}

install_browser() {
    can_install || give_up "none was found, and installing one takes apt-get, and root or sudo."
    echo "Installing chromium ..." >&2
    read_lists || give_up "apt-get could not read its list of packages."
    package=chromium
    if apt-cache show chromium-headless-shell >/dev/null 2>&1; then package=chromium-headless-shell; fi
    put "$package" fonts-liberation || give_up "apt-get could not install $package."
    found || give_up "apt-get installed $package, yet no such program is here."
}

install_strace() {
    if can_install && { put strace 2>/dev/null || { read_lists && put strace; }; }; then return 0; fi
    echo "strace could not be installed. The test that traces a server will be skipped." >&2
}

if [ -n "${CHROMIUM:-}" ]; then
    command -v "$CHROMIUM" >/dev/null 2>&1 || give_up "CHROMIUM is $CHROMIUM, and that is no program here."
else
    found || install_browser
fi
command -v strace >/dev/null 2>&1 || install_strace
