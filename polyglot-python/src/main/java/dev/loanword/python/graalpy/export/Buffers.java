package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.array.PArray;
import com.oracle.graal.python.builtins.objects.buffer.PythonBufferAcquireLibrary;
import com.oracle.graal.python.builtins.objects.memoryview.PMemoryView;
import com.oracle.graal.python.builtins.objects.mmap.PMMap;
import com.oracle.graal.python.lib.PyByteArrayCheckNode;
import com.oracle.graal.python.lib.PyBytesCheckNode;
import dev.loanword.python.graalpy.LentBuffers;
import dev.loanword.python.graalpy.ProtocolBorrower;
import java.util.List;

/** Tells buffers from other Python objects, and from each other. */
final class Buffers {

    private Buffers() {}

    /** Whether an object offers a buffer, or memory by another protocol. */
    static boolean isExporter(Object object) {
        return PythonBufferAcquireLibrary.getUncached().hasBuffer(object) || ProtocolBorrower.offers(object);
    }

    /** Whether an object is of one of the types, by their Python names, or of a subclass. */
    static boolean isOneOf(Object object, List<String> types) {
        for (String type : types) {
            if (is(object, type)) {
                return true;
            }
        }
        return false;
    }

    /** Not by the Java class for bytes: a subclass written in C, such as numpy.bytes_, has instances of another one. */
    private static boolean is(Object object, String type) {
        return switch (type) {
            case "bytes" -> PyBytesCheckNode.executeUncached(object);
            case "bytearray" -> PyByteArrayCheckNode.executeUncached(object);
            case "memoryview" -> object instanceof PMemoryView;
            case "array.array" -> object instanceof PArray;
            case "mmap.mmap" -> object instanceof PMMap;
            case "loanword.Buffer" -> LentBuffers.isLent(object);
            default -> throw new IllegalArgumentException("no type of buffers: " + type);
        };
    }
}
