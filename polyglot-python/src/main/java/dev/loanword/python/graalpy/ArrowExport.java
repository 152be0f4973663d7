package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands lent memory of one dimension out by the Arrow C data interface: a column of a primitive type without nulls. It is in
 * use until the array's release function was called.
 */
final class ArrowExport {

    /** The formats that were asked for, as C strings; there are as many as primitive types. */
    private static final ConcurrentHashMap<String, MemorySegment> FORMATS = new ConcurrentHashMap<>();

    private ArrowExport() {}

    /**
     * {@code __arrow_c_schema__}: a capsule with the type of the elements.
     *
     * @throws RuntimeException a Python {@code BufferError} if the memory is no column of a primitive type
     */
    static Object schema(Node node, LentView view) {
        ArrayProtocols.addressable(node, view, "; lend off-heap memory, or pass loanword.copy_of(buffer)");
        return schema(column(node, view.memory()));
    }

    /**
     * {@code __arrow_c_array__}: capsules with the schema and with the array.
     *
     * @throws RuntimeException a Python {@code BufferError} if the memory is no column of a primitive type
     */
    static Object array(Node node, LentView view) {
        LentMemory memory =
                ArrayProtocols.addressable(node, view, "; lend off-heap memory, or pass loanword.copy_of(buffer)");
        String format = column(node, memory);
        MemorySegment buffers = Arena.ofAuto().allocate(ValueLayout.ADDRESS, 2);
        // The first one, for the validity of each element, is absent: none is null.
        buffers.setAtIndex(ValueLayout.JAVA_LONG, 1, memory.segment().address() + memory.origin());
        MemorySegment array = Arena.ofAuto().allocate(Arrow.ARRAY_SIZE, Long.BYTES);
        array.set(ValueLayout.JAVA_LONG, Arrow.ARRAY_LENGTH, memory.layout().elementCount());
        array.set(ValueLayout.JAVA_LONG, Arrow.ARRAY_BUFFER_COUNT, 2);
        array.set(ValueLayout.ADDRESS, Arrow.ARRAY_BUFFERS, buffers);
        array.set(ValueLayout.ADDRESS, Arrow.ARRAY_RELEASE, Releases.ARRAY);
        // Makes the memory a use of its own from here on.
        array.set(ValueLayout.JAVA_LONG, Arrow.ARRAY_PRIVATE_DATA, NativeLoan.begin(memory, buffers));
        return PFactory.createTuple(PythonLanguage.get(node), new Object[] {
            schema(format), Capsules.create(Arrow.ARRAY, array, Releases::releaseArray)
        });
    }

    /** The Arrow format of memory that is a column. */
    private static String column(Node node, LentMemory memory) {
        Layout layout = memory.layout();
        ElementType type = memory.elementType();
        if (layout.dimensionCount() != 1 || !layout.isCContiguous()) {
            throw PythonExceptions.bufferError(node, "an Arrow array is one dimension in one piece, this memory has the shape "
                    + Layout.tuple(layout.shape()) + " with strides " + Layout.tuple(layout.strides())
                    + "; pass a contiguous column, as loanword.copy_of(x[:, 0])");
        }
        return Arrow.format(type).orElseThrow(() -> PythonExceptions.bufferError(
                node, "Arrow has no primitive type for elements of " + type + "; convert them, or pass np.asarray(x)"));
    }

    private static Object schema(String format) {
        MemorySegment schema = Arena.ofAuto().allocate(Arrow.SCHEMA_SIZE, Long.BYTES);
        MemorySegment text = FORMATS.computeIfAbsent(format, Arena.global()::allocateFrom);
        schema.set(ValueLayout.ADDRESS, Arrow.SCHEMA_FORMAT, text);
        schema.set(ValueLayout.ADDRESS, Arrow.SCHEMA_RELEASE, Releases.SCHEMA);
        return Capsules.create(Arrow.SCHEMA, schema, nothingIsHeld -> {});
    }

    /** The release functions of the process, which consumers call with the address to which they moved a structure. */
    private static final class Releases {

        static final MemorySegment SCHEMA = Upcall.ofStructure(MethodHandles.lookup(), "releaseSchema");
        static final MemorySegment ARRAY = Upcall.ofStructure(MethodHandles.lookup(), "releaseArray");

        @SuppressWarnings({"unused", "restricted"}) // called by C
        private static void releaseSchema(long schema) {
            try {
                // SAFETY: a consumer calls the release function of a structure with that structure.
                MemorySegment.ofAddress(schema)
                        .reinterpret(Arrow.SCHEMA_SIZE)
                        .set(ValueLayout.ADDRESS, Arrow.SCHEMA_RELEASE, MemorySegment.NULL);
            } catch (Throwable none) {
                // No exception may get into C.
            }
        }

        @SuppressWarnings({"unused", "restricted"}) // called by C
        private static void releaseArray(long array) {
            try {
                // SAFETY: as above.
                releaseArray(MemorySegment.ofAddress(array).reinterpret(Arrow.ARRAY_SIZE));
            } catch (Throwable none) {
                // No exception may get into C. The memory stays in use, which is safe.
            }
        }

        /** Nothing is left to do in a structure that a consumer has moved away from here, or has released. */
        static void releaseArray(MemorySegment array) {
            if (array.get(ValueLayout.JAVA_LONG, Arrow.ARRAY_RELEASE) != 0) {
                array.set(ValueLayout.ADDRESS, Arrow.ARRAY_RELEASE, MemorySegment.NULL);
                NativeLoan.end(array.get(ValueLayout.JAVA_LONG, Arrow.ARRAY_PRIVATE_DATA));
            }
        }
    }
}
