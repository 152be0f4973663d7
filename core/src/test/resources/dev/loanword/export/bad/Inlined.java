package bad;

import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.kernels.Checkpoint;

@PyModule
public final class Inlined {
    @PyFunction(inlined = true, releasesGil = true)
    public static void both() {}

    @PyFunction(inlined = true)
    public static int tooMany(int a, int b, int c, int d) {
        return a + b + c + d;
    }

    @PyFunction(inlined = true)
    public static int ofText(String text) {
        return text.length();
    }

    @PyFunction(inlined = true)
    public static String toText(int number) {
        return "" + number;
    }

    @PyFunction(inlined = true)
    public static void supplied(Checkpoint checkpoint) {}

    @PyFunction(inlined = true)
    public static int byName(@PyParameter(kind = ParameterKind.KEYWORD_ONLY) int number) {
        return number;
    }

    @PyFunction(inlined = true)
    public static double fine(boolean a, long b, double c) {
        return a ? b : c;
    }
}
