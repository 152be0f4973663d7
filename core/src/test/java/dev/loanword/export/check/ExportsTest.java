package dev.loanword.export.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loanword.export.InMemoryCompiler;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.ConstantModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.FunctionModel.Binding;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.export.model.ParameterModel;
import dev.loanword.export.model.PropertyModel;
import dev.loanword.export.model.TypeModel;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.Simple;
import dev.loanword.memory.BorrowTable.Access;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExportsTest {
    private static final String PRICING = "dev.loanword.export.check.Pricing";
    private static final String OPTION = PRICING + "$VanillaOption";

    private final ModuleModel pricing = Exports.of(Pricing.class);

    private static ParameterModel standard(String name, ValueType type) {
        return new ParameterModel(name, ParameterKind.STANDARD, "", type);
    }

    private FunctionModel function(String name) {
        return pricing.functions().stream().filter(function -> function.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void a_module_has_the_name_of_its_class_and_the_marked_functions_in_their_order() {
        assertThat(pricing.name()).isEqualTo("pricing");
        assertThat(pricing.doc()).isEqualTo("Prices of options.");
        assertThat(pricing.className()).isEqualTo(PRICING);
        assertThat(pricing.needsInstance()).isTrue();
        assertThat(pricing.functions()).extracting(FunctionModel::name)
                .containsExactly("call_price", "add_all", "sum", "crc", "read_file");
    }

    @Test
    void a_function_has_names_defaults_and_the_descriptor_to_call() {
        assertThat(function("call_price")).isEqualTo(new FunctionModel("call_price", "The price of a call.", Binding.MODULE,
                List.of(new CallModel(CallModel.Kind.STATIC, PRICING, "callPrice", "(DDD)D",
                        List.of(standard("spot", Simple.FLOAT64), standard("strike", Simple.FLOAT64),
                                new ParameterModel("rate", ParameterKind.STANDARD, "0.01", Simple.FLOAT64)),
                        Simple.FLOAT64, CallModel.Mode.PLAIN))));
    }

    @Test
    void parameters_have_kinds_and_keywords_get_an_underscore() {
        CallModel call = function("add_all").overloads().getFirst();
        assertThat(call.kind()).isEqualTo(CallModel.Kind.VIRTUAL);
        assertThat(call.result()).isEqualTo(Simple.NONE);
        assertThat(call.parameters()).containsExactly(
                new ParameterModel("lambda_", ParameterKind.POSITIONAL_ONLY, "", Simple.STRING),
                standard("maybe", new ValueType.Nullable(Simple.INT32)),
                new ParameterModel("scale", ParameterKind.KEYWORD_ONLY, "None", new ValueType.Nullable(Simple.STRING)));
    }

    @Test
    void varargs_take_all_further_arguments() {
        assertThat(function("sum").overloads().getFirst().parameters()).containsExactly(
                standard("exact", Simple.BOOLEAN),
                new ParameterModel("values", ParameterKind.VAR_POSITIONAL, "", new ValueType.NumberArray(Simple.FLOAT64)));
    }

    @Test
    void buffers_carry_what_is_demanded_and_what_the_host_supplies_has_no_name() {
        CallModel call = function("crc").overloads().getFirst();
        assertThat(call.releasesGil()).isTrue();
        assertThat(call.result()).isEqualTo(Simple.UINT32);
        assertThat(call.parameters()).containsExactly(
                standard("data", new ValueType.Borrowed(Access.EXCLUSIVE, "d", 2, true, List.of("memoryview"))),
                standard("any", new ValueType.Borrowed(Access.SHARED, "", -1, false, List.of())),
                standard("numbers", Simple.NUMBER_LIST),
                standard("salt", new ValueType.NumberArray(Simple.UINT8)),
                standard("", Simple.CHECKPOINT),
                standard("", Simple.FILE_ACCESS));
        assertThat(call.pythonParameters()).hasSize(4);
    }

    @Test
    void bytes_paths_and_lent_memory_are_types_of_their_own() {
        CallModel call = function("read_file").overloads().getFirst();
        assertThat(call.parameters()).containsExactly(standard("path", Simple.PATH), standard("head", Simple.BYTES));
        assertThat(call.result()).isEqualTo(Simple.LENT_MEMORY);
    }

    @Test
    void constants_keep_their_names() {
        assertThat(pricing.constants()).containsExactly(
                new ConstantModel("DAYS_IN_YEAR", PRICING, "DAYS_IN_YEAR", Simple.INT32),
                new ConstantModel("__version__", PRICING, "VERSION", Simple.STRING));
    }

    @Test
    void exceptions_derive_from_what_stands_for_their_superclass() {
        assertThat(pricing.types()).contains(
                new TypeModel.JavaException("NoMarketError", "No market.", PRICING + "$NoMarketException", "ValueError"),
                new TypeModel.JavaException("Closed", "", PRICING + "$ClosedMarketException", PRICING + "$NoMarketException"));
    }

    @Test
    void a_class_becomes_a_type_with_constructors_methods_properties_and_constants() {
        TypeModel.JavaClass option = (TypeModel.JavaClass) pricing.types().stream()
                .filter(type -> type.className().equals(OPTION)).findFirst().orElseThrow();
        CallModel getter = new CallModel(
                CallModel.Kind.VIRTUAL, OPTION, "getStrike", "()D", List.of(), Simple.FLOAT64, CallModel.Mode.PLAIN);
        CallModel setter = new CallModel(CallModel.Kind.VIRTUAL, OPTION, "setStrike", "(D)V",
                List.of(standard("strike", Simple.FLOAT64)), Simple.NONE, CallModel.Mode.PLAIN);
        ValueType self = new ValueType.Exported(OPTION);

        assertThat(option.name()).isEqualTo("Option");
        assertThat(option.doc()).isEqualTo("An option.");
        assertThat(option.closeable()).isTrue();
        assertThat(option.matchArgs()).containsExactly("strike");
        assertThat(option.constants()).containsExactly(new ConstantModel("TICK", OPTION, "TICK", Simple.FLOAT64));
        assertThat(option.properties())
                .containsExactly(new PropertyModel("strike", "The strike.", getter, Optional.of(setter)));
        assertThat(option.constructors()).containsExactly(new CallModel(CallModel.Kind.CONSTRUCTOR, OPTION, "<init>", "(D)V",
                List.of(standard("strike", Simple.FLOAT64)), Simple.NONE, CallModel.Mode.PLAIN));
        assertThat(option.functions()).containsExactly(
                new FunctionModel("centre", "", Binding.INSTANCE, List.of(new CallModel(CallModel.Kind.VIRTUAL, OPTION,
                        "centre", "()Ljava/lang/Object;", List.of(), Simple.STRING, CallModel.Mode.PLAIN))),
                new FunctionModel("at_the_money", "", Binding.CLASS, List.of(new CallModel(CallModel.Kind.STATIC, OPTION,
                        "atTheMoney", "(D)L" + OPTION.replace('.', '/') + ";",
                        List.of(standard("spot", Simple.FLOAT64)), self, CallModel.Mode.PLAIN))),
                new FunctionModel("is_valid", "", Binding.STATIC, List.of(new CallModel(CallModel.Kind.STATIC, OPTION,
                        "isValid", "(L" + OPTION.replace('.', '/') + ";)Z", List.of(standard("option", self)),
                        Simple.BOOLEAN, CallModel.Mode.PLAIN))),
                new FunctionModel("__len__", "", Binding.INSTANCE, List.of(new CallModel(CallModel.Kind.VIRTUAL, OPTION,
                        "size", "()I", List.of(), Simple.INT32, CallModel.Mode.PLAIN))));
    }

    @Test
    void all_problems_of_a_class_stand_in_one_message() {
        String source = """
                package demo;
                import dev.loanword.export.*;
                @PyModule
                public class Bad {
                    @PyFunction public static void first(@PyParameter(defaultValue = "1,5") double rate) {}
                    @PyFunction static void second() {}
                }
                """;
        assertThatThrownBy(() -> Exports.ofClassFile("demo.Bad", InMemoryCompiler.compile("demo.Bad", source)))
                .isInstanceOf(ExportException.class)
                .hasMessage("""
                        demo.Bad can't be exported to Python:
                          Bad.first: parameter 'rate' has the default "1,5", which is no Python literal: it begins like a \
                        number, and is none
                          Bad.second is exported and not public; make it public""");
    }

    @Test
    void names_come_from_the_debugging_information_too() {
        String source = """
                package demo;
                import dev.loanword.export.*;
                @PyModule
                public class Named {
                    @PyFunction public int mix(long wide, double wider, int last) { return 1; }
                }
                """;
        ModuleModel model = Exports.ofClassFile(
                "demo.Named", InMemoryCompiler.compile(Map.of("demo.Named", source), "-g"));
        assertThat(model.functions().getFirst().overloads().getFirst().parameters()).extracting(ParameterModel::name)
                .containsExactly("wide", "wider", "last");
    }

    @Test
    void parameters_without_names_are_refused_with_both_ways_out() {
        String source = """
                package demo;
                import dev.loanword.export.*;
                @PyModule
                public class Nameless {
                    @PyFunction public static int mix(@PyParameter(name = "a") int x, int y) { return x; }
                }
                """;
        assertThatThrownBy(() -> Exports.ofClassFile(
                "demo.Nameless", InMemoryCompiler.compile(Map.of("demo.Nameless", source), "-g:none")))
                .isInstanceOf(ExportException.class)
                .hasMessage("""
                        demo.Nameless can't be exported to Python:
                          Nameless.mix: parameter 2 has no name in the class file; compile with -parameters, or name it: \
                        @PyParameter(name = "...")""");
    }

    @Test
    void a_class_that_is_not_there_is_named() {
        assertThatThrownBy(() -> Exports.ofClassFile("demo.Gone", _ -> null)).isInstanceOf(ExportException.class)
                .hasMessage("""
                        demo.Gone can't be exported to Python:
                          demo.Gone has no class file; add the jar or folder that holds it to the class path""");
    }

    @Test
    void a_damaged_class_file_is_one_documented_exception() {
        assertThatThrownBy(() -> Exports.ofClassFile("demo.Torn", _ -> new ByteArrayInputStream(new byte[] {1, 2})))
                .isInstanceOf(ExportException.class)
                .hasMessageStartingWith("demo.Torn can't be exported to Python:\n  the class file of demo.Torn can't be read: ");
    }

    @Test
    void an_unmarked_class_is_no_module() {
        assertThatThrownBy(() -> Exports.of(String.class)).isInstanceOf(ExportException.class)
                .hasMessage("java.lang.String can't be exported to Python:\n  String is no module; mark it with @PyModule");
    }
}
