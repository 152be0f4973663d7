package bad;

import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.memory.BorrowedBuffer;

@PyModule
public final class Overloads {
    @PyFunction
    public static void same(int a) {}

    @PyFunction
    public static void same(long a) {}

    @PyFunction
    public static void hash(byte[] a) {}

    @PyFunction
    public static void hash(BorrowedBuffer a) {}

    @PyFunction
    public static void named(int a) {}

    @PyFunction
    public static void named(String b) {}

    @PyClass
    public static final class Point {
        @PyConstructor
        public Point(double x) {}

        @PyConstructor
        public Point(float x) {}
    }
}
