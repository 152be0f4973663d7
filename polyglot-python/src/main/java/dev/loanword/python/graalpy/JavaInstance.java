package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.object.PythonObject;
import com.oracle.truffle.api.object.Shape;

/**
 * An instance of an exported Python class; its Java half is a plain field.
 *
 * <p>Python code can't reach the field, so it can't be forged: a method that got this instance got the object that the
 * constructor made.
 */
public final class JavaInstance extends PythonObject {

    private Object java;

    /**
     * Makes an instance of {@code pythonClass}, which may be a subclass written in Python.
     *
     * @param java {@code null} if {@code __init__} is to make it
     */
    JavaInstance(Object pythonClass, Shape shape, Object java) {
        super(pythonClass, shape);
        this.java = java;
    }

    /** The Java object; {@code null} if {@code __init__} has not made it yet. */
    public Object java() {
        return java;
    }

    /** Completes an instance that was made without its Java half. */
    void complete(Object made) {
        java = made;
    }
}
