# Part of scripts/loanword: builds the distribution when a source is newer than it. Expects root, distribution,
# java_home and die.

readonly stamp=$distribution/built

# True when the last build ended well and no source changed since it began. Folders count too: deleting a file
# changes only its folder.
is_fresh() {
    [[ -e $stamp ]] && [[ -z $(find "$root/pom.xml" "$root"/core/pom.xml "$root"/polyglot-python/pom.xml \
        "$root/core/src/main" "$root/polyglot-python/src/main" \
        -name __pycache__ -prune -o -newer "$stamp" -print 2>/dev/null | head -n 1) ]]
}

build() {
    local log=$root/polyglot-python/target/build.log begun
    command -v mvn >/dev/null || die "Apache Maven (mvn) is needed to build, and is not on the PATH." \
        "Install it, for example: apt install maven, brew install maven, or https://maven.apache.org/download.cgi"
    if [[ -e $stamp ]]; then
        printf 'loanword: building (sources have changed) ...\n' >&2
    else
        printf 'loanword: building (first time: a minute or two) ...\n' >&2
    fi
    # A program that is still running keeps the jars that it opened; jars of older versions must not stay.
    rm -rf "$distribution"
    mkdir -p "$distribution"
    begun=$distribution/begun
    touch "$begun"
    if ! JAVA_HOME=$java_home mvn -B -Dstyle.color=never -f "$root/pom.xml" -pl polyglot-python -am package \
        -Dmaven.test.skip=true </dev/null >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        die "the build failed; its log is $log"
    fi
    # The stamp keeps the time of the beginning: a source saved during the build makes the next start build again.
    mv "$begun" "$stamp"
}

if ! is_fresh; then
    if command -v flock >/dev/null; then
        # One build at a time; who waited finds a fresh build. The lock ends with the subshell, or with its death.
        (
            exec 9<"$root/pom.xml"
            flock 9
            is_fresh || build
        ) || exit
    else
        build
    fi
fi
