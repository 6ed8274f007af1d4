# Finds a JDK that can run Jolab; sourced by bin/jolab and by the launcher of a source checkout. POSIX sh.
#
# find_jdk prints the home of the first one that fits, or explains on stderr why there is none and returns 1.
# Java 25 before 25.0.3 can lose parked threads (JDK-8369227), hence the lower bound. JOLAB_SYSTEM_ROOT, a folder that
# stands for /, is there for tests.

# Containers run programs without a home.
: "${HOME:=/}"

jolab_cache_folder() {
    if [ -n "${XDG_CACHE_HOME:-}" ]; then
        printf '%s\n' "$XDG_CACHE_HOME/jolab"
    elif [ "$(uname -s)" = Darwin ]; then
        printf '%s\n' "$HOME/Library/Caches/jolab"
    else
        printf '%s\n' "$HOME/.cache/jolab"
    fi
}

# The version that the JDK in folder $1 gives itself in its release file, such as 25.0.3; empty if there is none.
jdk_version() {
    [ -r "$1/release" ] && sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$1/release" | head -n 1
}

# Whether version $1 is 25.0.3 or a later Java 25.
jdk_version_fits() {
    case $1 in
        25.0.[012] | 25.0.[012].*) return 1 ;;
        25.*.*) return 0 ;;
        *) return 1 ;;
    esac
}

# Whether folder $1 holds a whole JDK that fits; a runtime without the compiler does not.
jdk_fits() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && jdk_version_fits "$(jdk_version "$1")"
}

# Prints every folder that may hold a JDK, likeliest first, one a line.
jdk_candidates() {
    jdk_root=${JOLAB_SYSTEM_ROOT:-}
    [ -n "${JAVA_HOME:-}" ] && printf '%s\n' "$JAVA_HOME"
    # The java of the PATH, behind its symbolic links.
    jdk_on_path=$(command -v java 2>/dev/null) && jdk_home_of "$jdk_on_path"
    for jdk_folder in \
        "$(jolab_cache_folder)"/jdk/* "$(jolab_cache_folder)"/jdk/*/Contents/Home \
        "${CONDA_PREFIX:-/nowhere}"/lib/jvm \
        "$jdk_root"/usr/lib/jvm/* "$jdk_root"/usr/lib64/jvm/* "$jdk_root"/usr/java/* "$jdk_root"/usr/local/openjdk-* \
        "$jdk_root"/opt/* "$jdk_root"/opt/java/* "$jdk_root"/opt/jdk/* \
        "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* \
        "${JABBA_HOME:-$HOME/.jabba}"/jdk/* "${JABBA_HOME:-$HOME/.jabba}"/jdk/*/Contents/Home \
        "${ASDF_DATA_DIR:-$HOME/.asdf}"/installs/java/* \
        "${MISE_DATA_DIR:-${XDG_DATA_HOME:-$HOME/.local/share}/mise}"/installs/java/* \
        "${JBANG_CACHE_DIR:-${JBANG_DIR:-$HOME/.jbang}/cache}"/jdks/* \
        "$HOME"/.jenv/versions/* "${GRADLE_USER_HOME:-$HOME/.gradle}"/jdks/* "$HOME"/.jdks/* \
        "$jdk_root"/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        "$jdk_root"/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        "$jdk_root"/home/linuxbrew/.linuxbrew/opt/openjdk*/libexec \
        "$jdk_root"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
        [ -d "$jdk_folder" ] && printf '%s\n' "$jdk_folder"
    done
    [ -x "$jdk_root/usr/libexec/java_home" ] && "$jdk_root/usr/libexec/java_home" -v 25 2>/dev/null
    return 0
}

# The home of the JDK whose program is $1, following symbolic links.
jdk_home_of() {
    jdk_program=$1
    while [ -L "$jdk_program" ]; do
        jdk_target=$(readlink "$jdk_program")
        case $jdk_target in
            /*) jdk_program=$jdk_target ;;
            *) jdk_program=$(dirname "$jdk_program")/$jdk_target ;;
        esac
    done
    (cd "$(dirname "$jdk_program")/.." 2>/dev/null && pwd -P)
}

find_jdk() {
    # What the user named is taken or refused, never passed over in silence.
    if [ -n "${JOLAB_JAVA_HOME:-}" ]; then
        if jdk_fits "$JOLAB_JAVA_HOME"; then
            printf '%s\n' "$JOLAB_JAVA_HOME"
            return 0
        fi
        jdk_found=$(jdk_version "$JOLAB_JAVA_HOME")
        printf 'jolab: JOLAB_JAVA_HOME is %s, which is not a JDK 25 (25.0.3 or later)%s.\n' \
            "$JOLAB_JAVA_HOME" "${jdk_found:+ but $jdk_found}" >&2
        return 1
    fi
    jdk_chosen=$(jdk_candidates | while IFS= read -r jdk_folder; do
        if jdk_fits "$jdk_folder"; then
            printf '%s\n' "$jdk_folder"
            break
        fi
    done)
    if [ -n "$jdk_chosen" ]; then
        printf '%s\n' "$jdk_chosen"
        return 0
    fi
    printf 'jolab: no JDK 25 (25.0.3 or later) found in JOLAB_JAVA_HOME, JAVA_HOME, PATH or the usual folders.\n' >&2
    return 1
}
