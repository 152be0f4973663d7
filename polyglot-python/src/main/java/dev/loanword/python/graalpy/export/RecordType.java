package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.function.PKeyword;
import com.oracle.graal.python.builtins.objects.type.TypeNodes.GetInstanceShape;
import com.oracle.graal.python.lib.PyObjectSetAttr;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.graal.python.runtime.sequence.storage.ObjectSequenceStorage;
import com.oracle.truffle.api.object.Shape;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.TypeModel;
import dev.loanword.export.model.TypeModel.Component;
import dev.loanword.export.model.ValueType.Simple;
import dev.loanword.python.graalpy.Sequences;
import dev.loanword.python.graalpy.Text;
import java.util.List;

/** Java records as Python's named tuples, which cross by value. */
final class RecordType {

    private final Class<?> type;
    private final Invoker constructor;
    private final List<Part> parts;
    /** The Python class, once it is needed. */
    private Made made;

    private record Made(Object type, Shape shape) {}

    private record Part(Component model, Invoker accessor, FromPython fromPython, ToPython toPython) {}

    RecordType(TypeModel.JavaRecord model, CoreClasses classes) {
        this.type = classes.find(model.className());
        this.constructor = InvokerSpinner.of(
                call(model, CallModel.Kind.CONSTRUCTOR, "<init>", model.descriptor()), type);
        this.parts = model.components().stream()
                .map(component -> new Part(
                        component,
                        InvokerSpinner.of(
                                call(model, CallModel.Kind.VIRTUAL, component.accessor(), component.descriptor()), type),
                        ArgumentConversions.of(component.type(), classes),
                        ResultConversions.of(component.type(), classes)))
                .toList();
    }

    private static CallModel call(TypeModel.JavaRecord model, CallModel.Kind kind, String method, String descriptor) {
        return new CallModel(kind, model.className(), method, descriptor, List.of(), Simple.NONE, CallModel.Mode.PLAIN);
    }

    /** Makes the Python class. */
    static Object make(String module, TypeModel.JavaRecord model) {
        PythonLanguage language = PythonLanguage.get(null);
        Object[] names = model.components().stream().map(component -> Text.python(component.name())).toArray();
        Object made = CallNode.executeUncached(
                PythonLibrary.get("collections", "namedtuple"),
                new Object[] {Text.python(model.name()), PFactory.createList(language, names)},
                new PKeyword[] {new PKeyword(Text.python("module"), Text.python(module))});
        if (!model.doc().isEmpty()) {
            PyObjectSetAttr.executeUncached(made, Text.python("__doc__"), Text.python(model.doc()));
        }
        return made;
    }

    Object fromPython(CallScope scope, Place place, Object value) {
        Exports exports = scope.host().exports();
        if (!PythonLibrary.isInstance(value, exports.typeOf(type))) {
            throw place.mismatch(scope.node(), exports.nameOf(type), value);
        }
        Object[] items = Sequences.items(value, () -> place.mismatch(scope.node(), exports.nameOf(type), value));
        Object[] components = new Object[parts.size()];
        for (int i = 0; i < components.length; i++) {
            Part part = parts.get(i);
            components[i] = part.fromPython.convert(scope, place.inner("field '" + part.model.name() + "'"), items[i]);
        }
        try {
            return constructor.invoke(null, components);
        } catch (Throwable refused) {
            throw Thrown.asIs(refused);
        }
    }

    Object toPython(CallScope scope, Object value) {
        Object[] components = new Object[parts.size()];
        for (int i = 0; i < components.length; i++) {
            Part part = parts.get(i);
            try {
                components[i] = part.toPython.convert(scope, part.accessor.invoke(value, new Object[0]));
            } catch (Throwable failed) {
                throw Thrown.asIs(failed);
            }
        }
        if (made == null) {
            Object python = scope.host().exports().typeOf(type);
            made = new Made(python, GetInstanceShape.executeUncached(python));
        }
        // What the class's own __new__ does, without the calls that it takes to get there.
        return PFactory.createTuple(
                PythonLanguage.get(null), made.type, made.shape, new ObjectSequenceStorage(components));
    }
}
