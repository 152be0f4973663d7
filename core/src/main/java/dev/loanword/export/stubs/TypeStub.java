package dev.loanword.export.stubs;

import dev.loanword.export.model.ConstantModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.export.model.PropertyModel;
import dev.loanword.export.model.TypeModel;
import dev.loanword.export.stubs.Signature.Parameter;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the types of a module into its stub. */
final class TypeStub {

    /** What tuples have as methods. A component of that name hides the method, which checkers have to be told. */
    private static final Set<String> TUPLE_METHODS = Set.of("count", "index");

    private static final String TOLD = "  # type: ignore[assignment]";

    private final StubText text;
    private final PythonTypes types;
    private final FunctionStub functions;

    TypeStub(StubText text, PythonTypes types, FunctionStub functions) {
        this.text = text;
        this.types = types;
        this.functions = functions;
    }

    void write(TypeModel type) {
        String base =
                switch (type) {
                    case TypeModel.JavaClass javaClass ->
                        javaClass.base().map(found -> "(" + types.exported(found.className()) + ")").orElse("");
                    case TypeModel.JavaEnum _ -> "(" + types.from("enum", "Enum") + ")";
                    case TypeModel.JavaRecord _ -> "(" + types.typing("NamedTuple") + ")";
                    case TypeModel.JavaException exception -> "(" + types.exception(exception.base()) + ")";
                };
        text.open("class " + type.name() + base + ":");
        text.doc(type.doc());
        switch (type) {
            case TypeModel.JavaClass javaClass -> members(javaClass);
            case TypeModel.JavaEnum javaEnum -> javaEnum.members().forEach(name -> text.line(name + " = \"" + name + "\""));
            case TypeModel.JavaRecord javaRecord -> javaRecord.components().forEach(this::component);
            case TypeModel.JavaException _ -> {}
        }
        text.close();
    }

    private void component(TypeModel.Component component) {
        boolean hides = TUPLE_METHODS.contains(component.name());
        text.line(component.name() + ": " + types.result(component.type()) + (hides ? TOLD : ""));
    }

    private void members(TypeModel.JavaClass type) {
        Set<String> marked = type.functions().stream().map(FunctionModel::name).collect(Collectors.toSet());
        for (ConstantModel constant : own(type, type.constants(), ConstantModel::name)) {
            text.line(constant.name() + ": " + types.typing("Final") + "[" + types.result(constant.type()) + "]");
        }
        if (!type.matchArgs().isEmpty()) {
            // A tuple of one needs its comma.
            String end = type.matchArgs().size() == 1 ? ",)" : ")";
            text.line("__match_args__ = "
                    + type.matchArgs().stream().map(name -> '"' + name + '"').collect(Collectors.joining(", ", "(", end)));
        }
        if (marked.contains("__eq__") && !type.inherits("__eq__") && !marked.contains("__hash__")) {
            // What Python does to a class that says what is equal: its instances can't be hashed.
            text.line("__hash__: " + types.typing("ClassVar") + "[None]" + TOLD);
        }
        text.gap();
        constructors(type);
        for (PropertyModel property : own(type, type.properties(), PropertyModel::name)) {
            text.gap();
            property(property);
        }
        for (FunctionModel function : own(type, type.functions(), FunctionModel::name)) {
            text.gap();
            functions.write(function);
        }
        if (type.closeable()) {
            contextManager(type, marked);
        }
    }

    /** What the base has not. */
    private static <T> List<T> own(TypeModel.JavaClass type, List<T> members, Function<T, String> name) {
        return members.stream().filter(member -> !type.inherits(name.apply(member))).toList();
    }

    private void constructors(TypeModel.JavaClass type) {
        if (!type.constructors().isEmpty()) {
            functions.writeConstructors(type.constructors());
            return;
        }
        // There is no way to say that a class can't be called. Nothing is a Never, so that no call of this passes.
        Parameter impossible = new Parameter(
                "not_constructible", ParameterKind.POSITIONAL_ONLY, Set.of(types.typing("Never")), "");
        functions.write("__new__", new Signature("cls", List.of(impossible), Set.of(types.typing("Self"))), "");
    }

    private void property(PropertyModel property) {
        text.line("@" + types.builtin("property"));
        functions.write(property.name(), functions.getter(property.getter()), property.doc());
        property.setter().ifPresent(setter -> {
            text.line("@" + property.name() + ".setter");
            functions.write(property.name(), functions.setter(setter), "");
        });
    }

    /** What an AutoCloseable has by itself, unless the class marks its own. */
    private void contextManager(TypeModel.JavaClass type, Set<String> marked) {
        if (!marked.contains("close") && !type.inherits("close")) {
            text.gap();
            functions.write("close", new Signature("self", List.of(), Set.of("None")), "Closes it; a second time has no effect.");
        }
        if (!marked.contains("__enter__") && !type.inherits("__enter__")) {
            text.gap();
            functions.write("__enter__", new Signature("self", List.of(), Set.of(types.typing("Self"))), "");
        }
        if (!marked.contains("__exit__") && !type.inherits("__exit__")) {
            text.gap();
            functions.write("__exit__", SpecialMethods.exit(Set.of("None"), types), "");
        }
    }
}
