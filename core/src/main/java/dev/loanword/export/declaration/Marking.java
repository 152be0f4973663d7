package dev.loanword.export.declaration;

import dev.loanword.export.model.ParameterKind;
import dev.loanword.memory.BorrowTable.Access;
import java.util.List;
import java.util.Optional;

/**
 * One annotation of the package {@code dev.loanword.export}, as data. Attributes that were left out have the annotation's
 * defaults.
 */
public sealed interface Marking {

    /** {@link dev.loanword.export.PyModule}; {@code classes} holds binary names. */
    record Module(String name, String doc, List<String> classes) implements Marking {
        /** Copies the list. */
        public Module {
            classes = List.copyOf(classes);
        }
    }

    /** {@link dev.loanword.export.PyClass}. */
    record Type(String name, String doc, List<String> matchArgs) implements Marking {
        /** Copies the list. */
        public Type {
            matchArgs = List.copyOf(matchArgs);
        }
    }

    /** {@link dev.loanword.export.PyException}. */
    record ExceptionType(String name, String doc, String base) implements Marking {}

    /** {@link dev.loanword.export.PyFunction}. */
    record Function(String name, String doc, boolean releasesGil, boolean inlined, boolean classMethod) implements Marking {}

    /** {@link dev.loanword.export.PyConstructor}. */
    record Constructor() implements Marking {}

    /** {@link dev.loanword.export.PyProperty}. */
    record Property(String name, String doc) implements Marking {}

    /** {@link dev.loanword.export.PyConstant}. */
    record Constant(String name) implements Marking {}

    /** {@link dev.loanword.export.PyParameter}; {@code kind} is empty where it was left out. */
    record Parameter(String name, String defaultValue, Optional<ParameterKind> kind) implements Marking {
        /** What a parameter without the annotation has. */
        public static final Parameter NONE = new Parameter("", "", Optional.empty());
    }

    /** {@link dev.loanword.export.Borrow}. */
    record Borrow(Access access, String format, int dimensions, boolean contiguous, List<String> types)
            implements Marking {
        /** What a parameter without the annotation has. */
        public static final Borrow ANY = new Borrow(Access.SHARED, "", -1, false, List.of());

        /** Copies the list. */
        public Borrow {
            types = List.copyOf(types);
        }
    }

    /** {@link dev.loanword.export.Unsigned}. */
    record Unsigned() implements Marking {}
}
