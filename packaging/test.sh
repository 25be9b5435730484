#!/usr/bin/env bash
# Sets up everything and runs every check: style, types, layers, tests, coverage. Arguments: --slow runs the tests that
# take minutes too; whatever else is given goes to pytest.
set -euo pipefail
# shellcheck source=packaging/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

packages="git libgl1 libegl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libglib2.0-0
    libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
    libxcb-xinerama0 libxcb-xkb1 xvfb xauth at-spi2-core dbus-x11 python3-pyatspi fonts-dejavu-core"
fonts="fonts-inter fonts-noto-core"

marks="not slow"
# A worker for each core; slow tests measure, so they run alone.
workers=$(nproc)
arguments=()
for argument in "$@"; do
    case $argument in
        --slow) marks="" workers=0 ;;
        *) arguments+=("$argument") ;;
    esac
done

find_python
choose_venv
if ! "$python" -c 'import ensurepip' 2>/dev/null; then packages="python3-venv $packages"; fi
need_packages "$packages" "$fonts"
make_venv dev

# Tests keep away from the user's own archives; a machine without HOME gets one of its own.
scratch=$(mktemp -d)
# A process that a test killed the parent of may still be writing there for a moment.
trap 'rm -rf "$scratch" 2>/dev/null || true' EXIT
export HOME=${HOME:-$scratch}
export QT_QPA_PLATFORM=offscreen
export PATH="$venv/bin:$PATH"
export COVERAGE_FILE="$scratch/coverage"
cd "$checkout"
if [ ! -w "$checkout" ]; then
    export RUFF_NO_CACHE=true MYPY_CACHE_DIR="$scratch/mypy" PYTHONDONTWRITEBYTECODE=1
    arguments+=(-p no:cacheprovider)
fi

say "Style (ruff)"
ruff check .
ruff format --check .
say "Types (mypy)"
mypy
say "Layers (import-linter)"
lint-imports
say "Tests (pytest)"
if [ -t 1 ]; then arguments+=(--color=yes); fi
status=0
# A file's tests stay together: they share what is slow to make.
coverage run -m pytest -m "$marks" -n "$workers" --dist loadfile --no-loadscope-reorder \
    "${arguments[@]}" </dev/null | tee "$scratch/pytest.log" || status=$?
if [ $status = 0 ]; then
    say "Coverage of domain, text, archive, search and services: at least 90 %"
    # Tests that kill processes leave broken data files behind, which are of no interest.
    coverage combine --quiet 2>/dev/null
    coverage report --skip-covered --precision=1 --fail-under=90 \
        --include='*/newsreader/domain/*,*/newsreader/text/*,*/newsreader/archive/*,*/newsreader/search/*,*/newsreader/services/*'
    say "All checks passed"
    tail -n 1 "$scratch/pytest.log"
fi
exit $status
