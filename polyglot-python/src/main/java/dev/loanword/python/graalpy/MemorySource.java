package dev.loanword.python.graalpy;

import dev.loanword.memory.LentMemory;

/** Tells what memory a Java object lends when Python takes a buffer of it. */
@FunctionalInterface
public interface MemorySource {

    /**
     * The memory, lent anew at each call.
     *
     * @throws Throwable what the object's method threw
     */
    LentMemory memoryOf(Object java) throws Throwable;
}
