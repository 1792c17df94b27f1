#!/bin/sh
# Makes .venv from the lock file: `sh deploy/setup.sh requirements.txt`. Does nothing when it is already so.
set -eu
lock=$1
cd "$(dirname "$0")/.."
stamp=.venv/.installed-$(basename "$lock" .txt)
[ -f "$stamp" ] && cmp -s "$lock" "$stamp" && exit 0

python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Нужен Python 3.11 или новее; найден: $("$python" --version 2>&1)" >&2; exit 1; }

make_venv() { "$python" -m venv .venv 2>/dev/null; }
if [ ! -x .venv/bin/python ]; then
  if command -v uv >/dev/null 2>&1; then uv venv -q --python "$python" .venv
  else
    # Debian ships venv apart from Python.
    make_venv || { rm -rf .venv; sh deploy/debian.sh python3-venv; make_venv; } || {
      echo "Не удалось создать .venv: установите пакет python3-venv." >&2; exit 1; }
  fi
fi

uv=$(command -v uv || true)
if [ -z "$uv" ]; then
  # uv is eight times faster than pip, but pip alone will do.
  .venv/bin/python -m pip install -q --disable-pip-version-check 'uv>=0.5' >/dev/null 2>&1 && uv=.venv/bin/uv
fi
echo "Устанавливаем пакеты Python из $lock…"
if [ -n "$uv" ]; then "$uv" pip install -q --require-hashes -r "$lock" --python .venv/bin/python
else .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "$lock"
fi
rm -f .venv/.installed-*
cp "$lock" "$stamp"
