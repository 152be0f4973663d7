package dev.loanword.export.model;

import java.util.List;

/**
 * One Java method or constructor that Python can call.
 *
 * @param kind how Java invokes it
 * @param owner the binary name of the exported class that it is called on, which declares or inherits it
 * @param method its Java name, {@code <init>} for a constructor
 * @param descriptor its descriptor, as class files have it
 * @param parameters its parameters in Java's order, {@code this} aside
 * @param result what it gives; {@code NONE} for a constructor
 * @param mode how it runs beside the Python code that calls it
 */
public record CallModel(
        Kind kind,
        String owner,
        String method,
        String descriptor,
        List<ParameterModel> parameters,
        ValueType result,
        Mode mode) {

    /** How Java invokes a call. */
    public enum Kind { STATIC, VIRTUAL, INTERFACE, CONSTRUCTOR }

    /** How a call runs beside the Python code that calls it. */
    public enum Mode {
        /** It holds the GIL, and is compiled by itself. */
        PLAIN,
        /** Other Python threads run while it does. */
        RELEASES_GIL,
        /** It holds the GIL, and is compiled into the Python code that calls it. */
        INLINED
    }

    /** Copies the list. */
    public CallModel {
        parameters = List.copyOf(parameters);
    }

    /** Whether other Python threads run while it does. */
    public boolean releasesGil() {
        return mode == Mode.RELEASES_GIL;
    }

    /** The parameters that Python sees, in Java's order. */
    public List<ParameterModel> pythonParameters() {
        return parameters.stream().filter(parameter -> !parameter.isSupplied()).toList();
    }
}
