#!/usr/bin/env bash
# Gradescope runs this once, as root, while it builds the container.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
python="$root/venv/bin/python"

if [ ! -x "$python" ]; then
    apt-get update
    apt-get install --yes --no-install-recommends python3 python3-venv libseccomp2
    if ! python3 -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'; then
        echo "$(python3 --version) does not fit: choose a base image with Python 3.11 to 3.13."
        exit 1
    fi
    python3 -m venv "$root/venv"
fi
"$python" -m pip install --requirement "$root/source/requirements.txt"
# Among Python's packages: student code may read the kit, and nothing of the folder that holds the answers.
cp -R "$root/source/autograder" "$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
