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

    private final Maker maker;
    private final Object type;

    /** Makes the function objects of a class. */
    private interface Maker {
        PBuiltinFunction make(Builtin builtin, String suffix, Object enclosingType);
    }

    /**
     * Makes a class of the toolkit in the entered context, without any methods yet.
     *
     * @param module the module that the class belongs to
     * @param qualifier tells the class's builtins from others of the same names; see {@link Builtin#create}
     * @param constructor the {@code __new__} builtin, whose first parameter is the class
     */
    @TruffleBoundary
    public TypeBuilder(String module, String qualifier, String name, String documentation, Builtin constructor) {
        this(module, name, documentation, constructor, PythonBuiltinClassType.PythonObject, (builtin, suffix, type) ->
                builtin.create(qualifier + suffix, type));
    }

    /**
     * Makes a class of a core.
     *
     * @param targets where its builtins' call targets are kept
     * @param base {@code object}, or a class that was made here too
     */
    @TruffleBoundary
    public TypeBuilder(
            String module, CallTargets targets, String name, String documentation, Builtin constructor, Object base) {
        this(module, name, documentation, constructor, base, (builtin, suffix, type) ->
                builtin.create(targets, name + suffix, type));
    }

    private TypeBuilder(
            String module, String name, String documentation, Builtin constructor, Object base, Maker maker) {
        PythonLanguage language = PythonLanguage.get(null);
        this.maker = maker;
        Object dictionary = PFactory.createDict(language);
        Object makeInstance = maker.make(constructor, "", null);
        put(dictionary, "__new__", CallNode.executeUncached(PythonBuiltinClassType.PStaticmethod, makeInstance));
        Object[] slots = base == PythonBuiltinClassType.PythonObject ? new Object[] {Text.python("__weakref__")} : new Object[0];
        put(dictionary, "__slots__", PFactory.createTuple(language, slots));
        put(dictionary, "__module__", Text.python(module));
        put(dictionary, "__qualname__", Text.python(name));
        put(dictionary, "__doc__", Text.python(documentation));
        Object bases = PFactory.createTuple(language, new Object[] {base});
        this.type = CallNode.executeUncached(PythonBuiltinClassType.PythonClass, Text.python(name), bases, dictionary);
    }

    /** The class as it is by now. */
    public Object type() {
        return type;
    }

    /** Adds a method, whose first parameter is {@code self}. */
    @TruffleBoundary
    public PBuiltinFunction method(Builtin method) {
        PBuiltinFunction function = maker.make(method, "", type);
        attribute(method.name(), function);
        return function;
    }

    /** Adds a static method. Its first parameter is the class that it was defined in, as C's static methods have one. */
    @TruffleBoundary
    public PBuiltinFunction staticMethod(Builtin method) {
        PythonLanguage language = PythonLanguage.get(null);
        PBuiltinFunction function = maker.make(method, "", type);
        attribute(method.name(), PFactory.createStaticmethodFromCallableObj(language, function));
        return function;
    }

    /** Adds a class method, whose first parameter is the class that it was called on. */
    @TruffleBoundary
    public PBuiltinFunction classMethod(Builtin method) {
        PBuiltinFunction function = maker.make(method, "", type);
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
                maker.make(getter, "", type),
                setter == null ? PNone.NONE : maker.make(setter, " setter", type),
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
