package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.method.PBuiltinMethod;
import com.oracle.graal.python.builtins.objects.module.PythonModule;
import dev.loanword.export.model.ConstantModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.export.model.TypeModel;
import dev.loanword.python.graalpy.Builtin;
import dev.loanword.python.graalpy.CallTargets;
import dev.loanword.python.graalpy.PythonModules;
import dev.loanword.python.graalpy.Text;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Makes the Python module of an exported Java class: its types, its constants, its functions. */
final class ModuleMaker {

    private final Exports exports;
    private final CoreExport export;
    private final ModuleModel model;
    private final CoreClasses classes;
    private final Class<?> javaClass;
    private final CallTargets targets;

    ModuleMaker(Exports exports, CoreExport export) {
        this.exports = exports;
        this.export = export;
        this.model = export.model().get();
        this.classes = new CoreClasses(export.loader());
        this.javaClass = classes.find(model.className());
        this.targets = exports.targetsOf(javaClass);
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
        PythonModules.addFunctions(module, model.name(), targets, builtins);
        for (FunctionModel function : model.functions()) {
            PBuiltinMethod bound = (PBuiltinMethod) module.getAttribute(Text.python(function.name()));
            exports.signatures().describe(bound.getBuiltinFunction(), model, function);
        }
        return module;
    }

    /** Defaults may name members of enums; classes and exceptions derive from one another. */
    private static Collection<TypeModel> inOrderOfNeed(List<TypeModel> types) {
        Map<String, TypeModel> byClass = new LinkedHashMap<>();
        types.forEach(type -> byClass.put(type.className(), type));
        Set<TypeModel> ordered = new LinkedHashSet<>();
        types.stream().filter(TypeModel.JavaEnum.class::isInstance).forEach(ordered::add);
        types.forEach(type -> addAfterBase(type, byClass, ordered));
        return ordered;
    }

    private static void addAfterBase(TypeModel type, Map<String, TypeModel> byClass, Set<TypeModel> ordered) {
        TypeModel base =
                switch (type) {
                    case TypeModel.JavaClass javaClass -> byClass.get(javaClass.base().map(TypeModel.Base::className).orElse(""));
                    case TypeModel.JavaException exception -> byClass.get(exception.base());
                    case TypeModel.JavaEnum _, TypeModel.JavaRecord _ -> null;
                };
        if (base != null) {
            addAfterBase(base, byClass, ordered);
        }
        ordered.add(type);
    }

    private Object make(TypeModel type, FunctionMaker functions) {
        return switch (type) {
            case TypeModel.JavaClass exported -> new TypeMaker(model, targets, exported, functions, this::constant, exports).make();
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
