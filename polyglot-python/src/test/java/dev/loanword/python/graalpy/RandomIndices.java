package dev.loanword.python.graalpy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Indices of Python as source text: integers, slices in and out of range, tuples of them, and what is no index. */
final class RandomIndices {

    private RandomIndices() {}

    /** An index of any number of dimensions. */
    static Arbitrary<String> index() {
        return Arbitraries.frequencyOf(
                Tuple.of(2, entry()),
                Tuple.of(3, entry().list().ofMaxSize(5).map(RandomIndices::tuple)));
    }

    private static String tuple(List<String> entries) {
        return entries.stream().map(entry -> entry + ", ").reduce("(", String::concat) + ")";
    }

    private static Arbitrary<String> entry() {
        return Arbitraries.frequencyOf(
                Tuple.of(20, integer()),
                Tuple.of(20, anySlice()),
                Tuple.of(1, Arbitraries.of("None", "'a'", "1.5", "2**70", "-2**70", "2**63 - 1", "-2**63", "slice('a')", "slice(1.5)")));
    }

    private static Arbitrary<String> integer() {
        return Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.integers().between(-1, 1).map(Object::toString)),
                Tuple.of(1, Arbitraries.integers().between(-5, 5).map(Object::toString)));
    }

    /** A slice as an expression, such as {@code slice(None, 3, -2)}, with numbers that any program may use. */
    static Arbitrary<String> slice() {
        return slice(
                Arbitraries.integers().between(-6, 6).map(Object::toString), Arbitraries.of("1", "-1", "2", "-2", "3"));
    }

    /** A slice with numbers beyond 32 and 64 bits too, or with the step 0. */
    private static Arbitrary<String> anySlice() {
        Arbitrary<String> huge = Arbitraries.of("2**70", "-2**70", "2**63 - 1", "-2**63", "0");
        return Arbitraries.frequencyOf(Tuple.of(8, slice()), Tuple.of(1, slice(huge, huge)));
    }

    private static Arbitrary<String> slice(Arbitrary<String> bounds, Arbitrary<String> steps) {
        Arbitrary<String> none = Arbitraries.just("None");
        Arbitrary<String> bound = Arbitraries.frequencyOf(Tuple.of(1, none), Tuple.of(2, bounds));
        return Combinators.combine(bound, bound, Arbitraries.frequencyOf(Tuple.of(1, none), Tuple.of(2, steps)))
                .as((start, stop, by) -> "slice(" + start + ", " + stop + ", " + by + ")");
    }
}
