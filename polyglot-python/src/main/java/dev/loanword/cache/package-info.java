/** Folders of the user's cache: made once, by one process at a time, there whole or not at all. */
package dev.loanword.cache;
