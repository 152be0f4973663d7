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
import java.util.List;

/**
 * A Python class whose methods are builtins written in Java.
 *
 * <p>It is made by calling {@code type(name, (object,), {...})}, so it is a class as any other: {@code isinstance},
 * subclassing, pickling of its methods and {@code help()} work. {@code __slots__} is empty: instances have no dictionary
 * unless a subclass adds one.
 *
 * @param module the module that the class belongs to
 * @param name the class's name
 * @param documentation its docstring
 * @param constructor the {@code __new__} builtin, whose first parameter is the class
 * @param methods all other methods, with {@code self} first
 * @param properties read-only properties: builtins of one parameter
 */
public record PythonType(
        String module,
        String name,
        String documentation,
        Builtin constructor,
        List<Builtin> methods,
        List<Builtin> properties) {

    /** Makes the class in the entered context. */
    @TruffleBoundary
    public Object create() {
        PythonLanguage language = PythonLanguage.get(null);
        Object dictionary = CallNode.executeUncached(PythonBuiltinClassType.PDict);
        Object bases = PFactory.createTuple(language, new Object[] {PythonBuiltinClassType.PythonObject});
        Object type = CallNode.executeUncached(
                PythonBuiltinClassType.PythonClass, Text.python(name), bases, dictionary(dictionary, language));
        for (Builtin method : methods) {
            set(type, method.name(), method.create(module + "." + name, type));
        }
        for (Builtin property : properties) {
            PBuiltinFunction getter = property.create(module + "." + name, type);
            set(type, property.name(), CallNode.executeUncached(
                    PythonBuiltinClassType.PProperty,
                    getter,
                    PNone.NONE,
                    PNone.NONE,
                    Text.python(property.documentation())));
        }
        return type;
    }

    private Object dictionary(Object dictionary, PythonLanguage language) {
        PBuiltinFunction makeInstance = constructor.create(module + "." + name, null);
        put(dictionary, "__new__", CallNode.executeUncached(PythonBuiltinClassType.PStaticmethod, makeInstance));
        put(dictionary, "__slots__", PFactory.createEmptyTuple(language));
        put(dictionary, "__module__", Text.python(module));
        put(dictionary, "__qualname__", Text.python(name));
        put(dictionary, "__doc__", Text.python(documentation));
        return dictionary;
    }

    private static void put(Object dictionary, String key, Object value) {
        PyObjectSetItem.executeUncached(dictionary, Text.python(key), value);
    }

    /** By Python's own attribute protocol, which also fills the type's slots for special methods. */
    private static void set(Object type, String key, Object value) {
        PyObjectSetAttr.executeUncached(type, Text.python(key), value);
    }
}
