package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.PythonBuiltinClassType;
import com.oracle.graal.python.builtins.objects.dict.PDict;
import com.oracle.graal.python.builtins.objects.str.PString;
import com.oracle.graal.python.lib.PyObjectCallMethodObjArgs;
import com.oracle.graal.python.lib.PyObjectSetItem;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.strings.TruffleString;
import dev.loanword.export.model.ValueType.CollectionKind;
import dev.loanword.python.graalpy.PythonExceptions;
import dev.loanword.python.graalpy.Sequences;
import dev.loanword.python.graalpy.Text;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Lists, sets, maps and arrays of objects, both ways. The collection is new, its elements are converted one by one. */
final class Collections {

    private static final TruffleString ITEMS = Text.python("items");

    private Collections() {}

    /**
     * A conversion to a Java collection.
     *
     * @param component the class of an array's elements; not used for other kinds
     */
    static FromPython fromPython(CollectionKind kind, FromPython element, Class<?> component) {
        String expected = kind == CollectionKind.SET ? "a set or another iterable" : "a list, a tuple or another iterable";
        return (scope, place, value) -> {
            Object[] items = converted(scope, place, element, expected, value);
            return switch (kind) {
                case LIST, COLLECTION -> new ArrayList<>(Arrays.asList(items));
                case SET -> new LinkedHashSet<>(Arrays.asList(items));
                case ARRAY -> {
                    Object[] array = (Object[]) Array.newInstance(component, items.length);
                    System.arraycopy(items, 0, array, 0, items.length);
                    yield array;
                }
            };
        };
    }

    /** A str is an iterable of str too, and where many are expected it is nearly always a mistake. */
    private static Object[] converted(CallScope scope, Place place, FromPython element, String expected, Object value) {
        if (value instanceof TruffleString || value instanceof PString) {
            throw place.mismatch(scope.node(), expected, value);
        }
        Object[] items = Sequences.items(value, () -> place.mismatch(scope.node(), expected, value));
        Place inner = place.inner("item");
        for (int i = 0; i < items.length; i++) {
            items[i] = element.convert(scope, inner, items[i]);
        }
        return items;
    }

    static ToPython toPython(CollectionKind kind, ToPython element) {
        return switch (kind) {
            case SET -> (scope, value) -> CallNode.executeUncached(
                    PythonBuiltinClassType.PSet, list(scope, element, (Collection<?>) value));
            case LIST, COLLECTION -> (scope, value) -> list(scope, element, (Collection<?>) value);
            case ARRAY -> (scope, value) -> list(scope, element, Arrays.asList((Object[]) value));
        };
    }

    private static Object list(CallScope scope, ToPython element, Collection<?> values) {
        Object[] items = new Object[values.size()];
        int i = 0;
        for (Object value : values) {
            items[i++] = element.convert(scope, value);
        }
        return PFactory.createList(PythonLanguage.get(scope.node()), items);
    }

    static FromPython mapFromPython(FromPython key, FromPython value) {
        return (scope, place, mapping) -> {
            if (!(mapping instanceof PDict) && PythonLibrary.attributeOrNull(mapping, "items") == null) {
                throw place.mismatch(scope.node(), "a dict or another mapping", mapping);
            }
            Object pairs = PyObjectCallMethodObjArgs.executeUncached(mapping, ITEMS);
            Map<Object, Object> map = new LinkedHashMap<>();
            for (Object pair : Sequences.items(pairs, () -> place.mismatch(scope.node(), "a mapping", mapping))) {
                Object[] entry = Sequences.items(pair, () -> place.mismatch(scope.node(), "a mapping", mapping));
                if (entry.length != 2) {
                    throw PythonExceptions.valueError(scope.node(), place + " has items() of " + entry.length
                            + " values; those of a mapping have 2, key and value");
                }
                map.put(
                        key.convert(scope, place.inner("key"), entry[0]),
                        value.convert(scope, place.inner("value"), entry[1]));
            }
            return map;
        };
    }

    static ToPython mapToPython(ToPython key, ToPython value) {
        return (scope, map) -> {
            Object dictionary = PFactory.createDict(PythonLanguage.get(scope.node()));
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
                PyObjectSetItem.executeUncached(
                        dictionary, key.convert(scope, entry.getKey()), value.convert(scope, entry.getValue()));
            }
            return dictionary;
        };
    }
}
