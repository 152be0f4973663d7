# Part of scripts/loanword: builds the distribution when it does not belong to the sources. Expects root, distribution,
# java_home and die.

readonly stamp=$distribution/built-from
readonly glanced=$distribution/glanced-at
readonly -a source_files=(pom.xml core/pom.xml polyglot-python/pom.xml core/src/main polyglot-python/src/main)

# Checksums of contents, not times: those say nothing after a copy of the checkout or a change of branch.
sources() {
    (cd "$root" && find "${source_files[@]}" -name __pycache__ -prune -o -type f -exec cksum {} + | LC_ALL=C sort | cksum)
}

# Maven may have been called by hand since, on other sources; then the jars are not those of the last build here.
jars() {
    (cd "$distribution/lib" 2>/dev/null && cksum loanword-*.jar 2>/dev/null) || true
}

# The same by what the file system knows: size, times of the last change of content and of anything. While that stays as it was at a
# full look, so do the contents; reading all of them would take a twentieth of a second at each start.
glance() {
    (cd "$root" && find "${source_files[@]}" "$distribution"/lib/loanword-*.jar \
        -name __pycache__ -prune -o -type f -printf '%p %i %s %T@ %C@\n' | cksum) 2>/dev/null || true
}

is_fresh() {
    local seen
    [[ -r $stamp ]] || return
    # Before the full look, so that a file that is saved meanwhile makes the next start look again.
    seen=$(glance)
    [[ -r $glanced && $(<"$glanced") == "$seen" ]] && return
    [[ $(<"$stamp") == "$(sources; jars)" ]] || return
    printf '%s\n' "$seen" 2>/dev/null >"$glanced" || true
}

build() {
    local log=$root/polyglot-python/target/build.log from
    command -v mvn >/dev/null || die "Apache Maven (mvn) is needed to build, and is not on the PATH." \
        "  Install it: apt install maven, brew install maven, or https://maven.apache.org/download.cgi"
    if [[ -e $stamp ]]; then
        printf 'loanword: building (sources have changed) ...\n' >&2
    else
        printf 'loanword: building (first time: a minute or two) ...\n' >&2
    fi
    # Taken before the build: a source that is saved while it runs makes the next start build again.
    from=$(sources)
    # Away with all of it, because a jar of an older version must not stay on the class path. A program that is still
    # running keeps the jars that it opened.
    rm -rf "$distribution"
    mkdir -p "$distribution"
    if ! JAVA_HOME=$java_home MAVEN_OPTS=$maven_options mvn -B -Dstyle.color=never -f "$root/pom.xml" -pl polyglot-python -am package \
        -Dmaven.test.skip=true </dev/null >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        die "the build failed; its log is $log"
    fi
    # Written last, so that a build that failed or was interrupted never counts.
    printf '%s\n' "$from" "$(jars)" >"$stamp.new"
    mv "$stamp.new" "$stamp"
}

if ! is_fresh; then
    if command -v flock >/dev/null; then
        # One build at a time; who waited finds a fresh build. The lock ends with the subshell, or with its death.
        (
            exec 9<"$root/pom.xml"
            if ! flock -n 9; then
                printf 'loanword: waiting for a build that another process began ...\n' >&2
                flock 9
            fi
            is_fresh || build
        ) || exit
    else
        build
    fi
fi
