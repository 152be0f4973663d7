package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.PythonBuiltinClassType;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.function.PKeyword;
import com.oracle.graal.python.lib.PyCallableCheckNode;
import com.oracle.graal.python.lib.PyObjectGetAttr;
import com.oracle.graal.python.lib.PyObjectLookupAttr;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import dev.loanword.export.check.HostTypes;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.Simple;
import dev.loanword.python.graalpy.PythonExceptions;
import dev.loanword.python.graalpy.Text;
import dev.loanword.python.graalpy.TypeNames;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Calls of Python functions that a Java program makes, of its own accord. Arguments cross as results of exported methods do,
 * results as arguments. All but {@link #requireSupported} runs as the body of a builtin.
 */
public final class HostCalls {

    /** A Python object that Java passes on as it is. */
    public record PythonObject(Object object) {}

    private final Map<Type, FromPython> conversions = new ConcurrentHashMap<>();

    /**
     * Checks that Python's results can be had as a type.
     *
     * @throws IllegalArgumentException if not; the message says what to ask for
     */
    public void requireSupported(Type type) {
        conversions.computeIfAbsent(type, HostCalls::conversion);
    }

    /**
     * Calls a function of {@code __main__}, a builtin, or one of a module, which is imported if need be.
     *
     * @param name its name; that of its module, class or object before it, with dots
     * @param result the Java type of the result, which was checked; {@code null} to have the Python object itself
     */
    public Object call(String name, Object[] arguments, Map<String, Object> keywords, Type result) {
        Object function = find(name);
        if (!PyCallableCheckNode.executeUncached(function)) {
            throw PythonExceptions.typeError(
                    null, "'" + name + "' can't be called, it is of type " + TypeNames.of(function) + "; have its value with eval");
        }
        Object returned;
        try (CallScope scope = new CallScope(null, false)) {
            Object[] converted = new Object[arguments.length];
            for (int i = 0; i < converted.length; i++) {
                converted[i] = argument(scope, Place.argument(name, Integer.toString(i + 1)), arguments[i]);
            }
            PKeyword[] named = new PKeyword[keywords.size()];
            int i = 0;
            for (Map.Entry<String, Object> keyword : keywords.entrySet()) {
                named[i++] = new PKeyword(
                        Text.python(keyword.getKey()),
                        argument(scope, Place.argument(name, keyword.getKey()), keyword.getValue()));
            }
            returned = CallNode.executeUncached(function, converted, named);
        }
        return result == null ? returned : toJava(name, returned, result);
    }

    /**
     * Makes a Java value of a Python value.
     *
     * @param function whose result it is, for errors
     * @param type a type that was checked
     */
    public Object toJava(String function, Object value, Type type) {
        try (CallScope scope = new CallScope(null, false)) {
            return conversions.get(type).convert(scope, new Place(function, "result"), value);
        }
    }

    private static Object argument(CallScope scope, Place place, Object value) {
        try {
            return HostArguments.toPython(scope, value);
        } catch (AbstractTruffleException pythons) {
            throw pythons;
        } catch (IllegalStateException | IllegalArgumentException refused) {
            throw PythonExceptions.typeError(null, place + ": " + refused.getMessage());
        }
    }

    private static Object find(String name) {
        PythonContext context = PythonContext.get(null);
        String[] parts = name.split("\\.");
        Object found = PyObjectLookupAttr.executeUncached(context.getMainModule(), Text.python(parts[0]));
        if (found == PNone.NO_VALUE && parts.length == 1) {
            found = PyObjectLookupAttr.executeUncached(context.getBuiltins(), Text.python(name));
            if (found == PNone.NO_VALUE) {
                throw PythonExceptions.raise(
                        null,
                        PythonBuiltinClassType.NameError,
                        "there is no function '" + name + "' in __main__; define it there with run, or name its module too, as in"
                                + " 'module." + name + "'");
            }
        }
        StringBuilder module = new StringBuilder(parts[0]);
        boolean imports = found == PNone.NO_VALUE;
        if (imports) {
            found = imported(parts[0]);
        }
        for (int i = 1; i < parts.length; i++) {
            Object attribute = PyObjectLookupAttr.executeUncached(found, Text.python(parts[i]));
            module.append('.').append(parts[i]);
            if (attribute != PNone.NO_VALUE) {
                found = attribute;
            } else if (imports && i < parts.length - 1 && PythonLibrary.attributeOrNull(found, "__path__") != null) {
                found = imported(module.toString());
            } else {
                // Says in Python's words what is missing.
                found = PyObjectGetAttr.executeUncached(found, Text.python(parts[i]));
            }
        }
        return found;
    }

    private static Object imported(String module) {
        return PythonLibrary.call("importlib", "import_module", Text.python(module));
    }

    private static FromPython conversion(Type type) {
        ClassLoader loader = classes(type)
                .map(Class::getClassLoader)
                .filter(found -> found != null)
                .findFirst()
                .orElseGet(ClassLoader::getSystemClassLoader);
        ValueType found = HostTypes.of(type, loader);
        if (found == Simple.NONE) {
            return (scope, place, value) -> null;
        }
        boolean isPrimitive = type instanceof Class<?> named && named.isPrimitive();
        return ArgumentConversions.of(isPrimitive ? found : new ValueType.Nullable(found), new CoreClasses(loader));
    }

    /** The classes that a type consists of, which may be of several loaders: the JDK's and one more. */
    private static Stream<Class<?>> classes(Type type) {
        return switch (type) {
            case Class<?> named when named.isArray() -> classes(named.componentType());
            case Class<?> named -> Stream.of(named);
            case ParameterizedType generic -> Stream.concat(
                    classes(generic.getRawType()), Stream.of(generic.getActualTypeArguments()).flatMap(HostCalls::classes));
            case GenericArrayType array -> classes(array.getGenericComponentType());
            default -> Stream.empty();
        };
    }
}
