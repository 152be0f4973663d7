package dev.loanword.repl;

/** Where a session's inputs come from. */
interface Input extends AutoCloseable {

    /**
     * Reads one input: a statement, a block with all its lines, or a command.
     *
     * @return its text; {@code null} at the end
     */
    String read();

    @Override
    void close();
}
