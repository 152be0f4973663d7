package dev.loanword.export.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loanword.export.InMemoryCompiler;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.FunctionModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverloadsTest {
    private static FunctionModel compile(String one, String other) {
        String source = """
                package demo;
                import dev.loanword.export.*;
                import dev.loanword.export.model.ParameterKind;
                import dev.loanword.kernels.Checkpoint;
                import dev.loanword.memory.*;
                import java.nio.file.Path;
                import java.time.*;
                import java.util.*;
                import java.util.function.*;
                @PyModule
                public final class Many {
                    @PyClass public interface Shape {}
                    @PyClass public static final class Circle implements Shape {}
                    @PyClass public enum Side { BUY }
                    @PyFunction(name = "f") public static void f(%s) {}
                    @PyFunction(name = "f", doc = "Does it.") public static void g(%s) {}
                }
                """.formatted(one, other);
        return Exports.ofClassFile("demo.Many", InMemoryCompiler.compile("demo.Many", source)).functions().getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "int a | String a",
        "int a | double a",
        "boolean a | int a",
        "byte[] a | String a",
        "BorrowedBuffer a | NumberList a",
        "BorrowedBuffer a | double[] a",
        "List<String> a | Map<String, String> a",
        "List<String> a | Set<String> a",
        "Runnable a | String a",
        "Side a | Circle a",
        "Circle a | String a",
        "LocalDate a | LocalDateTime a",
        "LocalTime a | Duration a",
        "Integer a | String a",
        " | int a",
        "int a | int a, int b",
        "int a, String b | int a, double b",
        "int a, Checkpoint c | int a, int b",
        "int a, double... rest | String a",
        "@PyParameter(kind = ParameterKind.POSITIONAL_ONLY) int a | @PyParameter(kind = ParameterKind.POSITIONAL_ONLY) String b",
    })
    void methods_are_told_apart_by_the_number_and_the_kinds_of_arguments(String one, String other) {
        FunctionModel function = compile(one == null ? "" : one, other);
        assertThat(function.overloads()).extracting(CallModel::method).containsExactlyInAnyOrder("f", "g");
        assertThat(function.doc()).isEqualTo("Does it.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "int a | long a | Many.f(int) and Many.g(long) are both 'f' and can be called with the same arguments; give one of them"
                + " another name, or another number of arguments",
        "byte[] a | BorrowedBuffer a | Many.f(byte[]) and Many.g(dev.loanword.memory.BorrowedBuffer) are both 'f' and can be"
                + " called with the same arguments; give one of them another name, or another number of arguments",
        "String a | Path a | Many.f(String) and Many.g(java.nio.file.Path) are both 'f' and both take a str as parameter 1; give"
                + " one of them another name",
        "Integer a | Optional<String> a | Many.f(Integer) and Many.g(java.util.Optional<String>) are both 'f' and differ at"
                + " parameter 1, which may be left out; make it required, or give one of them another name",
        "Integer a | @PyParameter(defaultValue = \"''\") String a | Many.f(Integer) and Many.g(String) are both 'f' and differ at"
                + " parameter 1, which may be left out; make it required, or give one of them another name",
        "Object a | String a | Many.f(Object) and Many.g(String) are both 'f' and both take a str as parameter 1; give one of"
                + " them another name",
        "Shape a | Circle a | Many.f(demo.Many.Shape) and Many.g(demo.Many.Circle) are both 'f' and both take an exported object"
                + " as parameter 1; give one of them another name",
        "int a | String b | Many.f(int) and Many.g(String) are both 'f' and call parameter 1 'a' and 'b', so that its name would"
                + " decide; give it one name, or make it POSITIONAL_ONLY",
        "int a | int a, @PyParameter(defaultValue = \"1\") int b | Many.f(int) and Many.g(int, int) are both 'f' and can be"
                + " called with the same arguments; give one of them another name, or another number of arguments",
        "int... a | int b, int c | Many.f(int[]) and Many.g(int, int) are both 'f' and can be called with the same arguments;"
                + " give one of them another name, or another number of arguments",
    })
    void what_could_be_both_is_refused_with_both_names(String one, String other, String message) {
        assertThatThrownBy(() -> compile(one, other)).isInstanceOf(ExportException.class)
                .hasMessage("demo.Many can't be exported to Python:\n  " + message);
    }

    @Test
    void an_int_finds_a_method_for_ints_before_one_for_floats() {
        assertThat(compile("double a", "int a").overloads()).extracting(CallModel::method).containsExactly("g", "f");
        assertThat(compile("double[] a", "BorrowedBuffer a").overloads()).extracting(CallModel::method)
                .isEqualTo(List.of("g", "f"));
    }
}
