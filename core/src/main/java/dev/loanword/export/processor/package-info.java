/** The annotation processor: checks what a core exports while it is compiled, and writes the models beside its classes. */
package dev.loanword.export.processor;
