#!/usr/bin/env bash
# Makes the virtual environment of the conformance tests: environment.sh FOLDER
# It is made anew only when this file, the requirements or the companion package have changed.
set -euo pipefail

folder=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
companion=$here/../../main/python/jolab-jupyter

fail() {
    echo "The conformance tests cannot run: $1" >&2
    exit 1
}

command -v python3 >/dev/null || fail "python3 is missing. Install Python 3.10 or newer (Debian: apt-get install python3-venv)."
python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' ||
    fail "$(python3 --version) is too old; Python 3.10 or newer is needed."
python3 -c 'import ensurepip' 2>/dev/null ||
    fail "python3 cannot make virtual environments. Debian: apt-get install python3-venv."

stamp=$(cat "$here/environment.sh" "$here/requirements.txt" \
    "$companion/pyproject.toml" "$companion"/src/jolab_jupyter/*.py | sha256sum)
if [[ -f $folder/stamp && $(<"$folder/stamp") == "$stamp" ]]; then
    exit 0
fi

echo "Making the Python environment of the conformance tests in $folder (about a minute) …"
rm -rf "$folder"
python3 -m venv "$folder"
pip=("$folder/bin/python" -m pip --quiet --disable-pip-version-check)
"${pip[@]}" install --requirement "$here/requirements.txt"
# The build tools are pinned like everything else, so the builds below must not fetch their own.
"${pip[@]}" install --no-build-isolation --no-deps "$companion"
# Wheels have no tests; the source distribution does.
client=$(sed -n 's/^jupyter_client==//p' "$here/requirements.txt")
"${pip[@]}" download --no-build-isolation --no-deps --no-binary jupyter_client \
    --dest "$folder/sources" "jupyter_client==$client"
mkdir -p "$folder/sources/client"
tar --extract --gzip --file "$folder/sources/jupyter_client-$client.tar.gz" --directory "$folder/sources/client" \
    --strip-components 1 "jupyter_client-$client/tests" "jupyter_client-$client/pyproject.toml"
printf '%s' "$stamp" > "$folder/stamp"
