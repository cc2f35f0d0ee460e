#!/usr/bin/env bash
# Prints the path of a Chromium that the browser tests can use, and installs one if there is none and we may.
# Ends with 1 when there is none in the end.
set -u

find_browser() {
  local name
  if [ -n "${CAPSTAN_CHROMIUM:-}" ]; then
    [ -x "$CAPSTAN_CHROMIUM" ] && printf '%s\n' "$CAPSTAN_CHROMIUM" && return 0
    printf 'CAPSTAN_CHROMIUM names no program: %s\n' "$CAPSTAN_CHROMIUM" >&2
    return 1
  fi
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && return 0
  done
  return 1
}

find_browser && exit 0
if [ -z "${CAPSTAN_CHROMIUM:-}" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  {
    # The list of packages may be older than what the mirror still has.
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium
  } >&2
  find_browser && exit 0
fi
printf 'No Chromium here: install one, or name it in CAPSTAN_CHROMIUM.\n' >&2
exit 1
