/**
 * What a Java class declares, as plain data: the common ground of the compiler and of class files.
 *
 * <p>A declaration is made from the one or from the other, and checked by {@link dev.loanword.export.check} without knowing
 * from which. No class is loaded.
 */
package dev.loanword.export.declaration;
