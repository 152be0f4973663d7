package dev.loanword.export.declaration;

import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one class declares.
 *
 * @param name the binary name
 * @param packageName the package; empty for the unnamed one
 * @param flags its access flags as its source has them: those of a nested class, {@code STATIC} among them, are its own
 * @param enclosing the binary name of the class that it is a member of; empty at top level
 * @param typeParameters the names of its type variables
 * @param superclass what it extends; empty for {@link Object} and for interfaces
 * @param interfaces what it implements or, as an interface, extends
 * @param methods its methods and constructors, in the order of the source; compiler-made ones are not there
 * @param fields its fields, enum constants among them
 * @param components a record's components
 * @param nested the binary names of its member classes, in no order
 */
public record ClassDeclaration(
        String name,
        String packageName,
        Kind kind,
        Set<AccessFlag> flags,
        Optional<String> enclosing,
        List<String> typeParameters,
        Optional<JavaType.Class> superclass,
        List<JavaType.Class> interfaces,
        List<MethodDeclaration> methods,
        List<FieldDeclaration> fields,
        List<RecordComponent> components,
        List<String> nested,
        List<Marking> markings,
        Object position)
        implements Marked {

    /** What kinds of class there are. */
    public enum Kind { CLASS, INTERFACE, ENUM, RECORD, ANNOTATION }

    /** Copies the lists. */
    public ClassDeclaration {
        flags = Set.copyOf(flags);
        typeParameters = List.copyOf(typeParameters);
        interfaces = List.copyOf(interfaces);
        methods = List.copyOf(methods);
        fields = List.copyOf(fields);
        components = List.copyOf(components);
        nested = List.copyOf(nested);
        markings = List.copyOf(markings);
    }

    /** Returns the name in the source without the package, such as {@code Outer.Nested}. */
    public String sourceName() {
        String plain = packageName.isEmpty() ? name : name.substring(packageName.length() + 1);
        return plain.replace('$', '.');
    }

    /** Returns the name without the package and without the class that it is a member of. */
    public String simpleName() {
        int prefix = enclosing.map(String::length).orElse(packageName.length());
        return prefix == 0 ? name : name.substring(prefix + 1);
    }

    /** Says whether it has a flag. */
    public boolean is(AccessFlag flag) {
        return flags.contains(flag);
    }

    /** Returns the names of an enum's constants, in order. */
    public List<String> enumConstants() {
        return fields.stream().filter(field -> field.is(AccessFlag.ENUM)).map(FieldDeclaration::name).toList();
    }

    /**
     * Returns what its type variables stand for where it is used with some arguments.
     *
     * @param arguments the type arguments; for a raw type, or one with another number of them, nothing is bound
     */
    public Map<String, JavaType> bindings(List<JavaType> arguments) {
        Map<String, JavaType> bindings = new HashMap<>();
        if (arguments.size() == typeParameters.size()) {
            for (int i = 0; i < arguments.size(); i++) {
                bindings.put(typeParameters.get(i), arguments.get(i));
            }
        }
        return bindings;
    }
}
