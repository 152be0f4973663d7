package dev.loanword.export.stubs;

import static dev.loanword.export.stubs.Models.ANY_BUFFER;
import static dev.loanword.export.stubs.Models.buffer;
import static dev.loanword.export.stubs.Models.call;
import static dev.loanword.export.stubs.Models.classMethod;
import static dev.loanword.export.stubs.Models.component;
import static dev.loanword.export.stubs.Models.constant;
import static dev.loanword.export.stubs.Models.function;
import static dev.loanword.export.stubs.Models.method;
import static dev.loanword.export.stubs.Models.parameter;
import static dev.loanword.export.stubs.Models.property;
import static dev.loanword.export.stubs.Models.settable;
import static dev.loanword.export.stubs.Models.staticMethod;
import static dev.loanword.export.stubs.Models.supplied;

import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.export.model.ParameterModel;
import dev.loanword.export.model.TypeModel;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.CollectionKind;
import dev.loanword.export.model.ValueType.IterationKind;
import dev.loanword.export.model.ValueType.OptionalKind;
import dev.loanword.export.model.ValueType.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Locale;
import java.util.Set;

/** Modules that use, between them, everything that a model can say. Their stubs lie beside this class's resources. */
final class ExampleModules {

    private static final String TABLE = "dev.loanword.bridge.EmbeddingTable";
    private static final String LINES = "dev.loanword.bridge.Lines";
    private static final String SIDE = "dev.example.Side";
    private static final String TRADE = "dev.example.Trade";
    private static final String BOOK = "dev.example.Book";
    private static final String LOG = "dev.example.Log";
    private static final String ERROR = "dev.example.MarketException";

    private ExampleModules() {}

    static List<ModuleModel> all() {
        return List.of(bridge(), kinds(), market(), marketData(), shadows());
    }

    /** A model of the size of the shipped core's. */
    static ModuleModel bridge() {
        TypeModel table = new TypeModel.JavaClass(
                "EmbeddingTable",
                "Rows of float32 numbers, owned by Java and kept off its heap.\n\nIt can be used in a with statement.",
                TABLE,
                List.of(call(TABLE, Simple.NONE, parameter("dim", Simple.INT64, "768"))),
                List.of(
                        method(
                                "add",
                                "Adds a row and returns its index.\n\nAnother length raises ValueError.",
                                call(Simple.INT64, parameter("row", Simple.NUMBER_LIST)),
                                call(Simple.INT64, parameter("row", ANY_BUFFER))),
                        method(
                                "dot",
                                "The dot product of row idx and a query.",
                                call(
                                        Simple.FLOAT64,
                                        parameter(ParameterKind.POSITIONAL_ONLY, "idx", Simple.INT64),
                                        parameter(ParameterKind.POSITIONAL_ONLY, "query", ANY_BUFFER)),
                                call(
                                        Simple.FLOAT64,
                                        parameter(ParameterKind.POSITIONAL_ONLY, "idx", Simple.INT64),
                                        parameter(ParameterKind.POSITIONAL_ONLY, "query", Simple.NUMBER_LIST))),
                        method(
                                "close",
                                "Frees the rows; each later use raises ValueError.",
                                call(Simple.NONE, parameter("force", Simple.BOOLEAN, "False"))),
                        method("__len__", "How many rows there are.", call(Simple.INT64)),
                        method(
                                "__getitem__",
                                "Row idx over the table's own memory; negative counts from the end.",
                                call(Simple.LENT_MEMORY, parameter("idx", Simple.INT64))),
                        method("__repr__", "", call(Simple.STRING))),
                List.of(
                        property("dim", "How many numbers a row has.", Simple.INT32),
                        property("closed", "Whether the rows were freed.", Simple.BOOLEAN)),
                List.of(constant("MAX_DIM", Simple.INT32)),
                List.of(),
                true,
                Optional.empty());
        TypeModel lines = new TypeModel.JavaClass(
                "Lines",
                "The lines of a file, each as bytes without its ending; made by lines(path).",
                LINES,
                List.of(),
                List.of(
                        method("__iter__", "", call(LINES, new ValueType.Exported(LINES))),
                        method("__next__", "", call(Simple.BYTES))),
                List.of(),
                List.of(),
                List.of(),
                true,
                Optional.empty());
        return new ModuleModel(
                "bridge",
                "The shipped Java core: checksums, scaling in place, an embedding table, lines of files. Nothing is copied.",
                "dev.loanword.bridge.Bridge",
                false,
                List.of(
                        function(
                                "checksum_bytes",
                                "The 64-bit FNV-1a hash of bytes or a bytearray, as an unsigned int.",
                                call(
                                        Simple.UINT64,
                                        parameter("payload", buffer("bytes", "bytearray")),
                                        supplied(Simple.CHECKPOINT))),
                        function(
                                "scale_inplace",
                                "Multiplies the float64 elements of a buffer by a factor, in place.",
                                call(
                                        Simple.NONE,
                                        parameter("x", ANY_BUFFER),
                                        parameter("factor", Simple.FLOAT64),
                                        supplied(Simple.CHECKPOINT))),
                        function(
                                "lines",
                                "The lines of a file, each as bytes without its ending (\\n or \\r\\n).",
                                call(
                                        new ValueType.Exported(LINES),
                                        supplied(Simple.FILE_ACCESS),
                                        parameter("path", Simple.PATH)))),
                List.of(),
                List.of(table, lines));
    }

    /** A function for each type and direction, and one for each way to pass arguments. */
    static ModuleModel kinds() {
        List<FunctionModel> functions = new ArrayList<>();
        for (Simple type : Simple.values()) {
            String name = type.name().toLowerCase(Locale.ROOT);
            boolean argument = type != Simple.NONE && type != Simple.LENT_MEMORY;
            boolean result = type != Simple.NUMBER_LIST && !type.isSupplied();
            ValueType given = result ? type : Simple.NONE;
            functions.add(function(name, "", argument ? call(given, parameter("value", type)) : call(given)));
        }
        functions.add(both("numbers", new ValueType.NumberArray(Simple.FLOAT64)));
        functions.add(both("bytes_as_numbers", new ValueType.NumberArray(Simple.UINT8)));
        functions.add(both("truths", new ValueType.NumberArray(Simple.BOOLEAN)));
        functions.add(both("characters", new ValueType.NumberArray(Simple.CHARACTER)));
        functions.add(both("nullable", new ValueType.Nullable(Simple.INT32)));
        functions.add(both("nullable_path", new ValueType.Nullable(Simple.PATH)));
        for (OptionalKind kind : OptionalKind.values()) {
            Simple value =
                    switch (kind) {
                        case OBJECT -> Simple.STRING;
                        case INT -> Simple.INT32;
                        case LONG -> Simple.INT64;
                        case DOUBLE -> Simple.FLOAT64;
                    };
            ValueType type = new ValueType.Optional(value, kind);
            functions.add(function(
                    "optional_" + kind.name().toLowerCase(Locale.ROOT),
                    "",
                    call(type, parameter("value", type, "None"))));
        }
        for (CollectionKind kind : CollectionKind.values()) {
            functions.add(both(
                    kind.name().toLowerCase(Locale.ROOT) + "_of_paths",
                    new ValueType.Collection(kind, Simple.PATH)));
        }
        functions.add(both("dictionary", new ValueType.Dictionary(Simple.STRING, new ValueType.Nullable(Simple.BYTES))));
        for (IterationKind kind : IterationKind.values()) {
            functions.add(both(
                    kind.name().toLowerCase(Locale.ROOT) + "_of_dates",
                    new ValueType.Iteration(kind, Simple.LOCAL_DATE)));
        }
        functions.add(both("exported", new ValueType.Exported(SIDE)));
        functions.add(function(
                "buffers",
                "",
                call(
                        Simple.NONE,
                        parameter("any_at_all", ANY_BUFFER),
                        parameter("plain", buffer("bytes", "bytearray")),
                        parameter("special", buffer("memoryview", "array.array", "mmap.mmap", "loanword.Buffer")),
                        parameter("none", new ValueType.Nullable(ANY_BUFFER), "None"))));
        functions.add(function(
                "callbacks",
                "",
                call(
                        Simple.NONE,
                        parameter("key", callback(Simple.STRING, Simple.PATH)),
                        parameter("listener", callback(Simple.NONE, new ValueType.Exported(SIDE), Simple.BYTES)),
                        parameter("supplier", new ValueType.Nullable(callback(Simple.FLOAT64)), "None"))));
        functions.add(function("future", "", call(new ValueType.Future(Simple.BYTES))));
        functions.add(function("publisher", "", call(new ValueType.Publisher(Simple.PATH))));
        functions.add(function(
                "nothing_twice", "", call(new ValueType.Optional(new ValueType.Nullable(Simple.INT32), OptionalKind.OBJECT))));
        functions.addAll(waysToPass());
        return new ModuleModel(
                "kinds", "Every type, every way to pass it.", "dev.example.Kinds", true, functions, List.of(), List.of());
    }

    private static List<FunctionModel> waysToPass() {
        return List.of(
                function(
                        "every_kind",
                        "",
                        call(
                                Simple.NONE,
                                parameter(ParameterKind.POSITIONAL_ONLY, "first", Simple.INT32),
                                parameter("second", Simple.STRING, "'utf-8'"),
                                parameter(
                                        ParameterKind.VAR_POSITIONAL,
                                        "rest",
                                        new ValueType.Collection(CollectionKind.LIST, Simple.STRING)),
                                parameter(ParameterKind.KEYWORD_ONLY, "needed", Simple.BOOLEAN),
                                new ParameterModel("exact", ParameterKind.KEYWORD_ONLY, "True", Simple.BOOLEAN),
                                parameter(
                                        ParameterKind.VAR_KEYWORD,
                                        "options",
                                        new ValueType.Dictionary(Simple.STRING, Simple.ANY)))),
                function(
                        "keyword_only",
                        "",
                        call(Simple.NONE, parameter(ParameterKind.KEYWORD_ONLY, "limit", Simple.INT32))),
                function(
                        "gathered",
                        "",
                        call(
                                Simple.NONE,
                                parameter(
                                        ParameterKind.VAR_POSITIONAL, "values", new ValueType.NumberArray(Simple.FLOAT64)))),
                function("gathered_bytes", "", call(Simple.NONE, parameter(ParameterKind.VAR_POSITIONAL, "values", Simple.BYTES))),
                function(
                        "defaults",
                        "",
                        call(
                                Simple.NONE,
                                parameter("mask", Simple.UINT32, "0xFF_FF"),
                                parameter("scale", Simple.FLOAT64, "1"),
                                parameter("key", Simple.BYTES, "b''"),
                                parameter("weights", new ValueType.NumberArray(Simple.FLOAT64), "()"),
                                parameter("names", new ValueType.Collection(CollectionKind.LIST, Simple.STRING), "[]"),
                                parameter("ids", new ValueType.Collection(CollectionKind.SET, Simple.INT32), "()"),
                                parameter("fees", new ValueType.Dictionary(Simple.STRING, Simple.FLOAT64), "{}"),
                                parameter("price", Simple.BIG_DECIMAL, "0"),
                                parameter("side", new ValueType.Exported(SIDE), "Side.BUY"))),
                function(
                        "widest_first",
                        "",
                        overload(Simple.ANY),
                        overload(new ValueType.Iteration(IterationKind.ITERABLE, Simple.STRING)),
                        overload(new ValueType.Collection(CollectionKind.LIST, Simple.STRING)),
                        overload(Simple.STRING),
                        overload(Simple.FLOAT64),
                        overload(new ValueType.Nullable(Simple.INT32)),
                        overload(Simple.BOOLEAN),
                        overload(Simple.LOCAL_DATE),
                        overload(Simple.INSTANT)),
                function(
                        "overloaded",
                        "One of three.",
                        call(Simple.INT32, parameter("value", Simple.INT32)),
                        call(Simple.STRING, parameter("value", Simple.STRING), parameter("times", Simple.INT32, "1")),
                        call(
                                Simple.NONE,
                                parameter("value", ANY_BUFFER),
                                parameter("times", Simple.INT32),
                                parameter(ParameterKind.KEYWORD_ONLY, "strict", Simple.BOOLEAN))));
    }

    /** An enum, a record, exceptions, and a class with every kind of member. */
    static ModuleModel market() {
        ValueType side = new ValueType.Exported(SIDE);
        ValueType book = new ValueType.Exported(BOOK);
        TypeModel bookType = new TypeModel.JavaClass(
                "Book",
                "",
                BOOK,
                List.of(call(BOOK, Simple.NONE), call(BOOK, Simple.NONE, parameter("path", Simple.PATH))),
                List.of(
                        classMethod("of", "A book of some trades.", call(BOOK, book, gathered(new ValueType.Exported(TRADE)))),
                        staticMethod(
                                "parse",
                                "Reads a trade.",
                                call(new ValueType.Exported(TRADE), parameter("text", Simple.STRING)),
                                call(new ValueType.Exported(TRADE), parameter("text", Simple.BYTES))),
                        method("__getitem__", "", call(new ValueType.Exported(TRADE), parameter("index", Simple.INT32))),
                        method(
                                "__setitem__",
                                "",
                                call(
                                        Simple.NONE,
                                        parameter("index", Simple.INT32),
                                        parameter("trade", new ValueType.Exported(TRADE)))),
                        method("__delitem__", "", call(Simple.NONE, parameter("index", Simple.INT32))),
                        method("__contains__", "", call(Simple.BOOLEAN, parameter("trade", new ValueType.Exported(TRADE)))),
                        method(
                                "__iter__",
                                "",
                                call(new ValueType.Iteration(IterationKind.STREAM, new ValueType.Exported(TRADE)))),
                        method("__call__", "", call(Simple.FLOAT64, parameter("side", side), parameter("depth", Simple.INT32, "1"))),
                        method("__eq__", "", call(Simple.BOOLEAN, parameter("other", book))),
                        method("__lt__", "", call(Simple.BOOLEAN, parameter("other", book))),
                        method("__add__", "", call(book, parameter("other", book))),
                        method("__radd__", "", call(book, parameter("other", Simple.FLOAT64))),
                        method("__neg__", "", call(book)),
                        method("__bool__", "", call(Simple.BOOLEAN)),
                        method("__buffer__", "", call(Simple.LENT_MEMORY)),
                        method("__enter__", "", call(BOOK, book)),
                        method("__exit__", "", call(Simple.BOOLEAN)),
                        method("__aiter__", "", call(new ValueType.Publisher(new ValueType.Exported(TRADE))))),
                List.of(
                        settable("file", "Where it is kept.", Simple.PATH),
                        property("trades", "", new ValueType.Collection(CollectionKind.LIST, new ValueType.Exported(TRADE)))),
                List.of(constant("EMPTY", book), constant("DEPTH", Simple.INT32)),
                List.of("file", "trades"),
                false,
                Optional.empty());
        List<FunctionModel> functions = new ArrayList<>(((TypeModel.JavaClass) bookType).functions());
        functions.add(method("append", "Writes a trade.", call(Simple.NONE, parameter("trade", new ValueType.Exported(TRADE)))));
        TypeModel logType = new TypeModel.JavaClass(
                "Log",
                "A book that grows.",
                LOG,
                List.of(call(LOG, Simple.NONE, parameter("path", Simple.PATH), parameter("limit", Simple.INT32, "10"))),
                functions,
                List.of(
                        settable("file", "Where it is kept.", Simple.PATH),
                        property("size", "How long it is.", Simple.INT64)),
                List.of(constant("DEPTH", Simple.INT32)),
                List.of(),
                true,
                Optional.of(new TypeModel.Base(
                        BOOK,
                        Set.of("of", "parse", "__getitem__", "__setitem__", "__delitem__", "__contains__", "__iter__", "__call__",
                                "__eq__", "__lt__", "__add__", "__radd__", "__neg__", "__bool__", "__buffer__", "__enter__",
                                "__exit__", "__aiter__", "file", "DEPTH"))));
        return new ModuleModel(
                "market",
                "Trades, and what became of them.",
                "dev.example.Market",
                false,
                List.of(function(
                        "total",
                        "The sum of some trades.",
                        call(
                                Simple.BIG_DECIMAL,
                                parameter(
                                        "trades",
                                        new ValueType.Iteration(IterationKind.ITERABLE, new ValueType.Exported(TRADE))),
                                parameter("side", new ValueType.Nullable(side), "None"),
                                parameter("start", side, "Side.SELL")))),
                List.of(constant("EPOCH", Simple.INSTANT), constant("LOT", Simple.INT32)),
                List.of(
                        new TypeModel.JavaEnum("Side", "Of a trade.", SIDE, List.of("BUY", "SELL")),
                        new TypeModel.JavaRecord(
                                "Trade",
                                "What was traded.",
                                TRADE,
                                List.of(
                                        component("side", side),
                                        component("price", Simple.BIG_DECIMAL),
                                        component("count", Simple.INT64),
                                        component("date", Simple.LOCAL_DATE),
                                        component("settled", new ValueType.Nullable(Simple.LOCAL_DATE))),
                                "()V"),
                        new TypeModel.JavaException("MarketError", "Something about a market.", ERROR, "RuntimeError"),
                        new TypeModel.JavaException("ClosedError", "", "dev.example.ClosedException", ERROR),
                        bookType,
                        logType));
    }

    /** A module in a package, which refers to another module. */
    static ModuleModel marketData() {
        return new ModuleModel(
                "market.data.feeds",
                "",
                "dev.example.Feeds",
                false,
                List.of(function(
                        "replay",
                        "Trades as they came.",
                        call(
                                new ValueType.Iteration(IterationKind.ITERATOR, new ValueType.Exported(TRADE)),
                                parameter("side", new ValueType.Exported(SIDE), "Side.BUY")))),
                List.of(),
                List.of(new TypeModel.JavaException("FeedError", "", "dev.example.FeedException", ERROR)));
    }

    /** Names that are also names of types, each used where it is hidden. */
    static ModuleModel shadows() {
        String shadow = "dev.example.Shadow";
        TypeModel type = new TypeModel.JavaClass(
                "Shadow",
                "",
                shadow,
                List.of(call(shadow, Simple.NONE)),
                List.of(
                        method("list", "", call(new ValueType.Collection(CollectionKind.LIST, Simple.STRING))),
                        method("int", "", call(Simple.INT32, parameter("value", Simple.INT32))),
                        staticMethod("staticmethod", "", call(Simple.NONE)),
                        method("Shadow", "", call(new ValueType.Exported(shadow))),
                        method("overload", "", call(Simple.NONE), call(Simple.NONE, parameter("value", Simple.STRING))),
                        method("market", "", call(new ValueType.Exported(SIDE)))),
                List.of(property("date", "", Simple.LOCAL_DATE), settable("property", "", Simple.BOOLEAN)),
                List.of(),
                List.of(),
                false,
                Optional.empty());
        TypeModel path = new TypeModel.JavaEnum("Path", "", "dev.example.Path", List.of("UP", "DOWN"));
        return new ModuleModel(
                "shadows",
                "Quotes \"\"\" and a backslash \\ and a tab\t, a bell \u0007 and a \"quote\"",
                "dev.example.Shadows",
                false,
                List.of(
                        function("Sequence", "", call(Simple.PATH, parameter("numbers", Simple.NUMBER_LIST))),
                        function("loanword", "Ends with a backslash \\", call(Simple.LENT_MEMORY)),
                        function("turn", "  Two lines,\n\n    the last indented.  \n", call(new ValueType.Exported("dev.example.Path")))),
                List.of(constant("str", Simple.STRING)),
                List.of(type, path));
    }

    private static CallModel overload(ValueType type) {
        return call(type, parameter("value", type));
    }

    private static ParameterModel gathered(ValueType element) {
        return parameter(
                ParameterKind.VAR_POSITIONAL, "trades", new ValueType.Collection(CollectionKind.ARRAY, element));
    }

    private static ValueType callback(ValueType result, ValueType... parameters) {
        return new ValueType.Callback("a.Callback", "call", "()V", List.of(parameters), result);
    }

    private static FunctionModel both(String name, ValueType type) {
        return function(name, "", call(type, parameter("value", type)));
    }
}
