#!/bin/sh
# Installs the Debian packages named that are missing. Without apt or the right to use it, says what is missing and goes on:
# everything but the features that need them works.
set -eu
missing=
for package in "$@"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
sudo=
[ "$(id -u)" = 0 ] || sudo="sudo -n"
if command -v apt-get >/dev/null 2>&1 && { [ -z "$sudo" ] || $sudo true 2>/dev/null; }; then
  echo "Устанавливаем пакеты Debian:$missing…"
  $sudo apt-get update -qq >/dev/null 2>&1 || true
  # shellcheck disable=SC2086 # a list of words
  if $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null; then
    exit 0
  fi
fi
echo "Не установлены пакеты:$missing. То, что на них опирается, будет выключено." >&2
