package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.function.PBuiltinFunction;
import com.oracle.graal.python.runtime.object.PFactory;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.FunctionModel.Binding;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.export.model.PropertyModel;
import dev.loanword.export.model.TypeModel;
import dev.loanword.python.graalpy.Builtin;
import dev.loanword.python.graalpy.Instances;
import dev.loanword.python.graalpy.OutlinedBody;
import dev.loanword.python.graalpy.PythonExceptions;
import dev.loanword.python.graalpy.Text;
import dev.loanword.python.graalpy.TypeBuilder;
import java.util.List;

/**
 * Makes the Python type of an exported class.
 *
 * @param module its module
 * @param key tells the module from others of that name, in other class loaders
 * @param model the class
 * @param functions makes its functions
 * @param signatures describes them
 */
record TypeMaker(
        ModuleModel module, String key, TypeModel.JavaClass model, FunctionMaker functions, Signatures signatures) {

    private static final List<String> SELF = List.of("self");

    /** Makes the type in the entered context. */
    Object make() {
        Class<?> javaClass = functions.core().find(model.className());
        TypeBuilder builder = new TypeBuilder(module.name(), key + "." + model.name(), model.name(), model.doc(), constructor(javaClass));
        ExportedBody.Receiver self = (scope, bound) -> Instances.java(bound, javaClass, model.name());
        if (model.closeable()) {
            addContextManager(builder, javaClass);
        }
        for (FunctionModel function : model.functions()) {
            add(builder, function, self, javaClass);
        }
        for (PropertyModel property : model.properties()) {
            builder.property(
                    accessor(property, property.getter(), self),
                    property.setter().map(setter -> accessor(property, setter, self)).orElse(null));
        }
        if (!lacks(BufferMethods.NAME)) {
            BufferMethods.add(builder, model, javaClass);
        }
        if (!lacks("__eq__") && lacks("__hash__")) {
            // As in a class that Python code defines: equal objects must not have different hashes.
            builder.attribute("__hash__", PNone.NONE);
        }
        if (!model.matchArgs().isEmpty()) {
            Object[] names = model.matchArgs().stream().map(Text::python).toArray();
            builder.attribute("__match_args__", PFactory.createTuple(PythonLanguage.get(null), names));
        }
        signatures.describe(builder.type(), module, model);
        return builder.type();
    }

    private void add(TypeBuilder builder, FunctionModel function, ExportedBody.Receiver self, Class<?> javaClass) {
        String name = model.name();
        PBuiltinFunction added =
                switch (function.binding()) {
                    case STATIC -> builder.staticMethod(functions.ofType(
                            name, "type", function, (scope, bound) -> null, ExportedBody.Outcome.CONVERTED));
                    case CLASS -> builder.classMethod(
                            functions.ofType(name, "cls", function, (scope, bound) -> null, constructing(javaClass)));
                    case INSTANCE, MODULE -> builder.method(functions.ofType(
                            name, "self", function, self, SpecialMethods.outcomeOf(function)));
                };
        signatures.describe(added, module, function);
    }

    private Builtin constructor(Class<?> javaClass) {
        if (model.constructors().isEmpty()) {
            return Builtin.outlined("__new__", List.of("cls"), "", (node, arguments) -> {
                throw PythonExceptions.typeError(node, "cannot create '" + module.name() + "." + model.name() + "' instances");
            });
        }
        return functions.make(
                "__new__",
                model.name(),
                "cls",
                "",
                model.constructors(),
                new ConstructorReceiver(model, javaClass, functions.core()),
                constructing(javaClass));
    }

    /** The instance is of the very class that was called: it may be a subclass written in Python. */
    private static ExportedBody.Outcome constructing(Class<?> javaClass) {
        return (scope, call, bound, returned) -> scope.host().exports().newInstance(bound, javaClass, returned);
    }

    private Builtin accessor(PropertyModel property, CallModel call, ExportedBody.Receiver self) {
        return functions.make(
                property.name(),
                model.name() + "." + property.name(),
                "self",
                property.doc(),
                List.of(call),
                self,
                ExportedBody.Outcome.CONVERTED);
    }

    /** What each AutoCloseable has, unless the class exports its own. */
    private void addContextManager(TypeBuilder builder, Class<?> javaClass) {
        if (lacks("close")) {
            builder.method(Builtin.outlined("close", SELF, "Closes it; see the type.", (node, arguments) -> {
                ((AutoCloseable) Instances.java(arguments[0], javaClass, model.name())).close();
                return PNone.NONE;
            }));
        }
        if (lacks("__enter__")) {
            builder.method(Builtin.outlined("__enter__", SELF, "Returns the object itself.", (node, arguments) -> {
                Instances.java(arguments[0], javaClass, model.name());
                return arguments[0];
            }));
        }
        if (lacks("__exit__")) {
            builder.method(Builtin.outlined(
                    "__exit__",
                    List.of("self", "exc_type", "exc_value", "traceback"),
                    "Closes it.",
                    (node, arguments) -> {
                        ((AutoCloseable) Instances.java(arguments[0], javaClass, model.name())).close();
                        return PNone.NONE;
                    }));
        }
    }

    private boolean lacks(String function) {
        return model.functions().stream().noneMatch(exported -> exported.name().equals(function));
    }
}
