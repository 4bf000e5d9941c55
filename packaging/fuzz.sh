#!/bin/sh
# Damages inputs for a given time and collects what went wrong: fuzz.sh SECONDS [TARGET…]
#
# Targets: step brep bin dxf xbf xml scan source selector frames (all, in turn, when none is named).
# Findings lie in the folder FUZZ_OUT afterwards (default: fuzz-findings); exit code 1 when there are any.
# FUZZ_FIRST says with which round to begin (default: the clock), so that no two runs are alike.
set -eu
cd "$(dirname "$0")/.."
seconds=${1:?how many seconds?}
shift
[ $# -gt 0 ] || set -- step brep bin dxf xbf xml scan source selector frames
FUZZ_OUT=$(mkdir -p "${FUZZ_OUT:-fuzz-findings}" && cd "${FUZZ_OUT:-fuzz-findings}" && pwd)
FUZZ_ROUNDS=${FUZZ_ROUNDS:-200}
FUZZ_FIRST=${FUZZ_FIRST:-$(date +%s)000}
export FUZZ_OUT FUZZ_ROUNDS FUZZ_FIRST
tests=$(cargo test --workspace --locked --no-run 2>&1 | sed -n 's/.*Executable tests\/main.rs (\(.*\))$/\1/p')
[ -x "$tests" ] || { echo "the tests could not be built" >&2; exit 2; }
end=$(($(date +%s) + seconds))
rounds=0
while [ "$(date +%s)" -lt "$end" ]; do
  for target in "$@"; do
    case $target in
      source) test=source_text ;;
      selector) test=selector_strings ;;
      frames) test=protocol_frames ;;
      *) test=${target}_files ;;
    esac
    "$tests" --exact "fuzz::$test" --quiet >"$FUZZ_OUT/last.log" 2>&1 || grep '^[a-z]*: round\|^round' "$FUZZ_OUT/last.log" || cat "$FUZZ_OUT/last.log"
    rounds=$((rounds + FUZZ_ROUNDS))
    [ "$(date +%s)" -lt "$end" ] || break
  done
  FUZZ_FIRST=$((FUZZ_FIRST + FUZZ_ROUNDS))
done
rm -f "$FUZZ_OUT/last.log"
found=$(find "$FUZZ_OUT" -type f | wc -l)
echo "$rounds inputs, $found findings in $FUZZ_OUT"
[ "$found" -eq 0 ]
