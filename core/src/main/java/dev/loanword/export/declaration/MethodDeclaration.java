package dev.loanword.export.declaration;

import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One method or constructor.
 *
 * @param name its name, {@code <init>} for a constructor
 * @param descriptor its descriptor, as the class file has it; generics are erased in it
 * @param typeParameters the names of its own type variables
 * @param result what it gives; {@code VOID} for a constructor
 */
public record MethodDeclaration(
        String name,
        String descriptor,
        Set<AccessFlag> flags,
        List<String> typeParameters,
        List<ParameterDeclaration> parameters,
        JavaType result,
        List<Marking> markings,
        Object position)
        implements Marked {

    /** The name of constructors. */
    public static final String CONSTRUCTOR = "<init>";

    /** Copies the lists. */
    public MethodDeclaration {
        flags = Set.copyOf(flags);
        typeParameters = List.copyOf(typeParameters);
        parameters = List.copyOf(parameters);
        markings = List.copyOf(markings);
    }

    /** Says whether it has a flag. */
    public boolean is(AccessFlag flag) {
        return flags.contains(flag);
    }

    /** Says whether it is a constructor. */
    public boolean isConstructor() {
        return name.equals(CONSTRUCTOR);
    }

    /** Returns the method with type variables replaced. Its descriptor stays: it is how the method is called. */
    public MethodDeclaration substitute(Map<String, JavaType> bindings) {
        List<ParameterDeclaration> substituted =
                parameters.stream().map(parameter -> parameter.substitute(bindings)).toList();
        return new MethodDeclaration(name, descriptor, flags, typeParameters, substituted, result.substitute(bindings),
                markings, position);
    }

    /** Returns name and erased parameter types: methods of one signature override one another. */
    public String signature() {
        return parameters.stream().map(parameter -> parameter.type().descriptor())
                .collect(Collectors.joining("", name + "(", ")"));
    }
}
