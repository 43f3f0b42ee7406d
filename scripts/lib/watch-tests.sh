# shellcheck shell=bash
# A function for the scripts that run tests. Source this file, then call `watch_tests`.

# watch_tests SECONDS COMMAND…: runs a command such as `swift test` and passes its output on. When no test starts or
# finishes for SECONDS, ends the command, prints the names of the tests that still run, and returns 1.
#
# Swift Testing's own time limit only cancels a task, and a test that never suspends does not notice the cancellation.
# Swift Testing also starts nearly all tests at the same time, so a long duration of one test does not show that the
# test hangs. A long time without a finished test shows a hang.
watch_tests() {
  local limit=$1 line='' name output pid status=0 started='' last
  local -A running=()
  shift
  # The command runs in its own process group: `swift test` starts other processes, and all of them must be ended.
  exec {output}< <(exec setsid "$@" 2>&1)
  pid=$!
  # shellcheck disable=SC2064 # expand $pid now, not when the trap runs
  trap "kill -TERM -- -$pid 2>/dev/null || true" EXIT
  trap 'exit 130' INT TERM
  last=$SECONDS
  while :; do
    status=0
    IFS= read -r -t 5 -u "$output" line || status=$?
    if ((status == 0)); then
      printf '%s\n' "$line"
      case $line in
        *' Test run started.'*) started=1 last=$SECONDS ;;
        *' Test run with '*) ;;
        *' Test case '*) last=$SECONDS ;;
        *' Test '*' started.')
          name=${line#* Test } name=${name% started.} last=$SECONDS
          running[$name]=$((${running[$name]:-0} + 1))
          ;;
        *' Test '*' passed after '* | *' Test '*' failed after '*)
          name=${line#* Test } name=${name% passed after *} name=${name% failed after *} name=${name% with * test case*}
          last=$SECONDS
          running[$name]=$((${running[$name]:-0} - 1))
          ;;
      esac
    elif ((status <= 128)); then
      break
    fi
    if [[ -n $started ]] && ((SECONDS - last >= limit)); then
      printf '%s\n' "error: no test has finished for $limit seconds. Still running:" >&2
      for name in "${!running[@]}"; do
        if [[ ${running[$name]} -gt 0 ]]; then printf '  %s\n' "$name" >&2; fi
      done
      printf '%s\n' "TEST_LIMIT=SECONDS in the environment sets another limit." >&2
      kill -TERM -- "-$pid" 2>/dev/null || true
      sleep 1
      kill -KILL -- "-$pid" 2>/dev/null || true
      trap - EXIT INT TERM
      return 1
    fi
  done
  status=0
  wait "$pid" || status=$?
  exec {output}<&-
  trap - EXIT INT TERM
  return "$status"
}
