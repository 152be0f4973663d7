package dev.loanword.export.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.InMemoryCompiler;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.export.model.ParameterModel;
import dev.loanword.export.model.TypeModel;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.Callback;
import dev.loanword.export.model.ValueType.Collection;
import dev.loanword.export.model.ValueType.CollectionKind;
import dev.loanword.export.model.ValueType.Dictionary;
import dev.loanword.export.model.ValueType.Exported;
import dev.loanword.export.model.ValueType.Future;
import dev.loanword.export.model.ValueType.Iteration;
import dev.loanword.export.model.ValueType.IterationKind;
import dev.loanword.export.model.ValueType.Nullable;
import dev.loanword.export.model.ValueType.NumberArray;
import dev.loanword.export.model.ValueType.OptionalKind;
import dev.loanword.export.model.ValueType.Publisher;
import dev.loanword.export.model.ValueType.Simple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueTypesTest {
    private static final String MODULE = """
            package demo;
            import dev.loanword.export.*;
            import dev.loanword.memory.*;
            import java.math.*;
            import java.nio.file.Path;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.function.*;
            import java.util.stream.*;
            @PyModule
            public final class Types {
                @PyClass public enum Side { BUY, SELL }
                @PyClass public record Quote(double bid, @PyParameter(name = "offer") double askPrice, Integer size) {}
                @PyClass public record Tree(String name, List<Tree> children) {}
                @PyClass public interface Shape { @PyFunction double area(); }
                public interface Reducer<T, R> { R reduce(R so_far, T next); default void other() {} boolean equals(Object o); }
                public interface Words extends Reducer<String, Long> {}
                public interface Sink { void take(@Unsigned int bits, double[] values, Object any) throws Exception; }
            """;

    private static final Exported SIDE = new Exported("demo.Types$Side");
    private static final Exported QUOTE = new Exported("demo.Types$Quote");
    private static final String ANY = "Ljava/lang/Object;";

    private static ModuleModel compile(Iterable<String> members) {
        String source = MODULE + String.join("\n", members) + "\n}\n";
        return Exports.ofClassFile("demo.Types", InMemoryCompiler.compile("demo.Types", source));
    }

    private static Collection list(ValueType element) {
        return new Collection(CollectionKind.LIST, element);
    }

    private static Callback function(String name, String method, String descriptor, ValueType result, ValueType... takes) {
        return new Callback(name, method, descriptor, List.of(takes), result);
    }

    private static Map<String, ValueType> inBothDirections() {
        Map<String, ValueType> types = new LinkedHashMap<>();
        types.put("boolean", Simple.BOOLEAN);
        types.put("byte", Simple.INT8);
        types.put("short", Simple.INT16);
        types.put("int", Simple.INT32);
        types.put("long", Simple.INT64);
        types.put("float", Simple.FLOAT32);
        types.put("double", Simple.FLOAT64);
        types.put("char", Simple.CHARACTER);
        types.put("Boolean", new Nullable(Simple.BOOLEAN));
        types.put("Character", new Nullable(Simple.CHARACTER));
        types.put("Double", new Nullable(Simple.FLOAT64));
        types.put("String", Simple.STRING);
        types.put("byte[]", Simple.BYTES);
        types.put("Path", Simple.PATH);
        types.put("BigInteger", Simple.BIG_INTEGER);
        types.put("BigDecimal", Simple.BIG_DECIMAL);
        types.put("LocalDate", Simple.LOCAL_DATE);
        types.put("LocalTime", Simple.LOCAL_TIME);
        types.put("LocalDateTime", Simple.LOCAL_DATE_TIME);
        types.put("OffsetDateTime", Simple.OFFSET_DATE_TIME);
        types.put("ZonedDateTime", Simple.ZONED_DATE_TIME);
        types.put("Instant", Simple.INSTANT);
        types.put("Duration", Simple.DURATION);
        types.put("Object", Simple.ANY);
        types.put("int[]", new NumberArray(Simple.INT32));
        types.put("boolean[]", new NumberArray(Simple.BOOLEAN));
        types.put("double[][]", new Collection(CollectionKind.ARRAY, new NumberArray(Simple.FLOAT64)));
        types.put("String[]", new Collection(CollectionKind.ARRAY, Simple.STRING));
        types.put("Integer[]", new Collection(CollectionKind.ARRAY, Simple.INT32));
        types.put("List<Integer>", list(Simple.INT32));
        types.put("List<? extends String>", list(Simple.STRING));
        types.put("List<?>", list(Simple.ANY));
        types.put("List<List<byte[]>>", list(list(Simple.BYTES)));
        types.put("java.util.Collection<String>", new Collection(CollectionKind.COLLECTION, Simple.STRING));
        types.put("Set<Long>", new Collection(CollectionKind.SET, Simple.INT64));
        types.put("Map<String, List<Double>>", new Dictionary(Simple.STRING, list(Simple.FLOAT64)));
        types.put("Map<Side, Object>", new Dictionary(SIDE, Simple.ANY));
        types.put("Optional<Integer>", new ValueType.Optional(Simple.INT32, OptionalKind.OBJECT));
        types.put("Optional<List<Quote>>", new ValueType.Optional(list(QUOTE), OptionalKind.OBJECT));
        types.put("OptionalInt", new ValueType.Optional(Simple.INT32, OptionalKind.INT));
        types.put("OptionalLong", new ValueType.Optional(Simple.INT64, OptionalKind.LONG));
        types.put("OptionalDouble", new ValueType.Optional(Simple.FLOAT64, OptionalKind.DOUBLE));
        types.put("Iterator<String>", new Iteration(IterationKind.ITERATOR, Simple.STRING));
        types.put("Iterable<Quote>", new Iteration(IterationKind.ITERABLE, QUOTE));
        types.put("Stream<double[]>", new Iteration(IterationKind.STREAM, new NumberArray(Simple.FLOAT64)));
        types.put("Side", SIDE);
        types.put("Quote", QUOTE);
        types.put("Tree", new Exported("demo.Types$Tree"));
        types.put("Shape", new Exported("demo.Types$Shape"));
        return types;
    }

    private static Map<String, ValueType> asParameters() {
        Map<String, ValueType> types = new LinkedHashMap<>();
        types.put("List<? super Integer>", list(Simple.INT32));
        types.put("NumberList", Simple.NUMBER_LIST);
        types.put("Runnable", function("java.lang.Runnable", "run", "()V", Simple.NONE));
        types.put("Callable<Void>", function("java.util.concurrent.Callable", "call", "()" + ANY, Simple.NONE));
        types.put("Function<String, Integer>", function(
                "java.util.function.Function", "apply", "(" + ANY + ")" + ANY, Simple.INT32, Simple.STRING));
        types.put("Function<? super Quote, ? extends List<String>>", function(
                "java.util.function.Function", "apply", "(" + ANY + ")" + ANY, list(Simple.STRING), QUOTE));
        types.put("BinaryOperator<Double>", function("java.util.function.BinaryOperator", "apply",
                "(" + ANY + ANY + ")" + ANY, Simple.FLOAT64, Simple.FLOAT64, Simple.FLOAT64));
        types.put("DoubleUnaryOperator", function("java.util.function.DoubleUnaryOperator", "applyAsDouble", "(D)D",
                Simple.FLOAT64, Simple.FLOAT64));
        types.put("Comparator<String>", function("java.util.Comparator", "compare", "(" + ANY + ANY + ")I", Simple.INT32,
                Simple.STRING, Simple.STRING));
        types.put("Supplier<?>", function("java.util.function.Supplier", "get", "()" + ANY, Simple.ANY));
        types.put("Words", function("demo.Types$Words", "reduce", "(" + ANY + ANY + ")" + ANY, Simple.INT64, Simple.INT64,
                Simple.STRING));
        types.put("Sink", function("demo.Types$Sink", "take", "(I[D" + ANY + ")V", Simple.NONE, Simple.UINT32,
                new NumberArray(Simple.FLOAT64), Simple.ANY));
        return types;
    }

    private static Map<String, ValueType> asResults() {
        Map<String, ValueType> types = new LinkedHashMap<>();
        types.put("void", Simple.NONE);
        types.put("LentMemory", Simple.LENT_MEMORY);
        types.put("Iterator<LentMemory>", new Iteration(IterationKind.ITERATOR, Simple.LENT_MEMORY));
        types.put("List<? super Integer>", list(Simple.ANY));
        types.put("CompletableFuture<String>", new Future(Simple.STRING));
        types.put("CompletableFuture<Void>", new Future(Simple.NONE));
        types.put("Flow.Publisher<Integer>", new Publisher(Simple.INT32));
        return types;
    }

    @Test
    void a_parameter_is_what_its_type_says() {
        Map<String, ValueType> expected = inBothDirections();
        expected.putAll(asParameters());
        List<String> methods = new ArrayList<>();
        expected.keySet().forEach(type ->
                methods.add("@PyFunction public static void f%d(%s x) {}".formatted(methods.size(), type)));
        Map<String, ValueType> found = new LinkedHashMap<>();
        List<FunctionModel> functions = compile(methods).functions();
        for (String type : expected.keySet()) {
            found.put(type, functions.get(found.size()).overloads().getFirst().parameters().getFirst().type());
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void a_result_is_what_its_type_says() {
        Map<String, ValueType> expected = inBothDirections();
        expected.putAll(asResults());
        List<String> methods = new ArrayList<>();
        expected.keySet().forEach(type -> methods.add(
                "@PyFunction public static %s f%d() { throw new IllegalStateException(); }".formatted(type, methods.size())));
        Map<String, ValueType> found = new LinkedHashMap<>();
        List<FunctionModel> functions = compile(methods).functions();
        for (String type : expected.keySet()) {
            found.put(type, functions.get(found.size()).overloads().getFirst().result());
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void optionals_have_the_default_none_by_themselves() {
        List<ParameterModel> parameters = compile(List.of(
                "@PyFunction public static void f(Optional<String> a, OptionalInt b,"
                        + " @PyParameter(defaultValue = \" 7 \") OptionalInt c) {}"))
                .functions().getFirst().overloads().getFirst().parameters();
        assertThat(parameters).extracting(ParameterModel::defaultValue).containsExactly("None", "None", "7");
    }

    @Test
    void unsigned_numbers_are_said_of_parameters_results_arrays_and_constants() {
        ModuleModel module = compile(List.of(
                "@PyFunction @Unsigned"
                        + " public static long f(@Unsigned byte a, @Unsigned short[] b, @Unsigned Integer c) { return 1; }",
                "@PyConstant @Unsigned public static final int C = -1;"));
        assertThat(module.functions().getFirst().overloads().getFirst().parameters()).extracting(ParameterModel::type)
                .containsExactly(Simple.UINT8, new NumberArray(Simple.UINT16), new Nullable(Simple.UINT32));
        assertThat(module.functions().getFirst().overloads().getFirst().result()).isEqualTo(Simple.UINT64);
        assertThat(module.constants().getFirst().type()).isEqualTo(Simple.UINT32);
    }

    @Test
    void enums_have_members_and_records_components() {
        assertThat(compile(List.of()).types()).contains(
                new TypeModel.JavaEnum("Side", "", "demo.Types$Side", List.of("BUY", "SELL")),
                new TypeModel.JavaRecord("Quote", "", "demo.Types$Quote", List.of(
                        new TypeModel.Component("bid", "bid", "()D", Simple.FLOAT64),
                        new TypeModel.Component("offer", "askPrice", "()D", Simple.FLOAT64),
                        new TypeModel.Component("size", "size", "()Ljava/lang/Integer;", new Nullable(Simple.INT32))),
                        "(DDLjava/lang/Integer;)V"));
    }

    @Test
    void further_arguments_by_name_are_a_map() {
        ParameterModel last = compile(List.of(
                "@PyFunction public static void f("
                        + "@PyParameter(kind = dev.loanword.export.model.ParameterKind.VAR_KEYWORD) Map<String, Integer> x) {}"))
                .functions().getFirst().overloads().getFirst().parameters().getLast();
        assertThat(last.type()).isEqualTo(new Dictionary(Simple.STRING, Simple.INT32));
        assertThat(last.isOptional()).isTrue();
    }
}
