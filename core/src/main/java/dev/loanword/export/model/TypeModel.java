package dev.loanword.export.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One Python type of a module, made from one Java class. */
public sealed interface TypeModel {

    /** The name in Python. */
    String name();

    /** The docstring. */
    String doc();

    /** The binary name of the Java class. */
    String className();

    /**
     * A class whose instances hold a Java object.
     *
     * @param constructors what {@code __new__} calls; empty if Python can't construct it
     * @param matchArgs the names for {@code __match_args__}
     * @param closeable whether it is an {@link AutoCloseable}, which gives it {@code close}, {@code __enter__} and
     *     {@code __exit__} where {@code functions} has none of its own
     * @param base the exported class that it extends; its members are among those here as well
     */
    record JavaClass(
            String name,
            String doc,
            String className,
            List<CallModel> constructors,
            List<FunctionModel> functions,
            List<PropertyModel> properties,
            List<ConstantModel> constants,
            List<String> matchArgs,
            boolean closeable,
            Optional<Base> base)
            implements TypeModel {
        /** Copies the lists. */
        public JavaClass {
            constructors = List.copyOf(constructors);
            functions = List.copyOf(functions);
            properties = List.copyOf(properties);
            constants = List.copyOf(constants);
            matchArgs = List.copyOf(matchArgs);
        }

        /** Whether a function, property or constant is the very one that the base has. */
        public boolean inherits(String member) {
            return base.isPresent() && base.get().inherited().contains(member);
        }
    }

    /**
     * The nearest exported class above another, whose Python type is the base of the other's.
     *
     * @param className its binary name
     * @param inherited the Python names of the functions, properties and constants that are taken over as they are
     */
    record Base(String className, Set<String> inherited) {
        /** Copies the set. */
        public Base {
            inherited = Set.copyOf(inherited);
        }
    }

    /**
     * An {@code enum.Enum} with the members of a Java enum; each member's value is its name.
     *
     * @param members the names, in order
     */
    record JavaEnum(String name, String doc, String className, List<String> members) implements TypeModel {
        /** Copies the list. */
        public JavaEnum {
            members = List.copyOf(members);
        }
    }

    /**
     * A named tuple with the components of a Java record.
     *
     * @param components name and type of each; the getter is the Java method of that name
     * @param descriptor the canonical constructor's descriptor
     */
    record JavaRecord(String name, String doc, String className, List<Component> components, String descriptor)
            implements TypeModel {
        /** Copies the list. */
        public JavaRecord {
            components = List.copyOf(components);
        }
    }

    /**
     * One component of a record.
     *
     * @param name the name in Python
     * @param accessor the Java method that gives it
     * @param descriptor that method's descriptor
     */
    record Component(String name, String accessor, String descriptor, ValueType type) {}

    /**
     * An exception class.
     *
     * @param base the Python name of its base, such as {@code ValueError}, or the binary name of another exported class
     */
    record JavaException(String name, String doc, String className, String base) implements TypeModel {}
}
