package dev.loanword.export.model;

import dev.loanword.export.model.FunctionModel.Binding;
import dev.loanword.export.model.ValueType.CollectionKind;
import dev.loanword.export.model.ValueType.IterationKind;
import dev.loanword.export.model.ValueType.OptionalKind;
import dev.loanword.export.model.ValueType.Simple;
import dev.loanword.memory.BorrowTable.Access;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Models of any form, also those that no checker would pass. */
final class RandomModels {

    private RandomModels() {}

    static Arbitrary<ModuleModel> modules() {
        return Combinators.combine(
                        texts(), texts(), texts(), booleans(), few(functions()), few(constants()), few(types()))
                .as(ModuleModel::new);
    }

    private static Arbitrary<FunctionModel> functions() {
        return Combinators.combine(texts(), texts(), Arbitraries.of(Binding.class), calls().list().ofMinSize(1).ofMaxSize(3))
                .as(FunctionModel::new);
    }

    private static Arbitrary<CallModel> calls() {
        return Combinators.combine(
                        Arbitraries.of(CallModel.Kind.class),
                        texts(),
                        texts(),
                        texts(),
                        few(parameters()),
                        valueTypes(),
                        Arbitraries.of(CallModel.Mode.class))
                .as(CallModel::new);
    }

    private static Arbitrary<ParameterModel> parameters() {
        return Combinators.combine(texts(), Arbitraries.of(ParameterKind.class), texts(), valueTypes())
                .as(ParameterModel::new);
    }

    private static Arbitrary<ConstantModel> constants() {
        return Combinators.combine(texts(), texts(), texts(), valueTypes()).as(ConstantModel::new);
    }

    private static Arbitrary<PropertyModel> properties() {
        return Combinators.combine(texts(), texts(), calls(), calls().optional()).as(PropertyModel::new);
    }

    /** The last components of a class: more than eight can't be combined at once. */
    private record Ending(boolean closeable, Optional<TypeModel.Base> base) {}

    private static Arbitrary<Optional<TypeModel.Base>> bases() {
        return Combinators.combine(texts(), texts().set().ofMaxSize(3)).as(TypeModel.Base::new).optional();
    }

    private static Arbitrary<TypeModel> types() {
        Arbitrary<TypeModel> classes = Combinators.combine(
                        texts(),
                        texts(),
                        few(calls()),
                        few(functions()),
                        few(properties()),
                        few(constants()),
                        few(texts()),
                        Combinators.combine(booleans(), bases()).as(Ending::new))
                .as((name, doc, constructors, functions, properties, constants, matchArgs, ending) ->
                        new TypeModel.JavaClass(
                                name,
                                doc,
                                "a.B",
                                constructors,
                                functions,
                                properties,
                                constants,
                                matchArgs,
                                ending.closeable,
                                ending.base));
        Arbitrary<TypeModel> enums =
                Combinators.combine(texts(), texts(), texts(), few(texts())).as(TypeModel.JavaEnum::new);
        Arbitrary<TypeModel.Component> components =
                Combinators.combine(texts(), texts(), texts(), valueTypes()).as(TypeModel.Component::new);
        Arbitrary<TypeModel> records = Combinators.combine(texts(), texts(), texts(), few(components), texts())
                .as(TypeModel.JavaRecord::new);
        Arbitrary<TypeModel> exceptions =
                Combinators.combine(texts(), texts(), texts(), texts()).as(TypeModel.JavaException::new);
        return Arbitraries.oneOf(classes, enums, records, exceptions);
    }

    static Arbitrary<ValueType> valueTypes() {
        return valueTypes(3);
    }

    private static Arbitrary<ValueType> valueTypes(int depth) {
        Arbitrary<ValueType> simple = Arbitraries.of(Simple.class).map(type -> type);
        if (depth == 0) {
            return simple;
        }
        Arbitrary<ValueType> inner = Arbitraries.lazy(() -> valueTypes(depth - 1));
        return Arbitraries.frequencyOf(
                Tuple.of(8, simple),
                Tuple.of(1, borrowed()),
                Tuple.of(1, Arbitraries.of(Simple.class).map(ValueType.NumberArray::new)),
                Tuple.of(1, inner.map(ValueType.Nullable::new)),
                Tuple.of(
                        1, Combinators.combine(inner, Arbitraries.of(OptionalKind.class)).as(ValueType.Optional::new)),
                Tuple.of(
                        1, Combinators.combine(Arbitraries.of(CollectionKind.class), inner).as(ValueType.Collection::new)),
                Tuple.of(1, Combinators.combine(inner, inner).as(ValueType.Dictionary::new)),
                Tuple.of(
                        1, Combinators.combine(Arbitraries.of(IterationKind.class), inner).as(ValueType.Iteration::new)),
                Tuple.of(1, texts().map(ValueType.Exported::new)),
                Tuple.of(1, callbacks(inner)),
                Tuple.of(1, inner.map(ValueType.Future::new)),
                Tuple.of(1, inner.map(ValueType.Publisher::new)));
    }

    private static Arbitrary<ValueType> borrowed() {
        return Combinators.combine(
                        Arbitraries.of(Access.class), texts(), Arbitraries.integers(), booleans(), few(texts()))
                .as(ValueType.Borrowed::new);
    }

    private static Arbitrary<ValueType> callbacks(Arbitrary<ValueType> inner) {
        return Combinators.combine(texts(), texts(), texts(), few(inner), inner).as(ValueType.Callback::new);
    }

    /** Any characters, also those that a file could spoil; few texts, so that many occur twice. */
    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of("", "price", "Prices of options.\nIn two lines.", "naïve \uFFFD 😀 \0", "dev.example.Pricing$Side"),
                Arbitraries.strings().ofMaxLength(12).filter(RandomModels::isWhole));
    }

    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static Arbitrary<Boolean> booleans() {
        return Arbitraries.of(true, false);
    }

    private static <T> Arbitrary<List<T>> few(Arbitrary<T> elements) {
        return elements.list().ofMaxSize(3);
    }
}
