package dev.loanword.cli;

/** The exit statuses of the command line itself. A program that runs in it ends with its own. */
final class ExitStatus {
    /** All went well. */
    static final int OK = 0;
    /** The program raised, or a check found a problem. */
    static final int FAILURE = 1;
    /** Something to be corrected by the caller: an option, a file that is not there, a missing JDK. */
    static final int USAGE = 2;
    /** The program ran longer than {@code --timeout}; as the program timeout of GNU has it. */
    static final int TIMEOUT = 124;
    /** A fault of Loanword itself; the Java stack trace is on standard error. EX_SOFTWARE of sysexits. */
    static final int HOST_FAULT = 70;

    private ExitStatus() {}
}
