# shellcheck shell=bash
# Functions for the scripts that build fwdb: they install the packages that a build needs. Source this file, then call
# `prepare`.
#
# All messages go to standard error, so that the output of fwdb can be piped.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
oldest_swift=6.1
# On a terminal, SwiftPM passes the compiler an option for colours; without a terminal, it does not. A change of
# compiler options rebuilds everything. Without colours, the options are always the same.
# shellcheck disable=SC2034 # the scripts that source this use it
build_options=(--no-color-diagnostics)

# The only list of system packages: kind, name, reason.
#   build     needed for every build
#   test      needed by scripts/test
#   ci        needed by .ci/run
#   package   needed by scripts/package-deb
#   optional  installed together with other packages, never required
package_table() {
  cat <<'END'
build     git                    SwiftPM fetches the Swift packages with it
build     ca-certificates        lets git verify the servers of the Swift packages
build     gcc                    the start-up objects and libgcc that clang and Swift link with
build     binutils-gold          the linker that Swift calls; part of binutils until Debian 12
build     libc6-dev              the C library's headers, which Swift imports as Glibc
build     libstdc++6             the Swift toolchain runs on it
build     libcurl4               the Swift toolchain runs on it
build     libsqlite3-0           the Swift toolchain keeps its build records in it
build     libxml2                the Swift toolchain runs on it
build     pkg-config             tells SwiftPM where the libraries are
build     libncurses-dev         the screen
build     libopenblas-pthread-dev  matrix products
build     libsndfile1-dev        reads recordings: WAV, FLAC
build     libsoxr-dev            converts recordings to the model's sample rate
build     libkissfft-dev         the Fourier transform of the features
build     zlib1g-dev             reads compressed checkpoints
build     libpng-dev             writes tensors as PNG files
build     libpcre2-dev           matches regular expressions: Python's module re
build     libedit-dev            line editing at the prompt without a screen
test      tmux                   the terminal of the end-to-end tests
ci        shellcheck             checks the shell scripts
package   dpkg-dev               finds the packages of the libraries that the program needs
optional  ncurses-term           descriptions of terminals with 24-bit colour
END
}

# say LINE…
say() { printf '%s\n' "$@" >&2; }

# fail LINE…
fail() {
  say "$@"
  exit 1
}

# prepare [test] [ci] [package]: installs the packages for a build and for the given kinds, and checks Swift and
# OpenBLAS. Ends the script with a message when a package is missing and cannot be installed.
prepare() {
  find_swift
  if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
    install_missing_packages build "$@"
    check_openblas
  elif [[ ! -e $root/.build ]]; then
    say "This system has no apt-get. fwdb needs these libraries, listed by their Debian package names:" \
      "$(reasons "$(wanted_packages build optional "$@")")" \
      "OpenBLAS must be the variant with POSIX threads. Trying to build without a check."
  fi
  check_swift_version
}

# --- Swift ---

find_swift() {
  local place
  for place in "${HOME:-}/.local/share/swiftly/bin" /opt/swift/usr/bin /usr/local/swift/usr/bin; do
    if command -v swift >/dev/null; then return; fi
    if [[ -x $place/swift ]]; then PATH=$place:$PATH; fi
  done
  command -v swift >/dev/null ||
    fail "fwdb needs Swift $oldest_swift or newer, but there is no swift in PATH." \
      "Install it from https://www.swift.org/install, then run this again."
}

check_swift_version() {
  local answer version
  answer=$(swift --version 2>&1) || fail "$(command -v swift) does not run:" "$answer"
  version=$(sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' <<<"$answer" | head -n 1)
  [[ $(printf '%s\n' "$oldest_swift" "${version:-0}" | sort -V | head -n 1) == "$oldest_swift" ]] ||
    fail "fwdb needs Swift $oldest_swift or newer, but the version of $(command -v swift) is ${version:-unknown}." \
      "Install a newer one from https://www.swift.org/install."
}

# --- System packages ---

# wanted_packages KIND…: the names of the table's packages of these kinds, one per line.
wanted_packages() {
  local kind name reason
  package_table | while read -r kind name reason; do
    if [[ " $* " == *" $kind "* ]]; then echo "$name"; fi
  done
}

# The names that installed packages have or provide (Ubuntu's libcurl4t64 provides libcurl4), one per line.
installed_names() {
  dpkg-query -W -f '${db:Status-Status} ${Package}, ${Provides}\n' |
    sed -n 's/^installed //p' | tr ',' '\n' | sed 's/^ *//; s/ .*//'
}

# missing_packages KIND…: the names of the packages of these kinds that are not installed.
missing_packages() {
  local installed name
  installed=$'\n'$(installed_names)$'\n'
  wanted_packages "$@" | while read -r name; do
    if [[ $installed != *$'\n'"$name"$'\n'* ]]; then echo "$name"; fi
  done
}

# reasons NAMES: the rows of the table for these names, formatted for the user.
reasons() {
  local kind name reason
  package_table | while read -r kind name reason; do
    if [[ $'\n'$1$'\n' == *$'\n'"$name"$'\n'* ]]; then printf '  %-24s %s\n' "$name" "$reason"; fi
  done
}

install_missing_packages() {
  local missing
  missing=$(missing_packages "$@")
  if [[ -z $missing ]]; then return; fi
  missing=$(missing_packages "$@" optional)

  local names
  mapfile -t names <<<"$missing"
  local by_hand="  apt-get update && apt-get install --no-install-recommends ${names[*]}"
  say "These packages are missing:" "$(reasons "$missing")"

  local as_root=()
  if [[ $(id -u) != 0 ]]; then
    command -v sudo >/dev/null ||
      fail "Installing them needs root, and sudo is not installed. Run this as root, then try again:" "$by_hand"
    as_root=(sudo)
    if [[ ! -t 0 ]]; then as_root=(sudo -n); fi # without a terminal, the user cannot type a password
    "${as_root[@]}" true || fail "sudo refused to install them. Run this as root, then try again:" "$by_hand"
  fi
  as_root+=(env DEBIAN_FRONTEND=noninteractive)

  say "Installing them with apt-get."
  local hint="Check the network connection and the archives that apt uses (on Ubuntu, enable \"universe\")."
  # On a fresh machine the package lists are empty.
  if ! can_install 2>/dev/null; then
    update_lists
    local problem
    problem=$(can_install 2>&1) || fail "apt-get cannot install them:" "$problem" "$hint" "To install them by hand:" "$by_hand"
  fi
  # Old package lists may name versions that the servers no longer have. Therefore update the lists and try again.
  install_packages || { update_lists && install_packages; } ||
    fail "apt-get could not install them." "$hint" "To install them by hand:" "$by_hand"
}

# The next three functions use `names` and `as_root` of `install_missing_packages`.

can_install() { apt-get -qq --simulate install --no-install-recommends "${names[@]}" >/dev/null; }

# A failure is only a warning: the broken archive may be one that fwdb does not need.
update_lists() {
  "${as_root[@]}" apt-get -q update >&2 || say "apt-get update failed. Continuing with the present package lists."
}

# Waits while another apt process runs. This is common on a machine that has just started.
install_packages() {
  "${as_root[@]}" apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends "${names[@]}" >&2
}

# --- OpenBLAS ---

# Debian's alternatives system chooses the variant of OpenBLAS when a program starts, independent of the variant in the
# build.
check_openblas() {
  local system variant
  system=$(uname -m)-linux-gnu
  variant=$(readlink -f "/usr/lib/$system/libopenblas.so.0" || true)
  local best="/usr/lib/$system/openblas-pthread/libopenblas.so.0"
  local cure="  update-alternatives --set libopenblas.so.0-$system $best"
  case $variant in
    */openblas-serial/*)
      fail "This machine uses the OpenBLAS variant without threads, which returns wrong results when two threads" \
        "call it, as fwdb does. Choose the variant with POSIX threads as root, then run this again:" "$cure" ;;
    */openblas-openmp/*)
      say "This machine uses the OpenBLAS variant with OpenMP, which makes fwdb slow. To change that, run this as root:" \
        "$cure" ;;
  esac
}
