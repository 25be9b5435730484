# shellcheck shell=bash disable=SC2034
# Shared by try.sh and test.sh, which source it: system packages and the virtual environment.
# Nothing outside the checkout is written but system packages and, for a checkout that cannot be written, the user's
# own data folder.

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
python=""
venv=""
tried_packages=""

say() { printf '\n==> %s\n' "$*" >&2; }
note() { printf '    %s\n' "$*" >&2; }

die() {
    printf '\nerror: %s\n' "$1" >&2
    shift
    for line in "$@"; do note "$line"; done
    exit 1
}

# The first argument is a file that keeps a finished step's fingerprint, the second the fingerprint.
is_done() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

fingerprint() { sha256sum | cut -d ' ' -f 1; }

find_python() {
    local name
    for name in python3 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
        then
            python=$(command -v "$name")
            return
        fi
    done
    die "Python 3.11 or newer is needed, and there is none here" "On Debian or Ubuntu: apt-get install python3"
}

is_installed() {
    # Ubuntu 24.04 renamed some libraries to NAMEt64.
    local name
    for name in "$1" "$1t64"; do
        case $(dpkg-query --show --showformat='${Status}' "$name" 2>/dev/null) in
            "install ok installed") return 0 ;;
        esac
    done
    return 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

can_be_root() {
    [ "$(id -u)" = 0 ] && return
    command -v sudo >/dev/null || return
    [ -t 0 ] || sudo -n true 2>/dev/null
}

# need_packages "REQUIRED..." "OPTIONAL..." installs what is missing. Optional ones (fonts) are tried once and may fail.
need_packages() {
    local missing=() wanted=() name
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        note "This is not Debian or Ubuntu: if something is missing below, install its counterpart of:"
        note "$1"
        return
    fi
    for name in $1; do is_installed "$name" || missing+=("$name"); done
    local tried="$venv/.tried-packages"
    if ! is_done "$tried" "$2"; then
        for name in $2; do is_installed "$name" || wanted+=("$name"); done
    fi
    if [ $((${#missing[@]} + ${#wanted[@]})) = 0 ]; then return; fi
    if ! can_be_root; then
        [ ${#missing[@]} = 0 ] && return
        die "System packages are missing, and this user may not install them" \
            "Ask an administrator to run this, then start again:" \
            "apt-get update && apt-get install --no-install-recommends ${missing[*]}"
    fi
    say "Installing system packages: ${missing[*]} ${wanted[*]}"
    as_root apt-get -qq update
    if [ ${#missing[@]} != 0 ]; then apt_install "${missing[@]}"; fi
    for name in "${wanted[@]}"; do
        apt_install "$name" || note "$name is not to be had here; going on without it."
    done
    tried_packages=$2
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes apt-get -qq -y -o Dpkg::Use-Pty=0 \
        install --no-install-recommends "$@" >/dev/null
}

# Sets `venv`: in the checkout, or in the user's data folder when the checkout belongs to somebody else.
choose_venv() {
    venv="$checkout/.venv"
    if [ -w "$checkout" ] && { [ ! -e "$venv" ] || [ -w "$venv" ]; }; then return; fi
    local data=${NEWSREADER_DATA_DIR:-${XDG_DATA_HOME:-${HOME:?"HOME is not set, and the checkout cannot be written"}/.local/share}/newsreader}
    venv="$data/venv-$(printf '%s' "$checkout" | fingerprint | cut -c 1-8)"
    note "This checkout cannot be written by you; the virtual environment goes to $venv"
}

# make_venv EXTRA installs the project with that extra, unless the same was done already.
make_venv() {
    local extra=$1 stamp wanted
    stamp="$venv/.installed-$extra"
    wanted=$({ cat "$checkout/pyproject.toml" && "$python" --version && printf '%s' "$venv"; } | fingerprint)
    if is_done "$stamp" "$wanted" && "$venv/bin/python" -c 'import newsreader' 2>/dev/null; then
        remember_tried_packages
        return
    fi
    if [ ! -x "$venv/bin/python" ] || ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        say "Making a virtual environment in $venv"
        "$python" -m venv --clear "$venv"
    fi
    say "Installing newsreader[$extra] (the first time this fetches some 100 to 200 MB)"
    (cd "$checkout" && "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --editable ".[$extra]")
    printf '%s' "$wanted" >"$stamp"
    remember_tried_packages
}

remember_tried_packages() {
    if [ -n "$tried_packages" ]; then printf '%s' "$tried_packages" >"$venv/.tried-packages"; fi
}
