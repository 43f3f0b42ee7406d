# shellcheck shell=bash
# Shared by scripts/run and scripts/test: gets a machine ready to build fwdb. Source it, then call `prepare`.
#
# Everything said here goes to standard error, so that what fwdb prints can be piped.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
oldest_swift=6.1
# On a terminal SwiftPM would have the compiler colour its messages, and elsewhere not: two sets of options, so that going
# from one to the other would build everything again.
build_options=(--no-color-diagnostics)

# The one list of system packages: when, name, reason.
#   build     nothing can be built without it
#   test      only scripts/test needs it
#   package   only scripts/package-deb needs it
#   optional  comes along when something else has to be installed, and is never insisted on
package_table() {
  cat <<'END'
build     git                    SwiftPM fetches the Swift packages with it
build     ca-certificates        so that git can trust the servers they come from
build     gcc                    the start-up objects and libgcc that clang and Swift link with
build     binutils-gold          the linker that Swift calls; part of binutils until Debian 12
build     libc6-dev              the C library's headers, which Swift imports as Glibc
build     libstdc++6             the Swift toolchain runs on it
build     libcurl4               the Swift toolchain runs on it
build     libsqlite3-0           the Swift toolchain keeps its build records in it
build     libxml2                the Swift toolchain runs on it
build     pkg-config             tells SwiftPM where the libraries below are
build     libncurses-dev         the screen
build     libopenblas-pthread-dev  matrix products
build     libsndfile1-dev        reads recordings: WAV, FLAC
build     libsoxr-dev            brings recordings to the model's sample rate
build     libkissfft-dev         the Fourier transform behind the features
build     zlib1g-dev             reads compressed checkpoints
build     libpng-dev             pictures of tensors
build     libedit-dev            line editing at the prompt without a screen
test      tmux                   the terminal in which the end-to-end tests run fwdb
package   dpkg-dev               reads off the program which libraries' packages it depends on
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

# prepare [test] [package]: checks, and where it may installs, what building (and testing) needs; ends the script when it cannot.
prepare() {
  find_swift
  if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
    install_missing_packages build "$@"
    check_openblas
  elif [[ ! -e $root/.build ]]; then
    say "This system has no apt-get, so here is what to have installed, by the names that Debian gives it:" \
      "$(reasons "$(wanted_packages build optional "$@")")" \
      "OpenBLAS must be the variant with POSIX threads. Building all the same:"
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
    fail "fwdb is built with Swift $oldest_swift or newer, and there is no swift in PATH." \
      "Install it as https://www.swift.org/install says, then run this again."
}

check_swift_version() {
  local answer version
  answer=$(swift --version 2>&1) || fail "$(command -v swift) does not run:" "$answer"
  version=$(sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' <<<"$answer" | head -n 1)
  [[ $(printf '%s\n' "$oldest_swift" "${version:-0}" | sort -V | head -n 1) == "$oldest_swift" ]] ||
    fail "fwdb is built with Swift $oldest_swift or newer; $(command -v swift) is ${version:-of an unknown version}." \
      "Newer ones are at https://www.swift.org/install."
}

# --- System packages ---

# The names of the table's packages of these kinds, one a line.
wanted_packages() {
  local kind name reason
  package_table | while read -r kind name reason; do
    if [[ " $* " == *" $kind "* ]]; then echo "$name"; fi
  done
}

# Every name that an installed package has or provides (Ubuntu's libcurl4t64 provides libcurl4), one a line.
installed_names() {
  dpkg-query -W -f '${db:Status-Status} ${Package}, ${Provides}\n' |
    sed -n 's/^installed //p' | tr ',' '\n' | sed 's/^ *//; s/ .*//'
}

# missing_packages KIND…: those not installed.
missing_packages() {
  local installed name
  installed=$'\n'$(installed_names)$'\n'
  wanted_packages "$@" | while read -r name; do
    if [[ $installed != *$'\n'"$name"$'\n'* ]]; then echo "$name"; fi
  done
}

# The table's rows for these names, to be read by people.
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
      fail "Installing them needs root, and there is no sudo here. What root has to run before you try again:" "$by_hand"
    as_root=(sudo)
    if [[ ! -t 0 ]]; then as_root=(sudo -n); fi # nobody is there to type a password
    "${as_root[@]}" true || fail "sudo did not let this install them. What root has to run before you try again:" "$by_hand"
  fi
  as_root+=(env DEBIAN_FRONTEND=noninteractive)

  say "Installing them with apt-get."
  local hint="Is this machine on line? Does apt know the whole archive? (Ubuntu keeps some of these in \"universe\".)"
  # A fresh machine knows no package at all.
  if ! can_install 2>/dev/null; then
    update_lists
    local problem
    problem=$(can_install 2>&1) || fail "apt-get cannot install them:" "$problem" "$hint" "To do it by hand:" "$by_hand"
  fi
  # A neglected one names versions that the servers no longer have.
  install_packages || { update_lists && install_packages; } ||
    fail "apt-get could not install them." "$hint" "To do it by hand:" "$by_hand"
}

# These three use `names` and `as_root` of `install_missing_packages`.

can_install() { apt-get -qq --simulate install --no-install-recommends "${names[@]}" >/dev/null; }

# A broken source of somebody else's need not be in the way, so a failure here is only told.
update_lists() {
  "${as_root[@]}" apt-get -q update >&2 || say "apt-get update did not succeed; trying with what is known."
}

# Waits while another apt is at work, as it often is on a machine that has just started.
install_packages() {
  "${as_root[@]}" apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends "${names[@]}" >&2
}

# --- OpenBLAS ---

# Debian's alternatives choose at run time which OpenBLAS is used, whichever fwdb was built with.
check_openblas() {
  local system variant
  system=$(uname -m)-linux-gnu
  variant=$(readlink -f "/usr/lib/$system/libopenblas.so.0" || true)
  local best="/usr/lib/$system/openblas-pthread/libopenblas.so.0"
  local cure="  update-alternatives --set libopenblas.so.0-$system $best"
  case $variant in
    */openblas-serial/*)
      fail "This machine's alternatives choose OpenBLAS without threads, which computes wrongly when two threads call" \
        "it, as fwdb does. As root, choose the variant with POSIX threads, then run this again:" "$cure" ;;
    */openblas-openmp/*)
      say "This machine's alternatives choose OpenBLAS with OpenMP, with which fwdb is slow. As root, to change that:" \
        "$cure" ;;
  esac
}
