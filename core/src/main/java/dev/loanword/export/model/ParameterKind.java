package dev.loanword.export.model;

/** How Python may give an argument, as in {@code inspect.Parameter}. */
public enum ParameterKind {
    /** By position alone, before a {@code /}. */
    POSITIONAL_ONLY,
    /** By position or by name. */
    STANDARD,
    /** All further positional arguments, {@code *args}: a {@link java.util.List} or an array. */
    VAR_POSITIONAL,
    /** By name alone, behind a {@code *}. */
    KEYWORD_ONLY,
    /** All further arguments by name, {@code **kwargs}: a {@link java.util.Map} of String keys. */
    VAR_KEYWORD
}
