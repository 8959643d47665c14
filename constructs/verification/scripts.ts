/**
 * How the containers end. The exit status is all that comes out of a confidential pod: its agent policy closes exec and
 * logs, and nothing is printed.
 */
export const EXIT = {
  /** The resource was released, but it is not what it should be. */
  unexpected: 10,
  /** The data hub answers with an error to the end, while the KBS answers. */
  refused: 11,
  /** The data hub answers with an error to the end, and the KBS does not answer from inside the guest. */
  kbsSilent: 12,
  /** The data hub does not answer to the end, or serves no resources. */
  hubSilent: 13,
  /** The resource was released to a guest that must not get it. */
  released: 20,
} as const;

/**
 * Asks the REST API of the guest, which passes every answer but success on as one and the same: 500 and a text, whether
 * the KBS refuses, has no such resource, or cannot be reached (guest-components, api-server-rest/src/router.rs
 * `internal_error`; confidential-data-hub/hub/src/bin/ttrpc_server/mod.rs: "[CDH] [ERROR]: Get Resource failed", the
 * cause only in a log inside the guest; issue 587). It gives itself 50 s (`TTRPC_TIMEOUT`). Success is 200 and the bytes
 * of the resource; 403, 404 and 405 come from the API itself.
 *
 * So a refusal is told from a KBS that is away by asking the KBS too, whose text does not matter and is not believed:
 * hence `--insecure`. 502 to 504 come from a router or proxy before it.
 *
 * The document's curl (section 3.8) has no --fail and takes the text of a refusal for an answer.
 */
const FUNCTIONS = `export LC_ALL=C

# The expected text and nothing else; a line feed may follow. Reads no more than it needs of what may never end.
is_expected() {
  local body
  body=$(head -c 4096 | tr '\\0' '?'; printf .)
  [[ $body == "$EXPECTED." || $body == "$EXPECTED"$'\\n.' ]]
}

# Whether the resource is as expected; the HTTP status is written to standard error.
ask() {
  curl --silent --fail --noproxy '*' --connect-timeout 5 --max-time "$WITHIN" \\
    --write-out '%{stderr}%{http_code}' "$RESOURCE_URL" | is_expected
  local ends=("\${PIPESTATUS[@]}")
  # The end of an answer that began never came.
  if (( ends[0] == 28 )); then printf ' cut' >&2; fi
  return "\${ends[1]}"
}

kbs_answers() {
  case $(curl --silent --insecure --output /dev/null --max-time 10 --write-out '%{http_code}' "$KBS_URL") in
    000 | 502 | 503 | 504) return 1 ;;
  esac
}
`;

/** Ends well when the resource is released and is what it should be. */
export const ATTESTATION_SCRIPT = `${FUNCTIONS}
while :; do
  if status=$(ask 2>&1) && [[ $status == 200 ]]; then exit 0; fi
  case $status in
    2??) exit ${EXIT.unexpected} ;;
    5??) if kbs_answers; then verdict=${EXIT.refused}; else verdict=${EXIT.kbsSilent}; fi ;;
    *) verdict=${EXIT.hubSilent} ;;
  esac
  if (( SECONDS >= PATIENCE )); then exit "$verdict"; fi
  sleep "$PAUSE"
done
`;

/**
 * Ends well when the resource is refused three times in a row, by a KBS that answers before and after. That it is not
 * refused to everybody is what the Job for attestation has shown just before.
 */
export const REFUSAL_SCRIPT = `${FUNCTIONS}
refusals=0 verdict=${EXIT.kbsSilent}
while :; do
  before=no
  if kbs_answers; then before=yes; fi
  status=$(ask 2>&1)
  case $status in
    2??*) exit ${EXIT.released} ;;
    5??)
      if [[ $before == yes ]] && kbs_answers; then
        if (( ++refusals >= 3 )); then exit 0; fi
      else
        refusals=0 verdict=${EXIT.kbsSilent}
      fi
      ;;
    *) refusals=0 verdict=${EXIT.hubSilent} ;;
  esac
  if (( SECONDS >= PATIENCE )); then exit "$verdict"; fi
  sleep "$PAUSE"
done
`;
