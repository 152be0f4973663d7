/** Formats of compressed files that core, which depends on nothing, leaves to others. Found as services. */
package dev.loanword.python.compression;
