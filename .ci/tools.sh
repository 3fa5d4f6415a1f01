#!/usr/bin/env bash
# Programs that some tests run, installed where they are missing (Debian). One line each.
set -euo pipefail
packages=()
need() { command -v "$1" >/dev/null || packages+=("$2"); }

need java openjdk-17-jre-headless # Apache Spark (tests/spark)
need biber biber                  # reads biblatex (tests/formats)
need xml2bib bibutils             # reads MODS and EndNote XML (tests/formats)
need cc gcc                       # the C core (tests/native)
[ -e /usr/include/stdio.h ] || packages+=(libc6-dev)
python3 -c 'import os, sys, sysconfig; sys.exit(not os.path.exists(sysconfig.get_paths()["include"] + "/Python.h"))' \
  || packages+=(python3-dev)

[ ${#packages[@]} -eq 0 ] && exit 0
if ! command -v apt-get >/dev/null; then
  echo "missing: ${packages[*]}; no apt-get here: tests that need them fail" >&2
  exit 0
fi
root=()
[ "$(id -u)" -eq 0 ] || root=(sudo)
"${root[@]}" apt-get update -q
DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -q -y --no-install-recommends "${packages[@]}"
