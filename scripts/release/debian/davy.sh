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
if [ "$(id -u)" = 0 ] && command -v runuser >/dev/null; then
  exec runuser --user davy --preserve-environment -- /usr/lib/davy/launch davy.js "$@"
fi
exec /usr/lib/davy/launch davy.js "$@"
