package dev.loanword.python.graalpy;

import java.util.List;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Borrows array.array of each typecode. */
@ParameterizedClass
@CsvSource({"b,b,1", "B,B,1", "h,h,2", "H,H,2", "i,i,4", "I,I,4", "l,l,8", "L,L,8", "q,q,8", "Q,Q,8", "f,f,4", "d,d,8", "u,w,4"})
class BorrowedArrayTest extends BorrowedMemoryContract {

    @Parameter(0)
    String typecode;

    @Parameter(1)
    String format;

    @Parameter(2)
    int itemsize;

    private String items(String numbers, String text) {
        return "array.array('" + typecode + "', " + ("u".equals(typecode) ? text : numbers) + ")";
    }

    @Override
    String exporter() {
        return "x = " + items("[1, 2, 100]", "'a\\u03b2\\U0001f40d'");
    }

    @Override
    String content() {
        if ("u".equals(typecode)) {
            return "'a\\u03b2\\U0001f40d'.encode('utf-32-le')";
        }
        return "__import__('struct').pack('3" + typecode + "', 1, 2, 100)";
    }

    @Override
    String format() {
        return format;
    }

    @Override
    String shape() {
        return "(3,)";
    }

    @Override
    String strides() {
        return "(" + itemsize + ",)";
    }

    @Override
    String change() {
        return "u".equals(typecode) ? "x[0] = \"z\"" : "x[0] = 7";
    }

    @Override
    List<String> forbidden() {
        String one = items("[5]", "'z'");
        String item = "u".equals(typecode) ? "'z'" : "5";
        return List.of(
                "x.append(" + item + ")",
                "x.extend(" + one + ")",
                "x.insert(0, " + item + ")",
                "x.frombytes(bytes(" + itemsize + "))",
                "x.pop()",
                "x.remove(x[0])",
                "del x[0]",
                "del x[1:]",
                "x += " + one,
                "x *= 2",
                "x[0:2] = " + one);
    }
}
