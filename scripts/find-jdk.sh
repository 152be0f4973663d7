# Part of scripts/loanword and scripts/test: sets java_home to a JDK, or ends with a message, and maven_options to what
# Maven needs on that JDK. Expects die.

readonly JAVA_RELEASE=25

# Prints the release (25) of the JDK in a folder that can run the compiler, else nothing.
# Read from the JDK's own description, because starting each JVM to ask would take seconds.
jdk_release() {
    local line version=
    [[ -x $1/bin/java && -x $1/bin/javac && -r $1/release ]] || return 0
    while IFS= read -r line; do
        case $line in
            JAVA_VERSION=*) version=${line#*=} ;;
            MODULES=*) [[ $line == *jdk.internal.vm.ci* ]] || return 0 ;;
        esac
    done <"$1/release"
    version=${version//\"/}
    version=${version%%[!0-9]*}
    printf '%s' "$version"
}

# Sets java_home to a JDK of exactly the release that GraalPy was made for, else to a newer one.
find_jdk() {
    local -a folders=()
    local java folder release target
    java_home=
    [[ -n ${JAVA_HOME:-} ]] && folders+=("$JAVA_HOME")
    while IFS= read -r java; do
        while [[ -L $java ]]; do
            target=$(readlink "$java")
            [[ $target == /* ]] && java=$target || java=$(dirname -- "$java")/$target
        done
        folders+=("${java%/bin/java}")
    done < <(type -aP java)
    if [[ -n ${LOANWORD_JDK_FOLDERS+set} ]]; then
        local -a given
        IFS=: read -r -a given <<<"$LOANWORD_JDK_FOLDERS"
        for folder in ${given[@]+"${given[@]}"}; do
            folders+=("$folder" "$folder"/*)
        done
    else
        folders+=(/usr/lib/jvm/* /usr/java/* /opt/* /opt/java/*
            "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.local/share/mise/installs/java/*
            /Library/Java/JavaVirtualMachines/*/Contents/Home
            "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home
            /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home)
    fi
    local newest=
    for folder in ${folders[@]+"${folders[@]}"}; do
        release=$(jdk_release "$folder")
        [[ -n $release ]] || continue
        if ((release == JAVA_RELEASE)); then
            java_home=$folder
            return
        elif ((release > JAVA_RELEASE)) && [[ -z $newest ]]; then
            newest=$folder
        fi
    done
    java_home=$newest
}

find_jdk
[[ -n $java_home ]] || die \
    "a JDK $JAVA_RELEASE is needed and none was found." \
    "  Looked at: JAVA_HOME (${JAVA_HOME:-not set}), java on the PATH, and ${LOANWORD_JDK_FOLDERS-the usual folders}." \
    "  Install one, for example from https://adoptium.net/temurin/releases/?version=$JAVA_RELEASE" \
    "  and set JAVA_HOME to its folder."

# Maven calls what newer JDKs warn of.
readonly maven_options="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}"
