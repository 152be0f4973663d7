# Part of scripts/loanword: finds what makes programs start fast, a runtime image with an AOT cache, and has it made in the
# background. Expects scripts, distribution and java_home; nothing here may fail the launcher or print more than one line.

# The folder of the caches, as dev.loanword.python.packages.PackageCache finds it.
if [[ -n ${LOANWORD_CACHE:-} ]]; then
    cache=$LOANWORD_CACHE
elif [[ ${XDG_CACHE_HOME:-} == /* ]]; then
    cache=$XDG_CACHE_HOME/loanword
else
    cache=${HOME:-}/.cache/loanword
fi

# The garbage collector that starts and runs best in a small process, and how much room new objects have: with three times as much
# programs were no faster, and the process larger by all of it. What the user sets instead goes before.
readonly COLLECTOR=(-XX:+UseSerialGC -Xmn32m)

# Whether the user has chosen a garbage collector; the JVM refuses two.
has_collector() {
    [[ " ${LOANWORD_JAVA_OPTIONS:-} ${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-} ${_JAVA_OPTIONS:-} " == *" -XX:+Use"*"GC "* ]]
}

# Sets class_path to the jars one by one, always in the same order: an AOT cache is for one class path.
find_class_path() {
    local LC_ALL=C IFS=:
    local -a jars=("$distribution"/lib/*.jar)
    class_path="${jars[*]}"
}

# Sets made_for to all that a start depends on, without starting a program other than stat; or to nothing. The first three lines
# say where, the others which version: see dev.loanword.runtime.StartTarget.
describe_start() {
    local LC_ALL=C line processor= files
    made_for=
    [[ -r /proc/cpuinfo ]] || return 0
    while IFS= read -r line; do
        case $line in flags* | Features*) processor=$line && break ;; esac
    done </proc/cpuinfo
    local -a numpy=("$cache"/packages/numpy-*)
    files=$(stat -L -c '%n %s %Y' -- "$java_home/release" "$java_home/lib/modules" "$distribution"/compiler/*.jar \
        "$distribution"/lib/*.jar "$scripts/jvm.options" "$scripts/image.options" "$scripts/client.options" 2>/dev/null) || return 0
    made_for="$distribution"$'\n'"$java_home"$'\n'"$processor"$'\n'"recipe 1"$'\n'"${numpy[*]##*/}"$'\n'"$files"
}

# Sets start to the folder of the start for made_for and image to its runtime image; or both to nothing. Sets start_failed if
# one could not be made.
find_start() {
    local folder file text
    start= image= start_failed=
    [[ -n $made_for ]] || return 0
    for file in "$cache"/starts/*/made-for; do
        folder=${file%/made-for} text=
        # Without -d the newline would end it; there is no NUL, so it "fails" at the end of the file, with all of it read.
        { IFS= read -r -d '' text <"$file"; } 2>/dev/null || true
        if [[ $text == "$made_for" ]]; then
            { IFS= read -r image <"$folder/image"; } 2>/dev/null || true
            [[ -x $image/bin/java && -r $folder/classes.aot ]] && start=$folder || image=
            return 0
        fi
    done
    for file in "$cache"/starts/*.failed; do
        text=
        { IFS= read -r -d '' text <"$file"; } 2>/dev/null || true
        [[ ${text#*$'\n'} == "$made_for" ]] || continue
        # After a day it may be tried again.
        [[ -n $(find "$file" -mtime +0 2>/dev/null) ]] || start_failed=yes
    done
}

# Tells a JVM, by its environment, what a start is made for.
tell_start() {
    export LOANWORD_START_MADE_FOR=$made_for LOANWORD_START_DISTRIBUTION=$distribution LOANWORD_START_OPTIONS
    LOANWORD_START_OPTIONS=$(printf '%s\n' "@$scripts/jvm.options" "@$scripts/image.options" "${COLLECTOR[@]}" \
        "-Dloanword.launcher=$scripts/loanword" "-Dloanword.runtime=image")
}

# Makes a start, or an image alone. The last argument says which, the others come before the command: exec, env, or what puts it
# into the background. The JDK itself runs it, because images are made of the JDK that runs.
make_start() {
    tell_start
    "${@:1:$#-1}" "$java_home/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$class_path" dev.loanword.cli.Main \
        cache "${@:$#}"
}

# Starts what makes a start as a process of its own that holds neither the terminal nor the caller's pipes, and gives way to all
# others. One at a time; nothing is done where the tools are missing or the cache can't be written.
make_start_in_background() {
    [[ -n $made_for && -z $start_failed ]] || return 0
    [[ ${LOANWORD_BACKGROUND:-yes} != no && -z ${CI:-} ]] || return 0
    command -v setsid >/dev/null && command -v flock >/dev/null && command -v nice >/dev/null || return 0
    mkdir -p "$cache/starts" 2>/dev/null && [[ -w $cache/starts ]] || return 0
    { exec 8>"$cache/starts/.background"; } 2>/dev/null || return 0
    if flock -n 8; then
        # The process keeps the lock; the shell between ends at once, so that the program gets no child that it knows nothing of.
        (make_start setsid nice -n 19 build </dev/null >/dev/null 2>&1 &)
        [[ ! -t 2 ]] || printf 'loanword: preparing faster starts in the background, once; loanword cache show tells if they are ready\n' >&2
    fi
    exec 8>&-
}

# Has the warm host run a program, by a small JVM that becomes this launcher again if no host can. Sets declined and returns if it is
# clear at once that none can.
run_warm() {
    local -a client=("$java_home/bin/java" "@$scripts/client.options")
    if [[ $mode == interpreter || $mode == stock ]]; then
        declined="it runs on the runtime $mode"
    elif [[ -z $start ]]; then
        declined='programs start on no runtime image yet; see loanword cache show'
    elif [[ -n $memory ]]; then
        declined='--memory bounds a JVM of its own'
    elif [[ -n ${LOANWORD_JAVA_OPTIONS:-}${JAVA_TOOL_OPTIONS:-}${JDK_JAVA_OPTIONS:-}${_JAVA_OPTIONS:-} ]]; then
        declined='JVM options are set for this program'
    else
        [[ ! -r $start/client.aot ]] || client+=("-XX:AOTCache=$start/client.aot")
        exec "${client[@]}" "-Dloanword.start=$start" "-Dloanword.launcher=$scripts/loanword" \
            -cp "$(client_class_path)" dev.loanword.warm.WarmClient "$@"
    fi
}

# The client's classes need no others.
client_class_path() {
    printf '%s' "$distribution"/lib/loanword-polyglot-python-*.jar
}
