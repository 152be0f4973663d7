package dev.loanword.cli;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes values as JSON, indented, by RFC 8259. Reading it is left to others. */
final class Json {
    private static final String INDENT = "  ";
    private static final int DELETE = 0x7f;
    private static final String REPLACEMENT = "\ufffd";

    private Json() {}

    /**
     * The text of a value, without a line feed at the end.
     *
     * @param value a string, a boolean, an integer, null, or a map or collection of these; the keys of maps are strings
     * @throws IllegalArgumentException if it is anything else
     */
    static String text(Object value) {
        return text(value, "\n");
    }

    /**
     * @param line a line feed and the indentation of the line that the value begins in
     */
    private static String text(Object value, String line) {
        return switch (value) {
            case null -> "null";
            case Boolean truth -> truth.toString();
            case Integer number -> number.toString();
            case Long number -> number.toString();
            case String string -> quoted(string);
            case Collection<?> values when values.isEmpty() -> "[]";
            case Collection<?> values ->
                values.stream()
                        .map(each -> text(each, line + INDENT))
                        .collect(Collectors.joining("," + line + INDENT, "[" + line + INDENT, line + "]"));
            case Map<?, ?> values when values.isEmpty() -> "{}";
            case Map<?, ?> values ->
                values.entrySet().stream()
                        .map(entry -> quoted((String) entry.getKey()) + ": " + text(entry.getValue(), line + INDENT))
                        .collect(Collectors.joining("," + line + INDENT, "{" + line + INDENT, line + "}"));
            default -> throw new IllegalArgumentException("JSON has no word for " + value.getClass().getName());
        };
    }

    private static String quoted(String string) {
        return string.codePoints().mapToObj(Json::escaped).collect(Collectors.joining("", "\"", "\""));
    }

    /** Half a surrogate pair can't be encoded, so it is replaced, as writing it would. */
    private static String escaped(int character) {
        return switch (character) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default -> {
                if (character < ' ' || character == DELETE) {
                    yield String.format("\\u%04x", character);
                }
                yield Character.getType(character) == Character.SURROGATE ? REPLACEMENT : Character.toString(character);
            }
        };
    }
}
