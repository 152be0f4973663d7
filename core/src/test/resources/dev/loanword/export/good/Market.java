package good;

import dev.loanword.export.Borrow;
import dev.loanword.export.FileAccess;
import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstant;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyException;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import dev.loanword.export.PyProperty;
import dev.loanword.export.Unsigned;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.LentMemory;
import dev.loanword.memory.NumberList;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** One of everything, among it what the compiler and the class file tell in different ways. */
@PyModule(name = "demo.market", doc = "A \u20ac market.\n")
public class Market {
    @PyConstant
    public static final String VERSION = "1" + ".0";

    @PyConstant
    @Unsigned
    public static final long MASK = -1L;

    @PyClass(doc = "A side.")
    public enum Side {
        BUY {
            @Override
            int sign() {
                return 1;
            }
        },
        SELL;

        int sign() {
            return -1;
        }
    }

    @PyClass(name = "Quote_")
    public record Quote(double bid, @PyParameter(name = "offer") Double ask, List<Side> sides, @Unsigned byte flags) {
        public Quote {
            sides = List.copyOf(sides);
        }
    }

    @PyException(base = "LookupError")
    public static class MissingException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @PyException
    public static final class LateException extends MissingException {
        private static final long serialVersionUID = 1;
    }

    public interface Named<N extends CharSequence & Comparable<N>> {
        @PyProperty
        N getName();

        default <E extends Exception> void nothing() throws E {}

        @PyFunction
        static void invisible() {}
    }

    public interface Plain {
        @PyFunction
        default int twice(int value) {
            return 2 * value;
        }
    }

    abstract static class Base<T, S extends List<T>> implements Plain {
        @PyFunction(doc = "All.")
        public abstract S all(T start, T[] others, Map<String, ? extends T> more);

        @PyFunction
        public T first(@PyParameter(defaultValue = "None") T otherwise) {
            return otherwise;
        }
    }

    @PyClass(matchArgs = {"strike", "live"})
    public static final class Option extends Base<String, List<String>> implements AutoCloseable, Named<String> {
        @PyConstructor
        public Option() {}

        @PyConstructor
        public Option(double strike) {}

        @PyConstructor
        public Option(
                @PyParameter(kind = ParameterKind.POSITIONAL_ONLY) String text,
                @PyParameter(defaultValue = "Side.BUY") Side side) {}

        @Override
        public List<String> all(String start, String[] others, Map<String, ? extends String> more) {
            return List.of();
        }

        @Override
        public String getName() {
            return "";
        }

        @PyProperty(doc = "What it costs to use it.")
        public double getStrike() {
            return 1;
        }

        @PyProperty
        public void setStrike(double strike) {}

        @PyProperty
        public boolean isLive() {
            return true;
        }

        @PyFunction(name = "__getitem__")
        public long get(int index) {
            return 0;
        }

        @PyFunction(name = "__getitem__")
        public long get(String name) {
            return 0;
        }

        @PyFunction(name = "__lt__")
        public boolean isLess(Option other) {
            return true;
        }

        @PyFunction(classMethod = true)
        public static Option parse(String text) {
            return null;
        }

        @Override
        public void close() {}
    }

    @PyFunction(releasesGil = true)
    public static double sum(
            @Borrow(value = Access.EXCLUSIVE, format = "<d", dimensions = 1, contiguous = true, types = {"memoryview", "loanword.Buffer"})
                    BorrowedBuffer data,
            @Borrow BorrowedBuffer weights,
            Checkpoint checkpoint,
            FileAccess files) {
        return 0;
    }

    @PyFunction
    public final synchronized LentMemory instance(
            @PyParameter(kind = ParameterKind.POSITIONAL_ONLY) NumberList numbers,
            Path yield_,
            Optional<Instant> at,
            @PyParameter(kind = ParameterKind.VAR_KEYWORD) Map<String, Object> others) {
        return null;
    }

    @PyFunction
    public static CompletableFuture<Void> visit(
            BiFunction<? super Quote, ? super Integer[], ? extends List<?>> visitor,
            UnaryOperator<int[]> change,
            Stream<Map<Side, String>> stream) {
        return null;
    }

    @PyFunction
    public static Flow.Publisher<List<? super Integer>> publish(int[][] rows, @Unsigned short[] counts, String... names) {
        return null;
    }
}
