package dev.loanword.export.stubs;

import static dev.loanword.export.stubs.Models.call;
import static dev.loanword.export.stubs.Models.method;
import static dev.loanword.export.stubs.Models.parameter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.model.ModuleModel;
import dev.loanword.export.model.TypeModel;
import dev.loanword.export.model.ValueType.Simple;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReferencePageTest {

    @Test
    void pages_of_the_example_modules_are_as_written_down() throws IOException {
        ExportedNames known = new ExportedNames(ExampleModules.all());
        Map<String, String> pages = new TreeMap<>();
        for (ModuleModel module : List.of(ExampleModules.bridge(), ExampleModules.market(), ExampleModules.marketData())) {
            pages.put(module.name() + ".md", ReferencePage.page(module, known));
        }
        Golden.assertSame("pages", pages);
    }

    @Test
    void a_backtick_in_a_default_does_not_end_the_code() {
        TypeModel type = new TypeModel.JavaClass(
                "T",
                "",
                "a.T",
                List.of(),
                List.of(method("m", "", call(Simple.NONE, parameter("mark", Simple.STRING, "'`'")))),
                List.of(),
                List.of(),
                List.of(),
                false,
                Optional.empty());
        ModuleModel module = new ModuleModel("m", "", "a.M", false, List.of(), List.of(), List.of(type));
        assertThat(ReferencePage.page(module, new ExportedNames(List.of(module)))).isEqualTo("""
            # m

            ## T

            Made by functions, not by calling the type.

            - `` m(mark: str = '`') -> None ``
            """);
    }
}
