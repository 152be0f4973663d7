package dev.loanword.export.stubs;

import static dev.loanword.export.stubs.Models.call;
import static dev.loanword.export.stubs.Models.function;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.export.model.TypeModel;
import dev.loanword.export.model.ValueType;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StubWriterTest {

    @Test
    void stubs_of_the_example_modules_are_as_written_down() throws IOException {
        Golden.assertSame("stubs", StubWriter.stubs(ExampleModules.all()));
    }

    @Test
    void an_empty_module_has_an_empty_stub() {
        assertThat(StubWriter.stubs(List.of(module("m", List.of(), List.of())))).hasToString("{m.pyi=}");
    }

    @Test
    void packages_without_a_module_of_their_own_are_files_too() {
        assertThat(StubWriter.stubs(List.of(module("a.b.c", List.of(), List.of()), module("a", List.of(), List.of())))
                        .keySet())
                .containsExactly("a/__init__.pyi", "a/b/__init__.pyi", "a/b/c.pyi");
    }

    @Test
    void a_class_that_no_module_has_is_named() {
        FunctionModel lost = function("f", "", call(new ValueType.Exported("a.Lost")));
        ModuleModel module = module("m", List.of(lost), List.of());
        assertThatThrownBy(() -> StubWriter.stubs(List.of(module)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("class a.Lost belongs to no known module; list it in a @PyModule, or add the jar that exports it");
    }

    @Test
    void a_class_of_two_modules_is_named() {
        TypeModel side = new TypeModel.JavaEnum("Side", "", "a.Side", List.of("BUY"));
        TypeModel again = new TypeModel.JavaEnum("Direction", "", "a.Side", List.of("BUY"));
        List<ModuleModel> modules =
                List.of(module("m", List.of(), List.of(side)), module("n", List.of(), List.of(again)));
        assertThatThrownBy(() -> StubWriter.stubs(modules))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("class a.Side is m.Side and n.Direction; list it in one module");
    }

    private static ModuleModel module(
            String name, List<FunctionModel> functions, List<TypeModel> types) {
        return new ModuleModel(name, "", "a.M", false, functions, List.of(), types);
    }
}
