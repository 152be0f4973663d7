package dev.loanword.python.graalpy.bridge;

import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.lib.PyObjectIsTrueNode;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.bridge.EmbeddingTable;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.StridedCopy;
import dev.loanword.python.graalpy.Borrow;
import dev.loanword.python.graalpy.Borrower;
import dev.loanword.python.graalpy.Builtin;
import dev.loanword.python.graalpy.HostState;
import dev.loanword.python.graalpy.Instances;
import dev.loanword.python.graalpy.LentBuffers;
import dev.loanword.python.graalpy.Numbers;
import dev.loanword.python.graalpy.PythonType;
import dev.loanword.python.graalpy.Sequences;
import dev.loanword.python.graalpy.Text;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** The Python type {@code bridge.EmbeddingTable}. */
final class EmbeddingTableType {

    private static final int DEFAULT_DIM = 768;
    private static final String NUMBERS = " a list, tuple or bytes-like object";
    private static final List<String> SELF = List.of("self");

    private EmbeddingTableType() {}

    static Object create() {
        Builtin constructor = Builtin.outlined("__new__", List.of("cls", "dim"), "", (node, args) ->
                        Instances.create(args[0], new EmbeddingTable(Numbers.toBound(args[1]))))
                .withDefaults(DEFAULT_DIM);
        List<Builtin> methods = List.of(
                Builtin.outlined(
                        "add",
                        List.of("self", "row"),
                        """
                        Adds a row and returns its index.

                        row is a list or tuple of numbers, or any buffer of float32 or float64; it is stored as float32.
                        Another length raises ValueError.""",
                        (node, args) -> add(node, table(args), args[1])),
                Builtin.outlined(
                        "dot",
                        List.of("self", "idx", "query"),
                        """
                        The dot product of row idx and a query.

                        query is a list or tuple of numbers, or any buffer of float32 or float64. An index below 0 or
                        beyond the last row raises IndexError, another length ValueError.""",
                        (node, args) -> dot(node, table(args), Numbers.toIndex(args[1]), args[2])),
                Builtin.outlined(
                                "close",
                                List.of("self", "force"),
                                """
                                Frees the rows; each later use raises ValueError.

                                Refused with BufferError while rows are lent, with their number. With force=True the
                                rows are freed all the same, and views of them raise ValueError from then on.""",
                                (node, args) -> close(table(args), PyObjectIsTrueNode.executeUncached(args[1])))
                        .withDefaults(false),
                Builtin.outlined("__len__", SELF, "How many rows there are.", (node, args) -> table(args).size()),
                Builtin.outlined(
                        "__getitem__",
                        List.of("self", "idx"),
                        "Row idx as a float32 loanword.Buffer over the table's own memory; negative counts from the end.",
                        (node, args) -> LentBuffers.lend(node, table(args).row(Numbers.toIndex(args[1])), true)),
                Builtin.outlined("__enter__", SELF, "Returns the table itself.", (node, args) -> {
                    table(args).size();
                    return args[0];
                }),
                Builtin.outlined(
                        "__exit__",
                        List.of("self", "exc_type", "exc_value", "traceback"),
                        "Closes the table, by force if rows are still lent.",
                        (node, args) -> close(table(args), true)),
                Builtin.outlined("__repr__", SELF, "Rows and dimension.", (node, args) -> Text.python(describe(table(args)))));
        List<Builtin> properties = List.of(
                Builtin.outlined("dim", SELF, "How many numbers a row has.", (node, args) -> table(args).dim()),
                Builtin.outlined("closed", SELF, "Whether the rows were freed.", (node, args) -> table(args).isClosed()));
        return new PythonType(
                        "bridge",
                        "EmbeddingTable",
                        """
                        Rows of float32 numbers, owned by Java and kept off its heap.

                        EmbeddingTable(dim=768) makes an empty table. It can be used in a with statement, which closes
                        it.""",
                        constructor,
                        methods,
                        properties)
                .create();
    }

    private static EmbeddingTable table(Object[] arguments) {
        return Instances.java(arguments[0], EmbeddingTable.class);
    }

    private static Object add(Node node, EmbeddingTable table, Object row) {
        if (Sequences.isListOrTuple(row)) {
            Sequences.Doubles numbers = Sequences.doubles(row);
            table.checkLength(numbers.length(), "embedding");
            HostState.of(node).ledger().copy((long) Float.BYTES * numbers.length(), "list converted to float32");
            return table.add(numbers.values(), numbers.length());
        }
        try (Borrow borrow = Borrower.borrowArgument(
                node, row, Access.SHARED, "EmbeddingTable.add", "argument 'row' must be" + NUMBERS)) {
            return table.add(borrow.buffer());
        }
    }

    private static Object dot(Node node, EmbeddingTable table, long index, Object query) {
        if (Sequences.isListOrTuple(query)) {
            Sequences.Doubles numbers = Sequences.doubles(query);
            if (numbers.isCopy()) {
                HostState.of(node).ledger().copy((long) Double.BYTES * numbers.length(), "sequence converted to float64");
            }
            return table.dot(index, numbers.values(), numbers.length());
        }
        try (Borrow borrow = Borrower.borrowArgument(
                node, query, Access.SHARED, "EmbeddingTable.dot", "argument 'query' must be" + NUMBERS)) {
            BorrowedBuffer buffer = borrow.buffer();
            boolean strided = buffer.elementType().sameMemory(ElementType.FLOAT32) && !buffer.layout().isCContiguous();
            boolean wider = buffer.elementType().sameMemory(ElementType.FLOAT64);
            if (buffer.layout().dimensionCount() == 1 && (strided || wider)) {
                double[] staged = stage(node, buffer);
                return table.dot(index, staged, staged.length);
            }
            return table.dot(index, buffer);
        }
    }

    /** A float64 or strided query is gathered first: a counted copy. */
    private static double[] stage(Node node, BorrowedBuffer query) {
        HostState.of(node).ledger().copy(query.layout().byteCount(), "query gathered");
        byte[] gathered = StridedCopy.gather(query.stridedSegment(), query.origin(), query.layout());
        MemorySegment segment = MemorySegment.ofArray(gathered);
        if (query.elementType().sameMemory(ElementType.FLOAT64)) {
            return segment.toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED);
        }
        float[] singles = segment.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
        double[] staged = new double[singles.length];
        for (int i = 0; i < staged.length; i++) {
            staged[i] = singles[i];
        }
        return staged;
    }

    private static Object close(EmbeddingTable table, boolean force) {
        if (force) {
            table.forceClose();
        } else {
            table.close();
        }
        return PNone.NONE;
    }

    private static String describe(EmbeddingTable table) {
        return table.isClosed()
                ? "<bridge.EmbeddingTable, closed>"
                : "<bridge.EmbeddingTable of " + table.size() + (table.size() == 1 ? " row" : " rows") + ", dim "
                        + table.dim() + ">";
    }
}
