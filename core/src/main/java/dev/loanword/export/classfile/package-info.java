/** Reads what a class declares from its class file, by {@link java.lang.classfile}: nothing is loaded or run. */
package dev.loanword.export.classfile;
