package dev.loanword.conformance;

/**
 * One way in which a script does not hold what it states.
 *
 * @param title what is wrong, in one line
 * @param file the file to look at, as people know it
 * @param line its line, 0 where it is none in particular
 * @param detail more of it, lines with a line feed at the end of each; may be empty
 */
record Failure(String title, String file, int line, String detail) {

    /** Where to look: the file, and the line if there is one. */
    String place() {
        return line == 0 ? file : file + ":" + line;
    }
}
