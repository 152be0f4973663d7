package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.modules.pickle.PPickleBuffer;
import com.oracle.graal.python.builtins.objects.object.PythonObject;
import com.oracle.graal.python.builtins.objects.type.TypeNodes;
import com.oracle.graal.python.builtins.objects.type.TypeNodes.GetInstanceShape;
import com.oracle.graal.python.builtins.objects.type.TypeNodes.GetMroNode;
import com.oracle.graal.python.nodes.classes.IsSubtypeNode;
import com.oracle.graal.python.nodes.object.GetClassNode;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;

/** Makes instances of exported types and finds the Java object in them. */
public final class Instances {

    static final String NOT_INITIALIZED =
            "super().__init__() was never called, which makes the Java half of this object; call it in __init__ first";

    private Instances() {}

    /**
     * A new instance of {@code type}, the class that {@code __new__} was called with, around a Java object.
     *
     * @param java {@code null} if {@code __init__} is to make it; see {@link #complete}
     */
    @TruffleBoundary
    public static JavaInstance create(Object type, Object java) {
        return new JavaInstance(type, GetInstanceShape.executeUncached(type), java);
    }

    /** A new instance of a type that exports {@code __buffer__}; see {@link #create}. */
    @TruffleBoundary
    public static PythonObject createExporter(Object type, Object java, MemorySource source) {
        return PFactory.createPickleBuffer(
                PythonLanguage.get(null), new ExportedMemory(java, source), type, GetInstanceShape.executeUncached(type));
    }

    /** The Java object of an instance of any exported type, or {@code null} if the object is something else. */
    public static Object javaOrNull(Object instance) {
        return switch (instance) {
            case JavaInstance plain -> plain.java();
            case PPickleBuffer buffer when ExportedMemory.of(buffer) != null -> ExportedMemory.of(buffer).java();
            case null, default -> null;
        };
    }

    /** Whether an object is an instance of an exported type, with or without its Java half. */
    public static boolean isInstance(Object object) {
        return object instanceof JavaInstance || object instanceof PPickleBuffer buffer && ExportedMemory.of(buffer) != null;
    }

    /** Gives an instance the Java half that it was made without. */
    public static void complete(Object instance, Object java) {
        switch (instance) {
            case JavaInstance plain -> plain.complete(java);
            case PPickleBuffer buffer -> ExportedMemory.of(buffer).complete(java);
            default -> throw new IllegalArgumentException("no instance of an exported type; please report this");
        }
    }

    /**
     * Refuses an instance whose {@code __init__} did not call that of the exported type.
     *
     * @throws RuntimeException a Python {@code RuntimeError}
     */
    @TruffleBoundary
    public static void checkInitialized(Node node, Object object) {
        if (isInstance(object) && javaOrNull(object) == null) {
            throw PythonExceptions.runtimeError(node, TypeNames.of(object) + ": " + NOT_INITIALIZED);
        }
    }

    /**
     * Checks what a constructor was called on, which {@code __new__} takes as an argument.
     *
     * @throws RuntimeException a Python {@code TypeError} if it is no subclass of {@code type}
     */
    @TruffleBoundary
    public static void checkSubclass(Node node, Object candidate, Object type) {
        if (!TypeNodes.IsTypeNode.executeUncached(candidate) || !IsSubtypeNode.getUncached().execute(candidate, type)) {
            throw PythonExceptions.typeError(node, "__new__ needs a subclass of " + TypeNames.named(type) + ", got "
                    + (TypeNodes.IsTypeNode.executeUncached(candidate)
                            ? TypeNames.named(candidate)
                            : "a " + TypeNames.of(candidate)));
        }
    }

    /**
     * The Java object of an instance.
     *
     * @throws RuntimeException a Python {@code TypeError} if {@code self} is no such instance
     */
    public static <T> T java(Object self, Class<T> type) {
        return java(self, type, type.getSimpleName());
    }

    /**
     * The Java object of an instance.
     *
     * @param name the Python name of the type
     * @throws RuntimeException a Python {@code TypeError} if {@code self} is no such instance, or is one that
     *     {@code object.__new__} has made, without a Java object; a {@code RuntimeError} if its {@code __init__} made none
     */
    public static <T> T java(Object self, Class<T> type, String name) {
        Object java = javaOrNull(self);
        if (type.isInstance(java)) {
            return type.cast(java);
        }
        checkInitialized(null, self);
        if (self instanceof PPickleBuffer released && released.getView() == null) {
            throw PythonExceptions.typeError(
                    null, "this " + TypeNames.of(self) + " was given up by pickle.PickleBuffer.release() and is empty; make another");
        }
        if (isEmpty(self, name)) {
            throw PythonExceptions.typeError(null, "this " + TypeNames.of(self) + " was made by object.__new__() and is empty;"
                    + " make it with " + TypeNames.of(self) + "(...), and have a __new__ of your own call super().__new__");
        }
        throw PythonExceptions.typeError(
                null, "a '" + name + "' object is required, not '" + TypeNames.of(self) + "'");
    }

    /** Whether an object without a Java half is of the exported type, told by its name, or of a subclass. */
    private static boolean isEmpty(Object self, String exported) {
        if (self instanceof PythonObject && javaOrNull(self) == null) {
            for (Object type : GetMroNode.executeUncached(GetClassNode.executeUncached(self))) {
                if (TypeNames.named(type).equals(exported)) {
                    return true;
                }
            }
        }
        return false;
    }
}
