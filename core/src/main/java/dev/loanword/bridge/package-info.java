/** The shipped core. */
package dev.loanword.bridge;
