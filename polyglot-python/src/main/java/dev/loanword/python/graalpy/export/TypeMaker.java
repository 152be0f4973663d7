package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.PythonBuiltinClassType;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.function.PBuiltinFunction;
import com.oracle.graal.python.builtins.objects.object.PythonObject;
import com.oracle.graal.python.builtins.objects.type.TypeNodes;
import com.oracle.graal.python.runtime.object.PFactory;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.ConstantModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.FunctionModel.Binding;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.export.model.PropertyModel;
import dev.loanword.export.model.TypeModel;
import dev.loanword.python.graalpy.Builtin;
import dev.loanword.python.graalpy.CallTargets;
import dev.loanword.python.graalpy.Instances;
import dev.loanword.python.graalpy.OutlinedBody;
import dev.loanword.python.graalpy.Parameters;
import dev.loanword.python.graalpy.PythonExceptions;
import dev.loanword.python.graalpy.Text;
import dev.loanword.python.graalpy.TypeBuilder;
import java.util.List;
import java.util.function.Function;

/**
 * Makes the Python type of an exported class.
 *
 * @param module its module
 * @param targets where the call targets of the core are kept
 * @param model the class
 * @param functions makes its functions
 * @param constants reads its constants
 * @param exports what the host exports
 */
record TypeMaker(
        ModuleModel module,
        CallTargets targets,
        TypeModel.JavaClass model,
        FunctionMaker functions,
        Function<ConstantModel, Object> constants,
        Exports exports) {

    private static final List<String> SELF = List.of("self");

    /** Makes the type in the entered context. */
    Object make() {
        Class<?> javaClass = functions.core().find(model.className());
        TypeBuilder builder = new TypeBuilder(
                module.name(), targets, model.name(), model.doc(), newMethod(javaClass), base());
        addConstructor(builder, javaClass);
        // What a call target keeps must not hold a host: hence no lambda that captures this.
        String name = model.name();
        ExportedBody.Receiver self = (scope, bound) -> Instances.java(bound, javaClass, name);
        if (model.base().isEmpty()) {
            Pickling.add(builder);
        }
        if (model.closeable()) {
            addContextManager(builder, javaClass);
        }
        for (FunctionModel function : own(model.functions(), FunctionModel::name)) {
            add(builder, function, self, javaClass);
        }
        for (PropertyModel property : own(model.properties(), PropertyModel::name)) {
            builder.property(
                    accessor(property, property.getter(), self),
                    property.setter().map(setter -> accessor(property, setter, self)).orElse(null));
        }
        for (ConstantModel constant : own(model.constants(), ConstantModel::name)) {
            builder.attribute(constant.name(), constants.apply(constant));
        }
        if (!lacks(BufferMethods.NAME) && !model.inherits(BufferMethods.NAME)) {
            BufferMethods.add(builder, model, javaClass);
        } else if (lacks(BufferMethods.NAME) && !model.inherits(BufferMethods.ARRAY)) {
            BufferMethods.addProtocolsOfArray(builder, model, javaClass);
        }
        if (!lacks("__eq__") && !model.inherits("__eq__") && lacks("__hash__")) {
            // As in a class that Python code defines: equal objects must not have different hashes.
            builder.attribute("__hash__", PNone.NONE);
        }
        if (!model.matchArgs().isEmpty()) {
            Object[] names = model.matchArgs().stream().map(Text::python).toArray();
            builder.attribute("__match_args__", PFactory.createTuple(PythonLanguage.get(null), names));
        }
        exports.signatures().describe(builder.type(), javaClass, module, model);
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
        exports.signatures().describe(added, module, function);
    }

    private Builtin newMethod(Class<?> javaClass) {
        if (model.constructors().isEmpty()) {
            String message = "cannot create '" + module.name() + "." + model.name() + "' instances";
            return new Builtin("__new__", Parameters.anything("cls"), "", () -> new OutlinedBody((node, arguments) -> {
                throw PythonExceptions.typeError(node, message);
            }));
        }
        return new Builtin(
                "__new__",
                Parameters.anything("cls"),
                "Constructs an object; help(type) has the arguments.",
                () -> new ConstructorBody(javaClass, false));
    }

    private void addConstructor(TypeBuilder builder, Class<?> javaClass) {
        if (model.constructors().isEmpty()) {
            return;
        }
        builder.method(new Builtin(
                "__init__",
                Parameters.anything("self"),
                "Constructs the object in a subclass whose __init__ calls this one.",
                () -> new ConstructorBody(javaClass, true)));
        Builtin constructor = functions.make(
                "__new__",
                model.name(),
                "cls",
                "",
                model.constructors(),
                new ConstructorReceiver(model, javaClass, functions.core()),
                constructing(javaClass));
        exports.defineConstructor(new ExportedConstructor(
                exports,
                javaClass,
                builder.type(),
                constructor.create(targets, model.name() + " constructor", null),
                ConstructorReceiver.takesNothing(model.constructors())));
    }

    /** The instance is of the very class that was called, it may be a subclass written in Python; or it was made before. */
    private static ExportedBody.Outcome constructing(Class<?> javaClass) {
        return (scope, call, bound, returned) -> {
            Exports exports = scope.host().exports();
            if (TypeNodes.IsTypeNode.executeUncached(bound)) {
                exports.checkIsOf(bound, returned, call);
                return exports.newInstance(bound, javaClass, returned);
            }
            exports.complete((PythonObject) bound, returned);
            return bound;
        };
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
        String name = model.name();
        if (lacks("close") && !model.inherits("close")) {
            builder.method(Builtin.outlined("close", SELF, "Closes it; see the type.", (node, arguments) -> {
                ((AutoCloseable) Instances.java(arguments[0], javaClass, model.name())).close();
                return PNone.NONE;
            }));
        }
        if (lacks("__enter__") && !model.inherits("__enter__")) {
            builder.method(Builtin.outlined("__enter__", SELF, "Returns the object itself.", (node, arguments) -> {
                Instances.java(arguments[0], javaClass, name);
                return arguments[0];
            }));
        }
        if (lacks("__exit__") && !model.inherits("__exit__")) {
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

    /** The Python type of the exported class that this one extends. */
    private Object base() {
        return model.base()
                .map(base -> exports.typeOf(functions.core().find(base.className())))
                .orElse(PythonBuiltinClassType.PythonObject);
    }

    /** What the base has not. */
    private <T> List<T> own(List<T> members, Function<T, String> name) {
        return members.stream().filter(member -> !model.inherits(name.apply(member))).toList();
    }

    private boolean lacks(String function) {
        return model.functions().stream().noneMatch(exported -> exported.name().equals(function));
    }
}
