#!/bin/sh
# The davy command: as the service's user on the service's data, so that no file of it becomes root's.
set -eu
DAVY_DATA=/var/lib/davy
if [ -r /etc/default/davy ]; then
  set -a
  . /etc/default/davy
  set +a
fi
export DAVY_DATA
command -v node >/dev/null || { echo "Davy needs Node.js 20.19 or later, and there is no node here." >&2; exit 1; }
if [ "$(id -u)" = 0 ] && command -v runuser >/dev/null; then
  exec runuser --user davy --preserve-environment -- node /usr/lib/davy/davy.js "$@"
fi
exec node /usr/lib/davy/davy.js "$@"
