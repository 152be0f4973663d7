package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.modules.pickle.PPickleBuffer;
import dev.loanword.bridge.EmbeddingTable;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of memory that Java can lend. */
@ParameterizedClass(name = "{0}")
@MethodSource("kinds")
class LentMemoryKindsTest extends LentMemoryContract {

    /** Makes the memory of a kind; what must be closed is handed to the test. */
    private interface Maker {
        LentMemory make(LentMemoryKindsTest test) throws Exception;
    }

    /** A kind of memory, and what Python must see of it. */
    private record Kind(
            String name, String owner, String type, String format, String shape, String strides, boolean readOnly, Maker maker) {

        static Kind of(String owner, String type, String format, int itemsize, Maker maker) {
            return new Kind(owner, owner, type, format, "(4,)", "(" + itemsize + ",)", false, maker);
        }

        Kind named(String newName) {
            return new Kind(newName, owner, type, format, shape, strides, readOnly, maker);
        }

        Kind shaped(String newShape, String newStrides) {
            return new Kind(name, owner, type, format, newShape, newStrides, readOnly, maker);
        }

        Kind asReadOnly() {
            return new Kind(name, owner, type, format, shape, strides, true, maker);
        }

        @Override
        public String toString() {
            return name + " " + format;
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of(arrays(), views(), buffers(), segments(), files(), madeByPython()).flatMap(kinds -> kinds);
    }

    private static Stream<Kind> arrays() {
        return Stream.of(
                Kind.of("boolean[]", "bool ('?')", "?", 1, test -> LentMemory.of(new boolean[] {true, false, true, true})),
                Kind.of("byte[]", "int8 ('b')", "b", 1, test -> LentMemory.of(new byte[] {1, 2, 3, 4})),
                Kind.of("short[]", "int16 ('h')", "h", 2, test -> LentMemory.of(new short[] {1, 2, 3, 4})),
                Kind.of("char[]", "uint16 ('H')", "H", 2, test -> LentMemory.of(new char[] {1, 2, 3, 4})),
                Kind.of("int[]", "int32 ('i')", "i", 4, test -> LentMemory.of(new int[] {1, 2, 3, 4})),
                Kind.of("long[]", "int64 ('q')", "q", 8, test -> LentMemory.of(new long[] {1, 2, 3, 4})),
                Kind.of("float[]", "float32 ('f')", "f", 4, test -> LentMemory.of(new float[] {1, 2, 3, 4})),
                Kind.of("double[]", "float64 ('d')", "d", 8, test -> LentMemory.of(new double[] {1, 2, 3, 4})));
    }

    private static Stream<Kind> views() {
        return Stream.of(
                Kind.of("boolean[]", "bool ('?')", "?", 2, test -> LentMemory.of(
                                        new boolean[] {false, true, true, false, true, true, false, true})
                                .view(1, Layout.of(1, new long[] {4}, new long[] {2})))
                        .named("strided boolean[]"),
                Kind.of("boolean[]", "bool ('?')", "?", -1, test -> LentMemory.of(new boolean[] {true, true, false, true})
                                .view(3, Layout.of(1, new long[] {4}, new long[] {-1}))
                                .asReadOnly())
                        .named("reversed read-only boolean[]")
                        .asReadOnly(),
                Kind.of("boolean[]", "bool ('?')", "?", 1, test -> LentMemory.of(new boolean[] {false, true, false, true, true})
                                .view(1, Layout.contiguous(1, 2, 2)))
                        .named("part of a boolean[] in two dimensions")
                        .shaped("(2, 2)", "(2, 1)"),
                Kind.of("int[]", "int32 ('i')", "i", 8, test -> strided(new int[] {1, 0, 2, 0, 3, 0, 4}, 0, 8))
                        .named("strided int[]"),
                Kind.of("int[]", "int32 ('i')", "i", -4, test -> strided(new int[] {4, 3, 2, 1}, 12, -4))
                        .named("reversed int[]"),
                Kind.of("int[]", "int32 ('i')", "i", 4, test -> LentMemory.of(new int[] {1, 2, 3, 4}).asReadOnly())
                        .named("read-only int[]")
                        .asReadOnly(),
                Kind.of("int[]", "int32 ('i')", "i", 4, test -> LentMemory.of(new int[] {1, 3, 2, 4})
                                .view(0, Layout.of(4, new long[] {2, 2}, new long[] {4, 8})))
                        .named("transposed int[]")
                        .shaped("(2, 2)", "(4, 8)"));
    }

    private static LentMemory strided(int[] array, long origin, long stride) {
        return LentMemory.of(array).view(origin, Layout.of(4, new long[] {4}, new long[] {stride}));
    }

    private static Stream<Kind> buffers() {
        ByteOrder nativeOrder = ByteOrder.nativeOrder();
        return Stream.of(
                Kind.of("heap ByteBuffer", "uint8 ('B')", "B", 1, test -> LentMemory.of(bytes(ByteBuffer.allocate(6)))),
                Kind.of("direct ByteBuffer", "uint8 ('B')", "B", 1, test -> LentMemory.of(bytes(ByteBuffer.allocateDirect(6)))),
                Kind.of("heap ByteBuffer", "uint8 ('B')", "B", 1, test -> LentMemory.of(bytes(ByteBuffer.allocate(6)).slice()))
                        .named("slice of a heap ByteBuffer"),
                Kind.of("direct ByteBuffer", "uint8 ('B')", "B", 1, test ->
                                LentMemory.of(bytes(ByteBuffer.allocateDirect(6)).asReadOnlyBuffer()))
                        .named("read-only direct ByteBuffer")
                        .asReadOnly(),
                Kind.of("heap ByteBuffer", "uint8 ('B')", "B", 1, test ->
                                LentMemory.of(bytes(ByteBuffer.allocate(6)).asReadOnlyBuffer()))
                        .named("read-only heap ByteBuffer")
                        .asReadOnly(),
                Kind.of("heap DoubleBuffer", "big-endian float64 ('>d')", ">d", 8, test -> LentMemory.of(
                        ByteBuffer.allocate(32).asDoubleBuffer().put(new double[] {1, 2, 3, 4}).flip())),
                Kind.of("direct DoubleBuffer", "float64 ('d')", "d", 8, test -> LentMemory.of(
                        direct(40, nativeOrder).asDoubleBuffer().put(new double[] {9, 1, 2, 3, 4}).position(1))),
                Kind.of("direct FloatBuffer", "float32 ('f')", "f", 4, test -> LentMemory.of(
                        direct(20, nativeOrder).asFloatBuffer().put(new float[] {1, 2, 3, 4, 9}).flip().limit(4))),
                Kind.of("direct LongBuffer", "int64 ('q')", "q", 8, test -> LentMemory.of(
                        direct(48, nativeOrder).asLongBuffer().put(new long[] {9, 1, 2, 3, 4, 9}).slice(1, 4))),
                Kind.of("direct IntBuffer", "big-endian int32 ('>i')", ">i", 4, test -> LentMemory.of(
                        direct(16, ByteOrder.BIG_ENDIAN).asIntBuffer().put(new int[] {1, 2, 3, 4}).flip())),
                Kind.of("direct ShortBuffer", "int16 ('h')", "h", 2, test -> LentMemory.of(
                                direct(8, nativeOrder).asShortBuffer().put(new short[] {1, 2, 3, 4}).flip().asReadOnlyBuffer()))
                        .named("read-only direct ShortBuffer")
                        .asReadOnly(),
                Kind.of("direct CharBuffer", "uint16 ('H')", "H", 2, test -> LentMemory.of(
                        direct(8, nativeOrder).asCharBuffer().put(new char[] {1, 2, 3, 4}).flip())),
                Kind.of("heap IntBuffer", "int32 ('i')", "i", 4, test -> LentMemory.of(
                        IntBuffer.wrap(new int[] {9, 1, 2, 3, 4, 9}, 1, 4))));
    }

    private static Stream<Kind> segments() {
        return Stream.of(
                        segment("confined to this thread", test -> test.closeLater(Arena.ofConfined())),
                        segment("of a shared arena", test -> test.closeLater(Arena.ofShared())),
                        segment("of an automatic arena", test -> Arena.ofAuto()),
                        segment("of the global arena", test -> Arena.global()),
                        Kind.of("memory segment", "int32 ('i')", "i", 4, test ->
                                        LentMemory.of(filled(Arena.ofAuto()), ElementType.INT32, 2, 2))
                                .named("memory segment in two dimensions")
                                .shaped("(2, 2)", "(8, 4)"),
                        Kind.of("memory segment", "int32 ('i')", "i", 4, test ->
                                        LentMemory.of(filled(Arena.ofAuto()).asReadOnly(), ElementType.INT32))
                                .named("read-only memory segment")
                                .asReadOnly());
    }

    private interface ArenaMaker {
        Arena make(LentMemoryKindsTest test);
    }

    private static Kind segment(String name, ArenaMaker arena) {
        return Kind.of("memory segment", "int32 ('i')", "i", 4, test ->
                        LentMemory.of(filled(arena.make(test)), ElementType.INT32))
                .named("memory segment " + name);
    }

    private static MemorySegment filled(Arena arena) {
        return arena.allocate(16, 8).copyFrom(MemorySegment.ofArray(new int[] {1, 2, 3, 4}));
    }

    private static Stream<Kind> files() {
        return Stream.of(
                Kind.of("memory segment", "int32 ('i')", "i", 4, test ->
                                LentMemory.of(test.mapped(MapMode.READ_WRITE), ElementType.INT32))
                        .named("mapped file"),
                Kind.of("memory segment", "int32 ('i')", "i", 4, test ->
                                LentMemory.of(test.mapped(MapMode.READ_ONLY), ElementType.INT32))
                        .named("file mapped to read")
                        .asReadOnly());
    }

    /** What Python itself asks of Java, taken out of the Buffer that it got. */
    private static Stream<Kind> madeByPython() {
        String file = "mapped file '" + file() + "'";
        return Stream.of(
                Kind.of("memory of its own", "int32 ('i')", "i", 4, test ->
                                behind("made = loanword.zeros(4, 'i')\nfor i in range(4): made[i] = i + 1"))
                        .named("loanword.zeros"),
                Kind.of("memory of its own", "float32 ('f')", "f", 4, test ->
                                behind("made = loanword.copy_of(array.array('f', [1, 2, 3, 4]))"))
                        .named("loanword.copy_of"),
                Kind.of(file, "int32 ('i')", "i", 4, test -> {
                            test.write();
                            return behind("made = loanword.map_file('" + file() + "', 'r+', 'i')");
                        })
                        .named("loanword.map_file r+"),
                Kind.of(file, "int32 ('i')", "i", 4, test -> {
                            test.write();
                            return behind("made = loanword.map_file('" + file() + "', 'r', 'i', (2, 2))");
                        })
                        .named("loanword.map_file r")
                        .shaped("(2, 2)", "(8, 4)")
                        .asReadOnly(),
                Kind.of("embedding table", "float32 ('f')", "f", 4, test ->
                                behind("table = bridge.EmbeddingTable(4)\n"
                                        + "for n in (0, 1, 5): table.add([n, n + 1, n + 2, n + 3])\n"
                                        + "made = table[1]"))
                        .named("row of a bridge.EmbeddingTable"),
                Kind.of("embedding table", "float32 ('f')", "f", 4, test -> {
                            EmbeddingTable table = new EmbeddingTable(4);
                            test.closeLater(table::forceClose);
                            table.add(new double[] {1, 2, 3, 4}, 4);
                            return table.row(0);
                        })
                        .named("row of an EmbeddingTable of Java"));
    }

    /** The memory behind the Buffer that statements leave under the name {@code made}. */
    private static LentMemory behind(String statements) {
        LentMemory[] found = new LentMemory[1];
        SharedGraalPy.python().define("look_behind", buffer -> {
            found[0] = LentView.of((PPickleBuffer) buffer).memory();
            return "";
        });
        SharedGraalPy.python().eval("import array, bridge, loanword\n" + statements + "\nlook_behind(made)");
        return found[0];
    }

    @TempDir
    static Path folder;

    private static Path file() {
        return folder.resolve("four.bin");
    }

    private final List<AutoCloseable> toClose = new ArrayList<>();

    private <T extends AutoCloseable> T closeLater(T resource) {
        toClose.add(resource);
        return resource;
    }

    @AfterEach
    void close_what_the_kind_opened() throws Exception {
        for (AutoCloseable resource : toClose) {
            resource.close();
        }
    }

    private Path write() throws IOException {
        ByteBuffer four = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
        return Files.write(file(), four.putInt(1).putInt(2).putInt(3).putInt(4).array());
    }

    private MemorySegment mapped(MapMode mode) throws IOException {
        try (FileChannel channel = FileChannel.open(write(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(mode, 0, channel.size(), closeLater(Arena.ofShared()));
        }
    }

    /** The elements lie behind the position and before the limit. */
    private static ByteBuffer bytes(ByteBuffer buffer) {
        return buffer.put(new byte[] {9, 1, 2, 3, 4, 9}).position(1).limit(5);
    }

    private static ByteBuffer direct(int size, ByteOrder order) {
        return ByteBuffer.allocateDirect(size).order(order);
    }

    @Parameter
    Kind kind;

    @Override
    LentMemory memory() throws Exception {
        return kind.maker().make(this);
    }

    @Override
    String elements() {
        if (kind.owner().equals("boolean[]")) {
            return "[True, False, True, True]";
        }
        return kind.type().contains("float") ? "[1.0, 2.0, 3.0, 4.0]" : "[1, 2, 3, 4]";
    }

    @Override
    String another() {
        return kind.owner().equals("boolean[]") ? "False" : "7";
    }

    @Override
    String format() {
        return kind.format();
    }

    @Override
    String shape() {
        return kind.shape();
    }

    @Override
    String strides() {
        return kind.strides();
    }

    @Override
    boolean readOnly() {
        return kind.readOnly();
    }

    @Override
    String type() {
        return kind.type();
    }

    @Override
    String owner() {
        return kind.owner();
    }
}
