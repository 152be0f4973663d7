package dev.loanword.export.stubs;

import static dev.loanword.export.stubs.Models.ANY_BUFFER;
import static dev.loanword.export.stubs.Models.call;
import static dev.loanword.export.stubs.Models.classMethod;
import static dev.loanword.export.stubs.Models.function;
import static dev.loanword.export.stubs.Models.method;
import static dev.loanword.export.stubs.Models.parameter;
import static dev.loanword.export.stubs.Models.staticMethod;
import static dev.loanword.export.stubs.Models.supplied;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.export.model.ParameterModel;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.Simple;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SignatureTextTest {

    private static final List<ModuleModel> EXAMPLES = ExampleModules.all();

    private final SignatureText signatures =
            new SignatureText(PythonTypes.forRuntime(ExampleModules.bridge(), new ExportedNames(EXAMPLES)));

    @Test
    void overloads_are_united_where_they_differ() {
        assertThat(of(method(
                        "dot",
                        "",
                        call(Simple.FLOAT64, positional("idx", Simple.INT32), positional("query", ANY_BUFFER)),
                        call(Simple.FLOAT64, positional("idx", Simple.INT32), positional("query", Simple.NUMBER_LIST)))))
                .isEqualTo("(self, idx: int, query: Buffer | Sequence[float], /) -> float");
    }

    @Test
    void what_an_overload_lacks_is_optional() {
        assertThat(of(function(
                        "f",
                        "",
                        call(Simple.INT32, parameter("a", Simple.INT32)),
                        call(
                                Simple.STRING,
                                parameter("a", Simple.STRING),
                                parameter("b", Simple.INT32, "1"),
                                parameter("c", Simple.INT32, "2"),
                                parameter(ParameterKind.KEYWORD_ONLY, "d", Simple.BOOLEAN)))))
                .isEqualTo("(a: int | str, b: int = ..., c: int = ..., *, d: bool = ...) -> int | str");
    }

    @Test
    void a_default_that_all_overloads_share_is_said() {
        assertThat(of(function(
                        "f",
                        "",
                        call(Simple.NONE, parameter("a", Simple.INT32), parameter("b", Simple.INT32, "1")),
                        call(Simple.NONE, parameter("a", Simple.STRING), parameter("b", Simple.INT32, "1")))))
                .isEqualTo("(a: int | str, b: int = 1) -> None");
        assertThat(of(function(
                        "f",
                        "",
                        call(Simple.NONE, parameter("a", Simple.INT32), parameter("b", Simple.INT32, "1")),
                        call(Simple.NONE, parameter("a", Simple.STRING), parameter("b", Simple.INT32)))))
                .isEqualTo("(a: int | str, b: int = ...) -> None");
    }

    @Test
    void one_overload_that_takes_a_parameter_by_position_alone_decides_for_all() {
        assertThat(of(function(
                        "f",
                        "",
                        call(Simple.NONE, parameter("a", Simple.INT32), parameter("b", Simple.INT32)),
                        call(Simple.NONE, positional("a", Simple.STRING)))))
                .isEqualTo("(a: int | str, /, b: int = ...) -> None");
    }

    @Test
    void gathered_arguments_of_overloads_come_behind_all_others() {
        ValueType names = new ValueType.Collection(ValueType.CollectionKind.LIST, Simple.STRING);
        assertThat(of(function(
                        "f",
                        "",
                        call(Simple.NONE, parameter(ParameterKind.VAR_POSITIONAL, "names", names)),
                        call(
                                Simple.NONE,
                                parameter("a", Simple.INT32),
                                parameter("b", Simple.INT32),
                                parameter(
                                        ParameterKind.VAR_KEYWORD,
                                        "options",
                                        new ValueType.Dictionary(Simple.STRING, Simple.INT32))))))
                .isEqualTo("(a: int = ..., b: int = ..., *names: str, **options: int) -> None");
    }

    @Test
    void what_the_host_supplies_is_no_parameter() {
        assertThat(of(function(
                        "f",
                        "",
                        call(Simple.NONE, supplied(Simple.CHECKPOINT), parameter("a", Simple.INT32), supplied(Simple.COPY_LEDGER)))))
                .isEqualTo("(a: int) -> None");
    }

    @Test
    void methods_are_bound_to_what_they_are_bound_to() {
        String table = "dev.loanword.bridge.EmbeddingTable";
        CallModel make = call(table, new ValueType.Exported(table));
        assertThat(of(staticMethod("make", "", make))).isEqualTo("() -> EmbeddingTable");
        assertThat(of(classMethod("make", "", make))).isEqualTo("(cls) -> Self");
        assertThat(of(method("make", "", make))).isEqualTo("(self) -> EmbeddingTable");
        assertThat(signatures.ofConstructors(List.of(
                        call(table, Simple.NONE), call(table, Simple.NONE, parameter("dim", Simple.INT32)))))
                .isEqualTo("(self, dim: int = ...) -> None");
        assertThat(signatures.ofGetter(call(Simple.PATH))).isEqualTo("(self) -> Path");
        assertThat(signatures.ofSetter(call(Simple.NONE, parameter("value", Simple.PATH))))
                .isEqualTo("(self, value: str | PathLike[str]) -> None");
    }

    @Test
    void special_methods_have_the_signatures_that_python_calls_them_by() {
        assertThat(of(method("__getitem__", "", call(Simple.INT32, parameter("index", Simple.INT32)))))
                .isEqualTo("(self, index: int, /) -> int");
        assertThat(of(method("__call__", "", call(Simple.INT32, parameter("index", Simple.INT32)))))
                .isEqualTo("(self, index: int) -> int");
        assertThat(of(method("__eq__", "", call(Simple.BOOLEAN, parameter("that", Simple.INT32)))))
                .isEqualTo("(self, other: object, /) -> bool");
        assertThat(of(method("__buffer__", "", call(Simple.LENT_MEMORY)))).isEqualTo("(self, flags: int, /) -> memoryview");
        assertThat(of(method("__exit__", "", call(Simple.NONE))))
                .isEqualTo("(self, exc_type: type[BaseException] | None, exc_value: BaseException | None,"
                        + " traceback: TracebackType | None, /) -> None");
    }

    @Test
    void defaults_that_only_java_understands_are_said_while_python_runs_and_left_out_of_stubs() {
        FunctionModel function = function(
                "f",
                "",
                call(
                        Simple.NONE,
                        parameter("price", Simple.BIG_DECIMAL, "1.5"),
                        parameter("side", new ValueType.Nullable(new ValueType.Exported("dev.example.Side")), "Side.BUY")));
        assertThat(of(function)).isEqualTo("(price: Decimal = 1.5, side: market.Side | None = market.Side.BUY) -> None");
        PythonTypes stub = PythonTypes.forStub(ExampleModules.bridge(), new ExportedNames(EXAMPLES));
        assertThat(new SignatureText(stub).of(function))
                .isEqualTo("(price: Decimal = ..., side: market.Side | None = market.Side.BUY) -> None");
    }

    /** Each signature of the examples, with the imports that are said to be needed, is Python that runs. */
    @Test
    @Tag("checkers")
    void signatures_can_be_evaluated_where_their_imports_are_known() throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder("""
            import sys, types
            class Anything(type):
                def __getattr__(cls, name):
                    return cls
            for name in ("loanword", "market"):
                sys.modules[name] = Anything(name, (), {})
            if sys.version_info < (3, 12):
                import collections.abc
                collections.abc.Buffer = bytes
            """);
        for (ModuleModel module : List.of(ExampleModules.bridge(), ExampleModules.kinds(), ExampleModules.shadows())) {
            PythonTypes types = PythonTypes.forRuntime(module, new ExportedNames(EXAMPLES));
            SignatureText texts = new SignatureText(types);
            StringBuilder functions = new StringBuilder();
            for (FunctionModel function : module.functions()) {
                functions.append("def f").append(texts.of(function)).append(": pass\n");
            }
            types.importStatements().forEach(line -> script.append(line).append('\n'));
            module.types().forEach(type -> script.append("class " + type.name() + ": pass\n"));
            script.append(functions);
        }
        script.append("print('evaluated')\n");
        TypeCheckers.Run run = TypeCheckers.run(Path.of("."), List.of(TypeCheckers.python(), "-c", script.toString()));
        assertThat(run.output()).isEqualTo("evaluated\n");
    }

    private String of(FunctionModel function) {
        return signatures.of(function);
    }

    private static ParameterModel positional(String name, ValueType type) {
        return parameter(ParameterKind.POSITIONAL_ONLY, name, type);
    }
}
