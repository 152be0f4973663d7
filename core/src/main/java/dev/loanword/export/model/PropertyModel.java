package dev.loanword.export.model;

import java.util.Optional;

/**
 * One Python property.
 *
 * @param name the name in Python
 * @param doc the docstring
 * @param getter the Java method that gives the value
 * @param setter the Java method that sets it; empty for a read-only property
 */
public record PropertyModel(String name, String doc, CallModel getter, Optional<CallModel> setter) {}
