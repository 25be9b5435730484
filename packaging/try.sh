#!/usr/bin/env bash
# Sets up everything newsreader needs and opens the desk on the sample archive. Without a display it does the main job
# in the terminal and saves a picture of the desk. Run it as often as you like: what is there already is left alone.
set -euo pipefail
# shellcheck source=packaging/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

libraries="libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 fonts-dejavu-core"
fonts="fonts-inter fonts-noto-core"

has_display() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }

if [ -n "${DISPLAY:-}" ]; then
    libraries="$libraries libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
        libxcb-shape0 libxcb-xinerama0 libxcb-xkb1 libxkbcommon-x11-0"
fi

find_python
choose_venv
if ! "$python" -c 'import ensurepip' 2>/dev/null; then libraries="python3-venv $libraries"; fi
need_packages "$libraries" "$fonts"
make_venv desktop,formats

newsreader="$venv/bin/newsreader"
if has_display; then
    say "Opening the desk on the sample archive"
    exec "$newsreader" demo
fi

say "There is no display here, so the main job is done in the terminal instead"
export QT_QPA_PLATFORM=offscreen
"$newsreader" demo --no-window
archive=$("$newsreader" demo --no-window --json | "$venv/bin/python" -c 'import json, sys; print(json.load(sys.stdin)["archive"])')

say "The archive by region, country and paper (newsreader list)"
"$newsreader" list --by region --archive "$archive"

say "A search (newsreader search --explain \"harbour strike\")"
"$newsreader" search "harbour strike" --limit 5 --explain --archive "$archive"

say "One whole record (newsreader show ID)"
first=$("$newsreader" search 'headline:ballot strike' --limit 1 --json --archive "$archive" |
    "$venv/bin/python" -c 'import json, sys; print(json.load(sys.stdin)["hits"][0]["id"])')
"$newsreader" show "$first" --archive "$archive"

picture="$checkout/try-output/desk.png"
if ! mkdir -p "$checkout/try-output" 2>/dev/null || ! [ -w "$checkout/try-output" ]; then
    picture="$(dirname "$archive")/desk.png"
fi
say "A picture of the desk (newsreader picture)"
"$newsreader" picture "$picture" --size 1366x768 --query "harbour strike" --archive "$archive"

say "Done. The picture is $picture"
note "On a machine with a display the same command opens the desk. More: \"$newsreader\" --help"
