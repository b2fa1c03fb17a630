# shellcheck shell=bash
# What the scripts beside it share. Sourced by each, run by none.
#
# A server's script says how to `launch` it and what its `environment` is, then calls `serve "$@"`, which gives it these
# commands: install, start (prints the environment as KEY=value lines), stop, status.
#
# Everything listens on loopback. Nothing ends a process that it did not start. Nothing but Debian's packages is written
# outside two folders: what is installed, which lasts, and what belongs to a run (process ids, logs, keys).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target=$(realpath --canonicalize-missing "${CARGO_TARGET_DIR:-$here/../../target}")
cache=${CIO_SERVERS_CACHE:-$target/servers/cache}
state=${CIO_SERVERS_STATE:-$target/servers/state}
python=$cache/python/bin/python
mkdir -p "$cache" "$state"
chmod 700 "$state"

# A proxy of this machine has no business with what listens on it.
export no_proxy=127.0.0.1,localhost NO_PROXY=127.0.0.1,localhost

say() { printf '%s\n' "$*" >&2; }

die() {
    say "error: $*"
    exit 1
}

# The commands of a server's script. `name` and `processes` are the script's: what it is called, and what it runs.
# shellcheck disable=SC2154
serve() {
    folder=$state/$name # holds what belongs to the run
    case ${1:-} in
        install) install ;;
        start) start ;;
        stop) stop ;;
        status)
            for process in "${processes[@]}"; do
                if running "$process"; then echo "$process runs"; else echo "$process is stopped"; fi
            done
            ;;
        *) die "usage: $0 install|start|stop|status" ;;
    esac
}

# Starts what does not run yet, and prints the environment. If one of its processes has ended, all are started anew.
start() {
    if ! all_run; then
        install
        stop
        mkdir -p "$folder"
        chmod 700 "$folder"
        launch
        say "$name runs"
    fi
    environment
}

all_run() {
    local process
    [[ -d $folder ]] || return
    for process in "${processes[@]}"; do
        running "$process" || return 1
    done
}

stop() {
    local process
    for process in "${processes[@]}"; do
        halt "$process"
    done
    if [[ -f $folder/outside ]]; then rm -rf "$(<"$folder/outside")"; fi
    rm -rf "$folder"
}

# A folder for sockets, whose paths may have no more than 108 bytes.
socket_folder() {
    mktemp --directory "${TMPDIR:-/tmp}/cio-$name.XXXXXX" | tee "$folder/outside"
}

# The Python packages of requirements.txt, each held against its hashes, in their own environment.
install_python() {
    same_as "$cache/python.txt" "$here/requirements.txt" && return
    python3 -c 'import ensurepip, venv' 2>/dev/null || install_debian python3-venv
    rm -rf "$cache/python"
    python3 -m venv "$cache/python"
    "$python" -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary :all: \
        --requirement "$here/requirements.txt"
    cp "$here/requirements.txt" "$cache/python.txt"
}

# The npm packages of package-lock.json, each held against its hash; none of their scripts is run.
install_npm() {
    same_as "$cache/npm/package-lock.json" "$here/package-lock.json" && [[ -d $cache/npm/node_modules ]] && return
    need npm=npm
    rm -rf "$cache/npm"
    mkdir -p "$cache/npm"
    cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$cache/npm"
    (cd "$cache/npm" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2) || {
        rm -rf "$cache/npm"
        die "npm could not install what package-lock.json names"
    }
}

same_as() { cmp --silent "$1" "$2"; }

# need PROGRAM=PACKAGE...: Debian's packages for the programs that are missing.
need() {
    local pair packages=()
    for pair in "$@"; do
        command -v "${pair%%=*}" >/dev/null || packages+=("${pair#*=}")
    done
    ((${#packages[@]} == 0)) || install_debian "${packages[@]}"
}

install_debian() {
    if ! command -v apt-get >/dev/null || ((EUID != 0)); then die "install these first: $*"; fi
    apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends "$@" >/dev/null
}

# spawn PROCESS COMMAND...: in a new session, with its output in a log; `stdin` may name what it reads. A process id
# alone may be another program's by the time it is read, so it is kept together with the time the process started.
spawn() {
    local process=$1
    shift
    setsid "$@" >"$state/$process.log" 2>&1 <"${stdin:-/dev/null}" &
    echo "$! $(started "$!")" >"$state/$process.pid"
}

# When a process started, in clock ticks since boot; nothing if it has ended.
started() {
    { sed 's/.*) //' "/proc/$1/stat" || true; } 2>/dev/null | awk '$1 != "Z" { print $20 }'
}

running() {
    local pid when
    [[ -f $state/$1.pid ]] && read -r pid when <"$state/$1.pid" && [[ -n $when && $(started "$pid") == "$when" ]]
}

# halt PROCESS: ends it and what it started; by force after five seconds.
halt() {
    local pid _
    if running "$1"; then
        read -r pid _ <"$state/$1.pid"
        kill -- "-$pid" 2>/dev/null || true
        for _ in {1..50}; do
            running "$1" || break
            sleep 0.1
        done
        if running "$1"; then kill -KILL -- "-$pid" 2>/dev/null || true; fi
    fi
    rm -f "$state/$1.pid"
}

# A port that another program holds is an error: that program is unknown.
free() {
    local port
    for port in "$@"; do
        if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            die "$name: port $port is held by another program; the variable in $0 moves it"
        fi
    done
}

# until_ready PROCESS COMMAND...: repeats the command until it succeeds, for half a minute, while the process lives.
until_ready() {
    local process=$1 _
    shift
    for _ in {1..300}; do
        "$@" >/dev/null 2>&1 && return
        running "$process" || break
        sleep 0.1
    done
    tail -n 20 "$state/$process.log" >&2
    die "$process did not come up"
}

# answers URL [OPTIONS OF CURL]: whether there is any answer.
answers() { curl --silent --max-time 2 --output "/dev/null" "${@:2}" "$1"; }
