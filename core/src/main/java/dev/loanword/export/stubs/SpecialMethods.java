package dev.loanword.export.stubs;

import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.stubs.Signature.Parameter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The signatures of Python's special methods, where they are not those of the Java method behind. */
final class SpecialMethods {

    private SpecialMethods() {}

    /** The signature that Python gives to a method whatever Java's is, or nothing if it is Java's. */
    static Optional<Signature> fixed(String name, CallModel call, PythonTypes types) {
        return switch (name) {
            // Everything can be compared; what Java does not take is unequal.
            case "__eq__", "__ne__" -> Optional.of(new Signature(
                    "self",
                    List.of(positional("other", Set.of(types.builtin("object")))),
                    types.resultTypes(call.result())));
            case "__exit__" -> Optional.of(exit(types.resultTypes(call.result()), types));
            case "__buffer__" -> Optional.of(new Signature(
                    "self",
                    List.of(positional("flags", Set.of(types.builtin("int")))),
                    Set.of(types.builtin("memoryview"))));
            // A method of this name that lends memory gives an array over it; NumPy's own types may not be installed.
            case "numpy" -> call.result() == ValueType.Simple.LENT_MEMORY
                    ? Optional.of(new Signature("self", List.of(), Set.of(types.from("typing", "Any"))))
                    : Optional.empty();
            case "__getnewargs__" -> Optional.of(
                    new Signature("self", List.of(), Set.of(types.builtin("tuple") + "[" + types.builtin("object") + ", ...]")));
            default -> Optional.empty();
        };
    }

    /** Whether Python itself calls a special method, and so by position; others are called as any function is. */
    static boolean isCalledByPython(FunctionModel function) {
        return function.isSpecial() && !function.name().equals("__call__");
    }

    /** The signature of {@code __exit__}: Python always passes three arguments. */
    static Signature exit(Set<String> result, PythonTypes types) {
        String type = types.builtin("type") + "[" + types.builtin("BaseException") + "]";
        return new Signature(
                "self",
                List.of(
                        positional("exc_type", orNone(type)),
                        positional("exc_value", orNone(types.builtin("BaseException"))),
                        positional("traceback", orNone(types.from("types", "TracebackType")))),
                result);
    }

    private static Set<String> orNone(String type) {
        return new LinkedHashSet<>(List.of(type, "None"));
    }

    private static Parameter positional(String name, Set<String> annotation) {
        return new Parameter(name, ParameterKind.POSITIONAL_ONLY, annotation, "");
    }
}
