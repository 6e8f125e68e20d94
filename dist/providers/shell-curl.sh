# Zendesk access tokens by OAuth client credentials, for scripts that source this file (POSIX sh):
#
#   @@NAME@@_curl   is curl with a token that is still valid; a call whose token Zendesk
#                  rejects is made once more with a new one
# @@if wget@@
#   @@NAME@@_wget   is wget in the same way
# @@end@@
#   @@NAME@@_token  prints a token that is still valid
#   @@NAME@@_clean  removes the files of the two above; to be called by a trap on EXIT

# Subshells share the token through this folder, which nobody else can read.
if [ "${_@@NAME@@_pid:-}" != "$$" ]; then
    _@@NAME@@_dir=$(mktemp -d) || exit 1
    _@@NAME@@_pid=$$
fi

@@NAME@@_base_url() {
    # @@if literal@@
    echo "@@HOST@@"
    # @@end@@
    # @@if subdomain@@
    _@@NAME@@_host=${@@HOST@@:-@@DEFAULT@@}
    [ -n "$_@@NAME@@_host" ] || { echo "@@HOST@@ is not set" >&2; return 1; }
    echo "https://$_@@NAME@@_host.zendesk.com"
    # @@end@@
    # @@if address@@
    _@@NAME@@_host=${@@HOST@@:-@@DEFAULT@@}
    [ -n "$_@@NAME@@_host" ] || { echo "@@HOST@@ is not set" >&2; return 1; }
    _@@NAME@@_host=${_@@NAME@@_host#*://}
    echo "https://${_@@NAME@@_host%%/*}"
    # @@end@@
}

@@NAME@@_curl() {
    _@@NAME@@_base=$(@@NAME@@_base_url) || return
    if _@@NAME@@_elsewhere "$@"; then
        curl "$@"
        return
    fi
    _@@NAME@@_call=$(mktemp -d "$_@@NAME@@_dir/call.XXXXXX") || return
    if _@@NAME@@_reads_stdin "$@"; then
        cat >"$_@@NAME@@_call/stdin"
    fi
    # Output goes through a file: curl would draw its progress meter on a terminal.
    if [ -t 1 ]; then
        set -- -sS "$@"
    fi
    _@@NAME@@_used=
    for _@@NAME@@_try in 1 2; do
        _@@NAME@@_code=0
        # @@if dual@@
        _@@NAME@@_used=$(_@@NAME@@_fallback || _@@NAME@@_header "$_@@NAME@@_used") || { _@@NAME@@_code=1; break; }
        # @@end@@
        # @@if !dual@@
        _@@NAME@@_used=$(_@@NAME@@_header "$_@@NAME@@_used") || { _@@NAME@@_code=1; break; }
        # @@end@@
        printf 'header = "%s"\n' "$_@@NAME@@_used" >"$_@@NAME@@_call/config"
        _@@NAME@@_send "$@" || _@@NAME@@_code=$?
        # @@if dual@@
        case $_@@NAME@@_used in
            *" Basic "*) break ;;
        esac
        # @@end@@
        _@@NAME@@_rejected || break
    done
    if [ -f "$_@@NAME@@_call/body" ]; then
        cat "$_@@NAME@@_call/body"
    fi
    rm -rf "$_@@NAME@@_call"
    return "$_@@NAME@@_code"
}
# @@if wget@@

@@NAME@@_wget() {
    _@@NAME@@_base=$(@@NAME@@_base_url) || return
    if _@@NAME@@_elsewhere "$@"; then
        wget "$@"
        return
    fi
    _@@NAME@@_call=$(mktemp -d "$_@@NAME@@_dir/call.XXXXXX") || return
    _@@NAME@@_used=
    for _@@NAME@@_try in 1 2; do
        _@@NAME@@_code=0
        # @@if dual@@
        _@@NAME@@_used=$(_@@NAME@@_fallback || _@@NAME@@_header "$_@@NAME@@_used") || { _@@NAME@@_code=1; break; }
        # @@end@@
        # @@if !dual@@
        _@@NAME@@_used=$(_@@NAME@@_header "$_@@NAME@@_used") || { _@@NAME@@_code=1; break; }
        # @@end@@
        {
            cat "${WGETRC:-$HOME/.wgetrc}" 2>/dev/null || :
            printf '\nheader = %s\n' "$_@@NAME@@_used"
        } >"$_@@NAME@@_call/config"
        wget --config="$_@@NAME@@_call/config" "$@" || _@@NAME@@_code=$?
        # @@if dual@@
        case $_@@NAME@@_used in
            *" Basic "*) break ;;
        esac
        # @@end@@
        # 6: not authenticated.
        [ "$_@@NAME@@_code" -eq 6 ] || break
    done
    rm -rf "$_@@NAME@@_call"
    return "$_@@NAME@@_code"
}
# @@end@@

@@NAME@@_token() {
    _@@NAME@@_base=$(@@NAME@@_base_url) || return
    _@@NAME@@_used=$(_@@NAME@@_header) || return
    echo "${_@@NAME@@_used#*Bearer }"
}

@@NAME@@_clean() {
    rm -rf "$_@@NAME@@_dir"
}

# Tells whether a URL among the arguments is on another host, which gets no token.
_@@NAME@@_elsewhere() {
    _@@NAME@@_before=
    for _@@NAME@@_arg in "$@"; do
        case $_@@NAME@@_before in
            -[HdFexAb] | --header | --data* | --json | --form* | --referer | --proxy | --post-data) ;;
            *)
                case $_@@NAME@@_arg in
                    "$_@@NAME@@_base" | "$_@@NAME@@_base"[/?]*) ;;
                    http://* | https://*) return 0 ;;
                esac
                ;;
        esac
        _@@NAME@@_before=$_@@NAME@@_arg
    done
    return 1
}

_@@NAME@@_reads_stdin() {
    _@@NAME@@_before=
    for _@@NAME@@_arg in "$@"; do
        case "$_@@NAME@@_before $_@@NAME@@_arg" in
            *@- | "-T -" | "--upload-file -") return 0 ;;
        esac
        _@@NAME@@_before=$_@@NAME@@_arg
    done
    return 1
}

_@@NAME@@_send() {
    set -- -K "$_@@NAME@@_call/config" -D "$_@@NAME@@_call/head" "$@"
    if [ -f "$_@@NAME@@_call/stdin" ]; then
        curl "$@" <"$_@@NAME@@_call/stdin" >"$_@@NAME@@_call/body"
    else
        curl "$@" >"$_@@NAME@@_call/body"
    fi
}

# Options like --fail and --output hide the error's name: then 401 is enough.
_@@NAME@@_rejected() {
    grep '^HTTP/' "$_@@NAME@@_call/head" 2>/dev/null | tail -n 1 | grep ' 401' >/dev/null || return 1
    grep '"invalid_token"' "$_@@NAME@@_call/body" >/dev/null || ! grep '"error"' "$_@@NAME@@_call/body" >/dev/null
}

# @@if dual@@
# Prints a header with the API token, while nothing of the OAuth client is set.
_@@NAME@@_fallback() {
    [ -z "${@@CLIENT_ID@@:-}${@@CLIENT_SECRET@@:-}" ] || return 1
    [ -n "${@@USER@@:-}" ] && [ -n "${@@TOKEN@@:-}" ] || return 1
    if mkdir "$_@@NAME@@_dir/warned" 2>/dev/null; then
        echo "Zendesk API tokens stop working on 2027-04-30: set @@CLIENT_ID@@ and @@CLIENT_SECRET@@" >&2
    fi
    _@@NAME@@_pair="${@@USER@@%/token}/token:$@@TOKEN@@"
    printf 'Authorization: Basic %s\n' "$(printf '%s' "$_@@NAME@@_pair" | base64 | tr -d '\n')"
}

# @@end@@
# Prints a header with a token that is still valid and not the one of $1, which was rejected.
# One caller fetches it, the others wait.
_@@NAME@@_header() {
    _@@NAME@@_waits=0
    until mkdir "$_@@NAME@@_dir/lock" 2>/dev/null; do
        [ -d "$_@@NAME@@_dir" ] || return 1
        _@@NAME@@_waits=$((_@@NAME@@_waits + 1))
        # Who held it for a minute is gone.
        [ "$_@@NAME@@_waits" -lt 600 ] || rmdir "$_@@NAME@@_dir/lock" 2>/dev/null || :
        sleep 0.1 2>/dev/null || sleep 1
    done
    _@@NAME@@_code=0
    _@@NAME@@_kept "${1:-}" || _@@NAME@@_fetch || _@@NAME@@_code=$?
    if [ "$_@@NAME@@_code" -eq 0 ]; then
        cat "$_@@NAME@@_dir/header"
    fi
    rmdir "$_@@NAME@@_dir/lock"
    return "$_@@NAME@@_code"
}

_@@NAME@@_kept() {
    [ -f "$_@@NAME@@_dir/header" ] || return 1
    [ "$(cat "$_@@NAME@@_dir/header")" != "$1" ] || return 1
    [ "$(date +%s)" -lt "$(cat "$_@@NAME@@_dir/renew_at")" ]
}

_@@NAME@@_fetch() {
    [ -n "${@@CLIENT_ID@@:-}" ] || { echo "@@CLIENT_ID@@ is not set" >&2; return 1; }
    [ -n "${@@CLIENT_SECRET@@:-}" ] || { echo "@@CLIENT_SECRET@@ is not set" >&2; return 1; }
    _@@NAME@@_scope="@@SCOPE@@"
    _@@NAME@@_now=$(date +%s)
    # The secret goes through a pipe: everybody on the machine can read command lines.
    _@@NAME@@_status=$(
        printf '{"grant_type":"client_credentials","client_id":"%s","client_secret":"%s","scope":"%s","expires_in":1800}' \
            "$@@CLIENT_ID@@" "$@@CLIENT_SECRET@@" "$_@@NAME@@_scope" |
            curl -sS --max-time 30 -H "Content-Type: application/json" --data @- \
                -o "$_@@NAME@@_dir/grant" -w '%{http_code}' "$_@@NAME@@_base/oauth/tokens"
    ) || return
    case $_@@NAME@@_status in
        2??) ;;
        *)
            echo "Zendesk gave no access token: $_@@NAME@@_status $(_@@NAME@@_field error)" >&2
            return 1
            ;;
    esac
    _@@NAME@@_granted=$(_@@NAME@@_field scope)
    _@@NAME@@_rest="${_@@NAME@@_granted:+$_@@NAME@@_scope }"
    while [ -n "$_@@NAME@@_rest" ]; do
        case " $_@@NAME@@_granted " in
            *" ${_@@NAME@@_rest%% *} "*) ;;
            *)
                echo "the Zendesk OAuth client does not allow: ${_@@NAME@@_rest%% *}" >&2
                return 1
                ;;
        esac
        _@@NAME@@_rest=${_@@NAME@@_rest#* }
    done
    _@@NAME@@_life=$(_@@NAME@@_field expires_in)
    case $_@@NAME@@_life in
        '' | *[!0-9]*) _@@NAME@@_life=1800 ;;
    esac
    _@@NAME@@_early=60
    [ "$_@@NAME@@_life" -gt 300 ] || _@@NAME@@_early=$((_@@NAME@@_life / 5))
    printf 'Authorization: Bearer %s\n' "$(_@@NAME@@_field access_token)" >"$_@@NAME@@_dir/header"
    echo $((_@@NAME@@_now + _@@NAME@@_life - _@@NAME@@_early)) >"$_@@NAME@@_dir/renew_at"
    rm -f "$_@@NAME@@_dir/grant"
}

# Prints a field of the grant.
_@@NAME@@_field() {
    # @@if jq@@
    jq -r ".$1 // empty" "$_@@NAME@@_dir/grant" 2>/dev/null
    # @@end@@
    # @@if !jq@@
    sed -n 's/.*"'"$1"'" *: *"\{0,1\}\([^",}]*\).*/\1/p' "$_@@NAME@@_dir/grant"
    # @@end@@
}
