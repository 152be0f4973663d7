package dev.loanword.python.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import dev.loanword.python.PythonHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exported modules in packages: names with dots. */
public class DottedModulesTest {

    /** A module in a package. */
    @PyModule(name = "pricing.greeks", doc = "Sensitivities.")
    public static final class Greeks {
        private Greeks() {}

        /** Which one. */
        @PyClass
        public enum Kind {
            CALL,
            PUT
        }

        /** A result. */
        @PyClass
        public record Sensitivity(double delta, Kind kind) {}

        /** A stateful type. */
        @PyClass
        public static final class Surface {
            @PyConstructor
            public Surface() {}

            @PyFunction
            public int size() {
                return 3;
            }
        }

        @PyFunction(doc = "How the price moves.")
        public static Sensitivity delta(double spot, @PyParameter(defaultValue = "Kind.CALL") Kind kind) {
            return new Sensitivity(spot / 2, kind);
        }
    }

    /** What the module above lies in. */
    @PyModule(name = "pricing", doc = "Prices.")
    public static final class Pricing {
        private Pricing() {}

        @PyFunction
        public static double price() {
            return 1.5;
        }
    }

    /** Two packages deep. */
    @PyModule(name = "markets.europe.paris")
    public static final class Paris {
        private Paris() {}

        @PyFunction
        public static String name() {
            return "Paris";
        }
    }

    private PythonHost host;

    @BeforeEach
    void open() {
        host = PythonHost.open();
    }

    @AfterEach
    void close() {
        host.close();
    }

    private String show(String expression) {
        return host.eval("repr(" + expression + ")", String.class);
    }

    private String failure(String statement) {
        host.run("try:\n    " + statement + "\n    error = 'none'\nexcept Exception as e:\n    error = f'{type(e).__name__}: {e}'\n");
        return host.eval("error", String.class);
    }

    @Test
    void the_package_is_made_up_where_nobody_has_it() {
        host.export(Greeks.class);
        host.export(Paris.class);
        host.run("import pricing.greeks, markets.europe.paris");
        assertThat(show("pricing.greeks.delta(4.0)")).isEqualTo("Sensitivity(delta=2.0, kind=<Kind.CALL: 'CALL'>)");
        assertThat(show("markets.europe.paris.name()")).isEqualTo("'Paris'");
        assertThat(show("[name for name in dir(pricing) if not name.startswith('__')]")).isEqualTo("['greeks']");
        assertThat(show("(pricing.__path__, pricing.greeks.__package__, pricing.greeks.__name__)"))
                .isEqualTo("([], 'pricing', 'pricing.greeks')");
        assertThat(failure("import markets.asia"))
                .isEqualTo("ModuleNotFoundError: No module named 'markets.asia'");
    }

    @Test
    void from_package_import_module_works() {
        host.export(Greeks.class);
        host.run("from pricing import greeks\nfrom pricing.greeks import delta, Kind");
        assertThat(show("delta(2.0, Kind.PUT) == greeks.delta(2.0, greeks.Kind.PUT)")).isEqualTo("True");
    }

    @Test
    void a_module_of_java_is_the_package_where_it_has_the_name() {
        host.export(Pricing.class);
        host.export(Greeks.class);
        host.run("import pricing.greeks");
        assertThat(show("(pricing.price(), pricing.__doc__, pricing.greeks.Surface().size())"))
                .isEqualTo("(1.5, 'Prices.', 3)");
    }

    @Test
    void a_module_that_was_imported_becomes_a_package_later() {
        host.export(Pricing.class);
        host.run("import pricing");
        assertThat(failure("import pricing.greeks"))
                .isEqualTo("ModuleNotFoundError: No module named 'pricing.greeks'; 'pricing' is not a package");
        host.export(Greeks.class);
        host.run("import pricing.greeks");
        assertThat(show("pricing.greeks.Surface().size()")).isEqualTo("3");
    }

    @Test
    void a_package_of_python_keeps_all_that_it_has(@TempDir Path folder) throws IOException {
        Path pricing = Files.createDirectory(folder.resolve("pricing"));
        Files.writeString(pricing.resolve("__init__.py"), "from .curves import rate\nname = 'from Python'\n");
        Files.writeString(pricing.resolve("curves.py"), "def rate():\n    return 0.25\n");
        host.export(Greeks.class);
        host.run("import sys; sys.path.insert(0, r'" + folder + "')\nimport pricing, pricing.greeks, pricing.curves");
        assertThat(show("(pricing.name, pricing.rate(), pricing.curves.rate(), pricing.greeks.delta(4.0).delta)"))
                .isEqualTo("('from Python', 0.25, 0.25, 2.0)");
    }

    @Test
    void a_module_of_python_that_is_no_package_has_no_modules_below(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("pricing.py"), "name = 'a file'\n");
        host.export(Greeks.class);
        host.run("import sys; sys.path.insert(0, r'" + folder + "')");
        assertThat(failure("import pricing.greeks"))
                .isEqualTo("ModuleNotFoundError: No module named 'pricing.greeks'; 'pricing' is not a package");
    }

    @Test
    void what_is_in_it_is_pickled_by_name() {
        host.export(Greeks.class);
        host.run("import pickle\nfrom pricing import greeks");
        assertThat(show("pickle.loads(pickle.dumps(greeks.delta)) is greeks.delta")).isEqualTo("True");
        assertThat(show("pickle.loads(pickle.dumps(greeks.Surface)) is greeks.Surface")).isEqualTo("True");
        assertThat(show("pickle.loads(pickle.dumps(greeks.delta(2.0)))"))
                .isEqualTo("Sensitivity(delta=1.0, kind=<Kind.CALL: 'CALL'>)");
        assertThat(show("b'pricing.greeks' in pickle.dumps(greeks.Kind.PUT)"))
                .isEqualTo("True");
    }

    @Test
    void help_names_the_module_whole() {
        host.export(Greeks.class);
        host.run("import pydoc, inspect\nfrom pricing import greeks\nhelp = pydoc.plain(pydoc.render_doc(greeks))");
        assertThat(host.eval("help", String.class))
                .startsWith("Python Library Documentation: module pricing.greeks in pricing\n\nNAME\n"
                        + "    pricing.greeks - Sensitivities.\n")
                .contains("    delta(spot: float, kind: pricing.greeks.Kind = <Kind.CALL: 'CALL'>)")
                .contains("        How the price moves.");
        assertThat(show("str(inspect.signature(greeks.delta))"))
                .isEqualTo("\"(spot: float, kind: pricing.greeks.Kind = <Kind.CALL: 'CALL'>)"
                        + " -> pricing.greeks.Sensitivity\"");
    }
}
