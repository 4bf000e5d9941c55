#!/bin/sh
# Sets a machine up for building and running Partwright.
#
# Installs what is missing and nothing else; says what it would do where it may not do it.
# `YES=1` runs the Rust installer without asking.
set -eu

# Building: compiler and OpenCASCADE. Running: window libraries, a Vulkan driver. Testing: a display.
PACKAGES="
ca-certificates
curl
fonts-dejavu-core
g++
libegl1
libgl1-mesa-dri
libocct-data-exchange-dev
libvulkan1
libwayland-client0
libx11-xcb1
libxcursor1
libxi6
libxkbcommon-x11-0
libxkbcommon0
libxrandr2
mesa-vulkan-drivers
pkg-config
xvfb
"

say() { printf '%s\n' "$*" >&2; }

missing_packages() {
    for package in $PACKAGES; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || printf '%s ' "$package"
    done
}

install_packages() {
    if ! command -v apt-get >/dev/null 2>&1; then
        say "This set-up knows apt-get only. Please install the counterparts of these Debian packages:"
        say "  $(echo $PACKAGES)"
        say "(OpenCASCADE 7.6 or newer with headers is the important one; OCCT_ROOT names another place.)"
        return 0
    fi
    missing=$(missing_packages)
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif command -v sudo >/dev/null 2>&1; then
        as_root="sudo"
    else
        say "These packages are missing and need administrator rights. Please run, then try again:"
        say "  apt-get update && apt-get install -y --no-install-recommends $missing"
        exit 1
    fi
    say "Installing: $missing"
    $as_root apt-get update -qq
    # shellcheck disable=SC2086 # a list of words is meant
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2
}

install_cargo() {
    PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
    command -v cargo >/dev/null 2>&1 && return 0
    line="curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal"
    if [ "${YES:-}" = 1 ]; then
        say "Installing Rust: $line"
        sh -c "$line" >&2
        return 0
    fi
    say "Rust is missing. Run this line, or run make again with YES=1 to have it run for you:"
    say "  $line"
    exit 1
}

install_packages
install_cargo
