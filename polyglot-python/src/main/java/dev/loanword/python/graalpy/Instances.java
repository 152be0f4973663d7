package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.type.TypeNodes.GetInstanceShape;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;

/** Makes instances of exported types and finds the Java object in them. */
public final class Instances {

    private Instances() {}

    /** A new instance of {@code type}, the class that {@code __new__} was called with, around a Java object. */
    @TruffleBoundary
    public static Object create(Object type, Object java) {
        return new JavaInstance(type, GetInstanceShape.executeUncached(type), java);
    }

    /**
     * The Java object of an instance.
     *
     * @throws RuntimeException a Python {@code TypeError} if {@code self} is no such instance
     */
    public static <T> T java(Object self, Class<T> type) {
        if (self instanceof JavaInstance instance && type.isInstance(instance.java())) {
            return type.cast(instance.java());
        }
        throw PythonExceptions.typeError(
                null, "a '" + type.getSimpleName() + "' object is required, not '" + TypeNames.of(self) + "'");
    }
}
