package dev.loanword.repl;

import java.lang.reflect.Field;
import jdk.jshell.execution.LocalExecutionControl;

/** Runs JShell's code in this JVM, and keeps what only its text would be told of: values as they are, and what was thrown. */
final class JavaExecution extends LocalExecutionControl {
    private Object value;
    private Throwable thrown;

    /**
     * @param parent sees the classes that the code may use
     */
    JavaExecution(ClassLoader parent) {
        super(parent);
    }

    @Override
    public String varValue(String className, String name) throws RunException, EngineTerminationException, InternalException {
        try {
            Field field = findClass(className).getDeclaredField(name);
            field.setAccessible(true);
            value = field.get(null);
        } catch (ReflectiveOperationException impossible) {
            throw new InternalException("no variable " + name + " in " + className + ": " + impossible);
        }
        // Its text is not asked for: that of a large array would take long.
        return "";
    }

    /** The value of the variable that was asked for last; it is forgotten here. */
    Object takeValue() {
        Object taken = value;
        value = null;
        return taken;
    }

    @Override
    protected String throwConvertedInvocationException(Throwable cause) throws RunException, InternalException {
        thrown = cause;
        return super.throwConvertedInvocationException(cause);
    }

    /** What the last code threw; it is forgotten here. */
    Throwable takeThrown() {
        Throwable taken = thrown;
        thrown = null;
        return taken;
    }
}
