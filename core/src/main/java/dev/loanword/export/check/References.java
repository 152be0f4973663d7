package dev.loanword.export.check;

import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.ConstantModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.export.model.TypeModel;
import dev.loanword.export.model.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The classes that a module takes and gives, each with the first place that does. */
final class References {
    private final Map<String, String> places = new LinkedHashMap<>();

    private References() {}

    /** Returns the binary name of each exported class that is used, and where: {@code demo.Pricing.callPrice}. */
    static Map<String, String> of(ModuleModel module) {
        References references = new References();
        references.functions(module.functions());
        references.constants(module.constants());
        module.types().forEach(references::type);
        return references.places;
    }

    private void type(TypeModel type) {
        switch (type) {
            case TypeModel.JavaClass javaClass -> {
                javaClass.constructors().forEach(this::call);
                functions(javaClass.functions());
                javaClass.properties().forEach(property -> {
                    call(property.getter());
                    property.setter().ifPresent(this::call);
                });
                constants(javaClass.constants());
                javaClass.base().ifPresent(base -> places.putIfAbsent(base.className(), javaClass.className()));
            }
            case TypeModel.JavaRecord javaRecord -> javaRecord.components().forEach(component ->
                    value(component.type(), javaRecord.className() + "." + component.accessor()));
            case TypeModel.JavaException exception -> {
                // The name of a built-in exception has no dot, and no class of ours is called so: it is no reference.
                if (!BuiltinExceptions.isOne(exception.base())) {
                    places.putIfAbsent(exception.base(), exception.className());
                }
            }
            case TypeModel.JavaEnum _ -> { }
        }
    }

    private void functions(List<FunctionModel> functions) {
        functions.forEach(function -> function.overloads().forEach(this::call));
    }

    private void constants(List<ConstantModel> constants) {
        constants.forEach(constant -> value(constant.type(), constant.owner() + "." + constant.field()));
    }

    private void call(CallModel call) {
        String place = call.kind() == CallModel.Kind.CONSTRUCTOR ? call.owner() : call.owner() + "." + call.method();
        call.parameters().forEach(parameter -> value(parameter.type(), place));
        value(call.result(), place);
    }

    private void value(ValueType type, String place) {
        switch (type) {
            case ValueType.Exported exported -> places.putIfAbsent(exported.className(), place);
            case ValueType.Nullable nullable -> value(nullable.of(), place);
            case ValueType.Optional optional -> value(optional.of(), place);
            case ValueType.Collection collection -> value(collection.element(), place);
            case ValueType.Dictionary dictionary -> {
                value(dictionary.key(), place);
                value(dictionary.value(), place);
            }
            case ValueType.Iteration iteration -> value(iteration.element(), place);
            case ValueType.Callback callback -> {
                callback.parameters().forEach(parameter -> value(parameter, place));
                value(callback.result(), place);
            }
            case ValueType.Future future -> value(future.of(), place);
            case ValueType.Publisher publisher -> value(publisher.of(), place);
            case ValueType.Simple _, ValueType.Borrowed _, ValueType.NumberArray _ -> { }
        }
    }
}
