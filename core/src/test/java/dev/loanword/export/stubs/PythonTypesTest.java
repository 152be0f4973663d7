package dev.loanword.export.stubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loanword.export.model.ModuleModel;
import dev.loanword.export.model.TypeModel;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.CollectionKind;
import dev.loanword.export.model.ValueType.IterationKind;
import dev.loanword.export.model.ValueType.Simple;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PythonTypesTest {

    private static final ModuleModel EMPTY = module("m", List.of());

    private final PythonTypes stub = PythonTypes.forStub(EMPTY, new ExportedNames(ExampleModules.all()));
    private final PythonTypes runtime = PythonTypes.forRuntime(EMPTY, new ExportedNames(ExampleModules.all()));

    @Test
    void arguments_are_as_wide_as_what_is_taken_and_results_as_narrow_as_what_comes() {
        assertTypes(Simple.PATH, "str | PathLike[str]", "Path");
        assertTypes(Simple.BYTES, "bytes | bytearray", "bytes");
        assertTypes(Simple.ANY, "object", "Any");
        assertTypes(Simple.UINT64, "int", "int");
        assertTypes(Simple.INSTANT, "datetime", "datetime");
        assertTypes(new ValueType.NumberArray(Simple.FLOAT32), "Sequence[float] | Buffer", "list[float]");
        assertTypes(new ValueType.NumberArray(Simple.CHARACTER), "Sequence[str]", "list[str]");
        assertTypes(
                new ValueType.Collection(CollectionKind.LIST, Simple.PATH), "Sequence[str | PathLike[str]]", "list[Path]");
        assertTypes(new ValueType.Collection(CollectionKind.SET, Simple.INT32), "Set[int]", "set[int]");
        assertTypes(new ValueType.Dictionary(Simple.STRING, Simple.INT32), "Mapping[str, int]", "dict[str, int]");
        assertTypes(new ValueType.Iteration(IterationKind.STREAM, Simple.INT32), "Iterable[int]", "Iterator[int]");
        assertTypes(new ValueType.Future(Simple.BYTES), "Awaitable[bytes | bytearray]", "Awaitable[bytes]");
        assertTypes(new ValueType.Exported("dev.example.Side"), "market.Side", "market.Side");
    }

    @Test
    void none_comes_last_and_once() {
        ValueType twice = new ValueType.Nullable(new ValueType.Nullable(Simple.PATH));
        assertTypes(twice, "str | PathLike[str] | None", "Path | None");
        assertTypes(new ValueType.Nullable(Simple.NONE), "None", "None");
    }

    @Test
    void what_a_callable_takes_comes_from_java_and_what_it_returns_goes_there() {
        ValueType inner = new ValueType.Callback("a.C", "call", "()V", List.of(Simple.PATH, Simple.BYTES), Simple.PATH);
        assertThat(stub.argument(inner)).isEqualTo("Callable[[Path, bytes], str | PathLike[str]]");
        ValueType listener = new ValueType.Callback("a.C", "call", "()V", List.of(), Simple.NONE);
        assertThat(stub.argument(listener)).isEqualTo("Callable[[], object]");
    }

    @Test
    void stubs_and_running_python_differ_in_buffers() {
        ValueType memoryview = Models.buffer("memoryview", "mmap.mmap");
        assertThat(stub.argument(memoryview)).isEqualTo("memoryview[Any] | mmap");
        assertThat(runtime.argument(memoryview)).isEqualTo("memoryview | mmap");
        assertThat(stub.argument(Models.ANY_BUFFER)).isEqualTo("Buffer");
        assertThat(runtime.argument(Models.ANY_BUFFER)).isEqualTo("Buffer");
        assertThat(stub.importStatements())
                .containsExactly("from mmap import mmap", "from typing import Any", "from typing_extensions import Buffer");
        assertThat(runtime.importStatements())
                .containsExactly("from collections.abc import Buffer", "from mmap import mmap");
    }

    @Test
    void a_type_of_the_module_hides_another_of_its_name_also_while_python_runs() {
        TypeModel path = new TypeModel.JavaEnum("Path", "", "a.Path", List.of("UP"));
        ModuleModel module = module("m", List.of(path));
        PythonTypes types = PythonTypes.forRuntime(module, new ExportedNames(List.of(module)));
        assertThat(types.result(Simple.PATH)).isEqualTo("_pathlib.Path");
        assertThat(types.result(new ValueType.Exported("a.Path"))).isEqualTo("Path");
        assertThat(types.importStatements()).containsExactly("import pathlib as _pathlib");
    }

    @Test
    void only_the_types_of_args_and_kwargs_are_gathered() {
        assertThat(stub.gathered(new ValueType.Dictionary(Simple.STRING, Simple.ANY))).isEqualTo("object");
        assertThat(stub.gathered(new ValueType.Collection(CollectionKind.ARRAY, Simple.STRING))).isEqualTo("str");
        assertThat(stub.gathered(Simple.NUMBER_LIST)).isEqualTo("float");
        assertThatThrownBy(() -> stub.gathered(Simple.INT32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("INT32 gathers no arguments; this should have been refused when the class was checked, please"
                        + " report it");
    }

    @Test
    void what_can_be_no_result_is_refused() {
        assertThatThrownBy(() -> stub.result(Models.ANY_BUFFER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(
                        " is no result; this should have been refused when the class was checked, please report it");
        assertThatThrownBy(() -> stub.argument(Models.buffer("set")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'set' is no built-in type of buffers; this should have been refused when the class was checked,"
                        + " please report it");
    }

    @ParameterizedTest
    @EnumSource(Simple.class)
    void each_simple_type_has_a_text_unless_the_host_supplies_it(Simple type) {
        if (type.isSupplied()) {
            assertThatThrownBy(() -> stub.argument(type))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(type + " is supplied by the host and has no Python type");
        } else {
            assertThat(stub.argument(type)).isNotEmpty();
            assertThat(runtime.result(type)).isNotEmpty();
        }
    }

    private void assertTypes(ValueType type, String argument, String result) {
        assertThat(stub.argument(type)).isEqualTo(argument);
        assertThat(stub.result(type)).isEqualTo(result);
        assertThat(runtime.argument(type)).isEqualTo(argument);
        assertThat(runtime.result(type)).isEqualTo(result);
    }

    private static ModuleModel module(String name, List<TypeModel> types) {
        return new ModuleModel(name, "", "a.M", false, List.of(), List.of(), types);
    }
}
