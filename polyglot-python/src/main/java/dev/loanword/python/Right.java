package dev.loanword.python;

/**
 * Something of the process or the machine that a host's scripts may use. Give a host fewer by
 * {@link PythonHostBuilder#rights(java.util.Set)}; it has all unless given.
 *
 * <p>What a script uses without the right fails as if the system had refused it, by {@code PermissionError} for the most. The
 * modules of Python itself can always be imported, and the memory and the cores that Java gives a host are not a matter of rights.
 */
public enum Right {
    /** To read and write the files that the process can. */
    FILES,
    /** To open sockets. */
    NETWORK,
    /** To start other programs, which {@link #FILES} finds. */
    PROCESSES,
    /** To start threads. */
    THREADS,
    /** To read the environment variables of the process; without it there are none. */
    ENVIRONMENT,
    /** To load native code: C extensions such as NumPy, and ctypes. Such code can do anything, so it takes all other rights. */
    NATIVE_CODE
}
