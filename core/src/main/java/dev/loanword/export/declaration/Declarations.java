package dev.loanword.export.declaration;

import java.util.Optional;

/** Finds what a class declares, by its name. */
public interface Declarations {

    /**
     * Looks a class up.
     *
     * @param binaryName its name as {@link Class#getName()} gives it, such as {@code java.util.Map$Entry}
     * @return what it declares; empty if there is no such class
     */
    Optional<ClassDeclaration> find(String binaryName);
}
