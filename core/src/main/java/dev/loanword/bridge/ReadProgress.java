package dev.loanword.bridge;

import java.util.OptionalLong;

/** Is told how far a stream has been read. */
@FunctionalInterface
public interface ReadProgress {
    /**
     * Is called ten times a second at most, before more is read, and once at the end. What it throws ends the call that reads;
     * no record is lost.
     *
     * @param bytesRead how many bytes were read so far, before they are decompressed
     * @param size how many there are, if that is known
     */
    void read(long bytesRead, OptionalLong size);
}
