package bad;

import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstant;
import dev.loanword.export.PyException;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.LentMemory;
import dev.loanword.memory.NumberList;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

@PyModule
public final class Types {
    @PyException
    public static final class Failure extends Exception {
        private static final long serialVersionUID = 1;
    }

    public static final class Unmarked {}

    @PyClass
    public record Frame(LentMemory pixels) {}

    public interface Generic {
        <T> T make(T start);
    }

    interface Hidden {
        void run();
    }

    public interface Narrowed extends Function<String, String> {
        @Override
        String apply(String text);
    }

    @PyConstant
    public static final Iterator<String> ITERATOR = null;

    @PyFunction
    public static void unsupported(InputStream in, Unmarked unmarked, Number number, char[] text, Class<?> type) {}

    @PyFunction
    public static Unmarked unsupportedResult() {
        return null;
    }

    @PyFunction
    public static void concrete(ArrayList<String> list, HashMap<String, String> map, IntStream stream) {}

    @PyFunction
    @SuppressWarnings("rawtypes")
    public static void raw(List list, Map map, Optional optional, Comparator comparator) {}

    @PyFunction
    public static void inside(List<Unmarked> list, Map<String, List<InputStream>> map, Optional<char[]> optional) {}

    @PyFunction
    public static BorrowedBuffer borrowedResult() {
        return null;
    }

    @PyFunction
    public static void borrowedInside(List<BorrowedBuffer> buffers) {}

    @PyFunction
    public static void lent(LentMemory memory, Frame frame, List<Frame> frames, List<NumberList> numbers) {}

    @PyFunction
    public static Checkpoint suppliedResult() {
        return null;
    }

    @PyFunction
    public static void resultsOnly(CompletableFuture<String> future, Flow.Publisher<String> publisher) {}

    @PyFunction
    public static List<Stream<String>> iterationInside(List<Iterator<String>> iterators) {
        return null;
    }

    @PyFunction
    public static Function<String, String> callbackResult(Map<String, Runnable> callbacks) {
        return null;
    }

    @PyFunction
    public static void callbacks(
            Function<InputStream, String> first,
            Function<String, Unmarked> second,
            Generic generic,
            Hidden hidden,
            Narrowed narrowed) {}

    @PyFunction
    public static void keys(Map<List<String>, String> map, Set<byte[]> set) {}

    @PyFunction
    public static Failure exceptionResult(Types module) {
        return null;
    }

    @PyFunction(releasesGil = true)
    public static void released(Runnable callback, Iterator<String> iterator) {}

    @PyFunction
    public static <T> void generic(T value) {}
}
