package dev.loanword.export.model;

import java.util.Objects;

/**
 * One parameter of a call.
 *
 * @param name the name in Python; empty where the host supplies the value
 * @param kind how Python may give it
 * @param defaultValue a Python literal, or empty if the argument is required
 * @param type what is taken; for {@code VAR_POSITIONAL} and {@code VAR_KEYWORD} the collection or dictionary
 */
public record ParameterModel(String name, ParameterKind kind, String defaultValue, ValueType type) {

    /** Checks that nothing is missing. */
    public ParameterModel {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(defaultValue, "defaultValue");
        Objects.requireNonNull(type, "type");
    }

    /** Whether the host supplies the value, so that Python sees no parameter. */
    public boolean isSupplied() {
        return type instanceof ValueType.Simple simple && simple.isSupplied();
    }

    /** Whether Python may leave the argument out. */
    public boolean isOptional() {
        return !defaultValue.isEmpty() || kind == ParameterKind.VAR_POSITIONAL || kind == ParameterKind.VAR_KEYWORD;
    }
}
