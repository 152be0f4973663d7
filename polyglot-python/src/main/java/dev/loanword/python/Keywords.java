package dev.loanword.python;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Keyword arguments of a Python function, given as the last argument of {@link PythonHost#call}:
 * {@code Keywords.of("window", 20).and("adjust", true)} is Python's {@code window=20, adjust=True}.
 *
 * @param values the values by name, in the order in which Python sees them
 */
public record Keywords(Map<String, Object> values) {

    /** Copies the map. */
    public Keywords {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** One keyword argument; the value may be {@code null}. */
    public static Keywords of(String name, Object value) {
        return new Keywords(Map.of()).and(name, value);
    }

    /**
     * These and one more.
     *
     * @throws IllegalArgumentException if there is one of that name already
     */
    public Keywords and(String name, Object value) {
        Objects.requireNonNull(name, "name");
        if (values.containsKey(name)) {
            throw new IllegalArgumentException("the keyword argument '" + name + "' is given twice: as "
                    + values.get(name) + " and as " + value);
        }
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Keywords(more);
    }
}
