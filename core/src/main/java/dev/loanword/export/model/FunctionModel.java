package dev.loanword.export.model;

import java.util.List;

/**
 * One Python function or method.
 *
 * @param name the name in Python
 * @param doc the docstring
 * @param binding what it is bound to
 * @param overloads the Java methods behind it, at least one, in the order in which they are tried
 */
public record FunctionModel(String name, String doc, Binding binding, List<CallModel> overloads) {

    /** What a function is bound to. */
    public enum Binding { MODULE, INSTANCE, STATIC, CLASS }

    /** Checks that there is a method. */
    public FunctionModel {
        overloads = List.copyOf(overloads);
        if (overloads.isEmpty()) {
            throw new IllegalArgumentException("function " + name + " has no Java method");
        }
    }

    /** Whether the name is one of Python's special methods. */
    public boolean isSpecial() {
        return name.startsWith("__") && name.endsWith("__");
    }
}
