#!/bin/sh
# Arms a watchdog of this guest's own on its host, and pets it: qmp-watchdog-daemon.sh [PORT [SECONDS [NAME]]]
# SIGTERM: the guest shuts down, and has its host's grace for it. SIGUSR1: the watchdog is to be disarmed.
# For any POSIX shell, busybox's too. The protocol is in docs/guest-watchdog.md of qmp-watchdog.
port=${1:-/dev/virtio-ports/org.qmp-watchdog.0} seconds=${2:-30} name=${3:-daemon} disarm=''
exec 3<>"$port"
granted=$(mktemp) || exit
# A serial port neither sends back what it is sent nor waits for a person to end a line.
[ -t 3 ] && stty raw -echo <&3

# Keeps what the host has granted: the timer's id and its seconds.
hear() {
  while read -r word id time rest <&3; do
    case $word$id in
      OK[1-9]*) echo "$id $time" >"$granted" && return ;;
      ERR*) echo 0 20 >"$granted" && echo "qmp-watchdog: $id $time $rest" >&2 ;;
    esac
  done
}
stop_hearing() { sleep 1 && kill "$hearing"; }
# A signal ends the wait at once, and what is waited for keeps the port from nobody.
wait_for() { "$@" </dev/null >/dev/null 2>&1 3<&- & wait $!; }
leave() {
  printf '\n%s\n' "$1" >&3
  kill "$hearing" 2>/dev/null
  rm -f "$granted"
  exit 0
}
trap 'leave BYE' TERM INT
trap 'disarm=yes' USR1

printf '\nHELLO 1\n' >&3
while :; do
  # By its name it is the same timer each time, after a restart of this script or of the host's side, too.
  printf 'ARM 0 %s %s\n' "$seconds" "$name" >&3
  hear & hearing=$!
  # It ends although this script is killed meanwhile: nothing may hold the port when it is gone.
  wait_for stop_hearing
  kill "$hearing" 2>/dev/null
  wait "$hearing" 2>/dev/null
  read -r id time <"$granted" || id=0 time=2
  # Not before the host has said which it is.
  [ -z "$disarm" ] || [ "$id" -eq 0 ] || leave "DISARM $id"
  [ "$time" -lt 4 ] || wait_for sleep $((time / 2 - 1))
done
