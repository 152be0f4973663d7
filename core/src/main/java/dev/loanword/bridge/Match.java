package dev.loanword.bridge;

import dev.loanword.export.PyClass;

/**
 * A row that a search has found.
 *
 * @param index the index of the row in its table
 * @param score its dot product or cosine with the query
 */
@PyClass(doc = "A row that a search has found: its index, and its dot product or cosine with the query.")
public record Match(long index, double score) {}
