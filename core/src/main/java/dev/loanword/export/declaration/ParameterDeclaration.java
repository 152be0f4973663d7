package dev.loanword.export.declaration;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One parameter of a method.
 *
 * @param name its name in the source; empty if the class file does not tell
 */
public record ParameterDeclaration(Optional<String> name, JavaType type, List<Marking> markings, Object position)
        implements Marked {

    /** Copies the list. */
    public ParameterDeclaration {
        markings = List.copyOf(markings);
    }

    /** Returns the parameter with type variables replaced. */
    ParameterDeclaration substitute(Map<String, JavaType> bindings) {
        return new ParameterDeclaration(name, type.substitute(bindings), markings, position);
    }
}
