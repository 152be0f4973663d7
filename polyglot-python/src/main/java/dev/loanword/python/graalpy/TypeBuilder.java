package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.PythonBuiltinClassType;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.function.PBuiltinFunction;
import com.oracle.graal.python.lib.PyObjectSetAttr;
import com.oracle.graal.python.lib.PyObjectSetItem;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;

/**
 * Makes a Python class whose methods are builtins written in Java.
 *
 * <p>It is made by calling {@code type(name, bases, {...})}, so it is a class as any other: {@code isinstance}, subclassing,
 * weak references, pickling of its methods and {@code help()} work. Instances have no dictionary unless a subclass adds one.
 */
public final class TypeBuilder {

    private final String qualifier;
    private final Object type;

    /**
     * Makes the class in the entered context, without any methods yet.
     *
     * @param module the module that the class belongs to
     * @param qualifier tells the class's builtins from others of the same names; see {@link Builtin#create}
     * @param constructor the {@code __new__} builtin, whose first parameter is the class
     */
    @TruffleBoundary
    public TypeBuilder(String module, String qualifier, String name, String documentation, Builtin constructor) {
        PythonLanguage language = PythonLanguage.get(null);
        this.qualifier = qualifier;
        Object dictionary = PFactory.createDict(language);
        Object makeInstance = constructor.create(qualifier, null);
        put(dictionary, "__new__", CallNode.executeUncached(PythonBuiltinClassType.PStaticmethod, makeInstance));
        put(dictionary, "__slots__", PFactory.createTuple(language, new Object[] {Text.python("__weakref__")}));
        put(dictionary, "__module__", Text.python(module));
        put(dictionary, "__qualname__", Text.python(name));
        put(dictionary, "__doc__", Text.python(documentation));
        Object bases = PFactory.createTuple(language, new Object[] {PythonBuiltinClassType.PythonObject});
        this.type = CallNode.executeUncached(PythonBuiltinClassType.PythonClass, Text.python(name), bases, dictionary);
    }

    /** The class as it is by now. */
    public Object type() {
        return type;
    }

    /** Adds a method, whose first parameter is {@code self}. */
    @TruffleBoundary
    public PBuiltinFunction method(Builtin method) {
        PBuiltinFunction function = method.create(qualifier, type);
        attribute(method.name(), function);
        return function;
    }

    /** Adds a static method. Its first parameter is the class that it was defined in, as C's static methods have one. */
    @TruffleBoundary
    public PBuiltinFunction staticMethod(Builtin method) {
        PythonLanguage language = PythonLanguage.get(null);
        PBuiltinFunction function = method.create(qualifier, type);
        attribute(method.name(), PFactory.createStaticmethodFromCallableObj(language, function));
        return function;
    }

    /** Adds a class method, whose first parameter is the class that it was called on. */
    @TruffleBoundary
    public PBuiltinFunction classMethod(Builtin method) {
        PBuiltinFunction function = method.create(qualifier, type);
        attribute(method.name(), PFactory.createClassmethodFromCallableObj(PythonLanguage.get(null), function));
        return function;
    }

    /**
     * Adds a property.
     *
     * @param getter has one parameter
     * @param setter has two, {@code null} for a read-only property
     */
    @TruffleBoundary
    public void property(Builtin getter, Builtin setter) {
        attribute(getter.name(), CallNode.executeUncached(
                PythonBuiltinClassType.PProperty,
                getter.create(qualifier, type),
                setter == null ? PNone.NONE : setter.create(qualifier + " setter", type),
                PNone.NONE,
                Text.python(getter.documentation())));
    }

    /** Adds any attribute, by Python's own attribute protocol, which also fills the type's slots for special methods. */
    @TruffleBoundary
    public void attribute(String key, Object value) {
        PyObjectSetAttr.executeUncached(type, Text.python(key), value);
    }

    private static void put(Object dictionary, String key, Object value) {
        PyObjectSetItem.executeUncached(dictionary, Text.python(key), value);
    }
}
