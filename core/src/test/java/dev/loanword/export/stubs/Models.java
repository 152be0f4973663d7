package dev.loanword.export.stubs;

import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.ConstantModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.FunctionModel.Binding;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.export.model.ParameterModel;
import dev.loanword.export.model.PropertyModel;
import dev.loanword.export.model.TypeModel;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.Borrowed;
import dev.loanword.export.model.ValueType.Simple;
import dev.loanword.memory.BorrowTable.Access;
import java.util.List;
import java.util.Optional;

/** Short ways to build models by hand. */
final class Models {

    static final ValueType ANY_BUFFER = new Borrowed(Access.SHARED, "", -1, false, List.of());

    private Models() {}

    static ValueType buffer(String... types) {
        return new Borrowed(Access.SHARED, "", -1, false, List.of(types));
    }

    static ParameterModel parameter(String name, ValueType type) {
        return new ParameterModel(name, ParameterKind.STANDARD, "", type);
    }

    static ParameterModel parameter(String name, ValueType type, String defaultValue) {
        return new ParameterModel(name, ParameterKind.STANDARD, defaultValue, type);
    }

    static ParameterModel parameter(ParameterKind kind, String name, ValueType type) {
        return new ParameterModel(name, kind, "", type);
    }

    static ParameterModel supplied(Simple type) {
        return new ParameterModel("", ParameterKind.STANDARD, "", type);
    }

    static CallModel call(ValueType result, ParameterModel... parameters) {
        return call("a.B", result, parameters);
    }

    static CallModel call(String owner, ValueType result, ParameterModel... parameters) {
        return new CallModel(CallModel.Kind.STATIC, owner, "method", "()V", List.of(parameters), result, CallModel.Mode.PLAIN);
    }

    static FunctionModel function(String name, String doc, CallModel... overloads) {
        return new FunctionModel(name, doc, Binding.MODULE, List.of(overloads));
    }

    static FunctionModel method(String name, String doc, CallModel... overloads) {
        return new FunctionModel(name, doc, Binding.INSTANCE, List.of(overloads));
    }

    static FunctionModel staticMethod(String name, String doc, CallModel... overloads) {
        return new FunctionModel(name, doc, Binding.STATIC, List.of(overloads));
    }

    static FunctionModel classMethod(String name, String doc, CallModel... overloads) {
        return new FunctionModel(name, doc, Binding.CLASS, List.of(overloads));
    }

    static ConstantModel constant(String name, ValueType type) {
        return new ConstantModel(name, "a.B", name, type);
    }

    static PropertyModel property(String name, String doc, ValueType type) {
        return new PropertyModel(name, doc, call(type), Optional.empty());
    }

    static PropertyModel settable(String name, String doc, ValueType type) {
        return new PropertyModel(name, doc, call(type), Optional.of(call(Simple.NONE, parameter("value", type))));
    }

    static TypeModel.Component component(String name, ValueType type) {
        return new TypeModel.Component(name, name, "()V", type);
    }

}
