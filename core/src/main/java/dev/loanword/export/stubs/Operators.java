package dev.loanword.export.stubs;

import dev.loanword.export.stubs.Signature.Parameter;
import java.util.stream.Collectors;

/** How special methods look where they are used: {@code len(x)} for {@code __len__}. */
final class Operators {

    private Operators() {}

    /** A use of a method, with its types: {@code x[idx: int] -> float}. A method that no syntax calls stands as itself. */
    static String used(String name, Signature signature) {
        String use =
                switch (name) {
                    case "__len__" -> "len(x)";
                    case "__bool__" -> "bool(x)";
                    case "__hash__" -> "hash(x)";
                    case "__repr__" -> "repr(x)";
                    case "__str__" -> "str(x)";
                    case "__iter__" -> "iter(x)";
                    case "__next__" -> "next(x)";
                    case "__reversed__" -> "reversed(x)";
                    case "__aiter__" -> "aiter(x)";
                    case "__buffer__" -> "memoryview(x)";
                    case "__enter__" -> "with x";
                    case "__neg__" -> "-x";
                    case "__getitem__" -> "x[" + first(signature) + "]";
                    case "__delitem__" -> "del x[" + first(signature) + "]";
                    case "__setitem__" -> "x[" + first(signature) + "] = " + rest(signature);
                    case "__contains__" -> first(signature) + " in x";
                    case "__call__" -> "x" + signature.arguments();
                    case "__eq__" -> "x == " + first(signature);
                    case "__lt__" -> "x < " + first(signature);
                    case "__le__" -> "x <= " + first(signature);
                    case "__gt__" -> "x > " + first(signature);
                    case "__ge__" -> "x >= " + first(signature);
                    case "__add__" -> "x + " + first(signature);
                    case "__sub__" -> "x - " + first(signature);
                    case "__mul__" -> "x * " + first(signature);
                    case "__truediv__" -> "x / " + first(signature);
                    case "__radd__" -> first(signature) + " + x";
                    case "__rsub__" -> first(signature) + " - x";
                    case "__rmul__" -> first(signature) + " * x";
                    default -> name + signature.arguments();
                };
        String result = PythonTypes.union(signature.result());
        boolean isStatement = name.equals("__setitem__") || name.equals("__delitem__");
        return isStatement ? use : use + " -> " + result;
    }

    private static String first(Signature signature) {
        return signature.parameters().getFirst().toString();
    }

    private static String rest(Signature signature) {
        return signature.parameters().stream().skip(1).map(Parameter::toString).collect(Collectors.joining(", "));
    }
}
