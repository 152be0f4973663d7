package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.function.PKeyword;
import com.oracle.graal.python.lib.PyObjectGetAttr;
import com.oracle.graal.python.lib.PyObjectSetAttr;
import com.oracle.graal.python.lib.PyObjectStrAsTruffleStringNode;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.runtime.object.PFactory;
import dev.loanword.export.model.TypeModel;
import dev.loanword.python.graalpy.Text;

/** Java enums as Python's {@code enum.Enum}: the members of one stand for the constants of the other, by name. */
final class EnumType {

    private EnumType() {}

    /** Makes the Python class. */
    static Object make(String module, TypeModel.JavaEnum model) {
        PythonLanguage language = PythonLanguage.get(null);
        Object[] members = model.members().stream()
                .map(name -> PFactory.createTuple(language, new Object[] {Text.python(name), Text.python(name)}))
                .toArray();
        Object type = CallNode.executeUncached(
                PythonLibrary.get("enum", "Enum"),
                new Object[] {Text.python(model.name()), PFactory.createList(language, members)},
                new PKeyword[] {new PKeyword(Text.python("module"), Text.python(module))});
        PyObjectSetAttr.executeUncached(type, Text.python("__doc__"), Text.python(model.doc()));
        return type;
    }

    static FromPython fromPython(Class<?> type) {
        return (scope, place, value) -> {
            Object pythonType = scope.host().exports().typeOf(type);
            if (!PythonLibrary.isInstance(value, pythonType)) {
                throw place.mismatch(scope.node(), scope.host().exports().nameOf(type), value);
            }
            Object name = PyObjectGetAttr.executeUncached(value, Text.python("name"));
            return constant(type, Text.java(PyObjectStrAsTruffleStringNode.executeUncached(name)));
        };
    }

    private static Object constant(Class<?> type, String name) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalStateException("the enum " + type.getName() + " has no constant " + name + "; build the core again");
    }

    static Object toPython(CallScope scope, Class<?> type, Object constant) {
        return PyObjectGetAttr.executeUncached(
                scope.host().exports().typeOf(type), Text.python(((Enum<?>) constant).name()));
    }
}
