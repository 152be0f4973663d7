/**
 * The words of memory: element types, layouts, lent and borrowed memory, the borrow rules and the copy ledger.
 *
 * <p>For authors of Java cores and for the room that carries memory over to Python. Nothing here knows Python.
 */
package dev.loanword.memory;
