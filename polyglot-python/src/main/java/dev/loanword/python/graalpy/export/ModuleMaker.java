package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.method.PBuiltinMethod;
import com.oracle.graal.python.builtins.objects.module.PythonModule;
import dev.loanword.export.model.ConstantModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.export.model.TypeModel;
import dev.loanword.python.graalpy.Builtin;
import dev.loanword.python.graalpy.PythonModules;
import dev.loanword.python.graalpy.Text;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Makes the Python module of an exported Java class: its types, its constants, its functions. */
final class ModuleMaker {

    private static final ClassValue<Integer> NUMBERS = new ClassValue<>() {
        private int last;

        @Override
        protected synchronized Integer computeValue(Class<?> type) {
            return ++last;
        }
    };

    private final Exports exports;
    private final CoreExport export;
    private final ModuleModel model;
    private final CoreClasses classes;
    private final Class<?> javaClass;
    private final String key;

    ModuleMaker(Exports exports, CoreExport export) {
        this.exports = exports;
        this.export = export;
        this.model = export.model().get();
        this.classes = new CoreClasses(export.loader());
        this.javaClass = classes.find(model.className());
        // Hosts of an engine share call targets by this key: the same name may mean another class in another class loader.
        this.key = model.name() + "#" + NUMBERS.get(javaClass);
    }

    /**
     * Makes the module in the entered context.
     *
     * @param created is told of the module before it is complete, as its types may need it
     */
    PythonModule make(Consumer<PythonModule> created) {
        PythonModule module = PythonModules.create(model.name(), model.doc());
        created.accept(module);
        FunctionMaker functions = new FunctionMaker(model.name(), classes, literal -> Literals.value(literal, module));
        for (TypeModel type : inOrderOfNeed(model.types())) {
            Object made = make(type, functions);
            exports.define(classes.find(type.className()), made);
            PythonModules.add(module, type.name(), made);
        }
        for (ConstantModel constant : model.constants()) {
            PythonModules.add(module, constant.name(), constant(constant));
        }
        ExportedBody.Receiver receiver = receiver();
        List<Builtin> builtins = new ArrayList<>();
        for (FunctionModel function : model.functions()) {
            builtins.add(functions.ofModule(function, receiver));
        }
        PythonModules.addFunctions(module, model.name(), key, builtins);
        for (FunctionModel function : model.functions()) {
            PBuiltinMethod bound = (PBuiltinMethod) module.getAttribute(Text.python(function.name()));
            exports.signatures().describe(bound.getBuiltinFunction(), model, function);
        }
        return module;
    }

    /** Defaults may name members of enums, and exceptions derive from one another. */
    private static List<TypeModel> inOrderOfNeed(List<TypeModel> types) {
        List<TypeModel> ordered = new ArrayList<>(types);
        ordered.sort(Comparator.comparing(type -> !(type instanceof TypeModel.JavaEnum)));
        return ordered;
    }

    private Object make(TypeModel type, FunctionMaker functions) {
        return switch (type) {
            case TypeModel.JavaClass exported -> new TypeMaker(model, key, exported, functions, exports.signatures()).make();
            case TypeModel.JavaException exception -> ExceptionTypes.make(model.name(), exception, exports, classes);
            case TypeModel.JavaEnum exported -> EnumType.make(model.name(), exported);
            case TypeModel.JavaRecord exported -> RecordType.make(model.name(), exported);
        };
    }

    private Object constant(ConstantModel constant) {
        try (CallScope scope = new CallScope(null)) {
            Object value = classes.find(constant.owner()).getField(constant.field()).get(null);
            return ResultConversions.of(constant.type(), classes).convert(scope, value);
        } catch (ReflectiveOperationException unreadable) {
            throw new IllegalStateException("the exported constant " + constant.owner() + "." + constant.field()
                    + " can't be read (" + unreadable + "); build the core again", unreadable);
        }
    }

    /** Instance methods of the module are called on the one instance that the host has of the class. */
    private ExportedBody.Receiver receiver() {
        if (!model.needsInstance()) {
            return (scope, module) -> null;
        }
        exports.defineInstance(javaClass, export.instance() != null ? export.instance() : construct());
        Class<?> shared = javaClass;
        return (scope, module) -> scope.host().exports().moduleInstance(shared);
    }

    private Object construct() {
        try {
            return javaClass.getConstructor().newInstance();
        } catch (NoSuchMethodException none) {
            throw new IllegalStateException("module '" + model.name() + "' needs an instance of " + javaClass.getName()
                    + ", which has no public constructor without parameters; export one with host.export(instance)");
        } catch (InvocationTargetException thrown) {
            throw new IllegalStateException("module '" + model.name() + "' can't be made: the constructor of "
                    + javaClass.getName() + " threw " + thrown.getCause(), thrown.getCause());
        } catch (ReflectiveOperationException refused) {
            throw new IllegalStateException("module '" + model.name() + "' can't be made: " + refused, refused);
        }
    }
}
