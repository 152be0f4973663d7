/** What all of Loanword shares: the base of its exceptions. */
package dev.loanword;
