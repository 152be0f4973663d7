package bad;

import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import dev.loanword.export.Unsigned;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.kernels.Checkpoint;
import java.util.List;
import java.util.Map;

@PyModule
public final class Parameters {
    @PyFunction
    public static void requiredBehindOptional(
            @PyParameter(defaultValue = "1") int first,
            int second) {}

    @PyFunction
    public static void wrongOrder(
            @PyParameter(kind = ParameterKind.KEYWORD_ONLY) int first,
            int second) {}

    @PyFunction
    public static void positionalOnlyLast(
            int first,
            @PyParameter(kind = ParameterKind.POSITIONAL_ONLY) int second) {}

    @PyFunction
    public static void twiceAllOthers(
            @PyParameter(kind = ParameterKind.VAR_POSITIONAL) List<String> first,
            String... second) {}

    @PyFunction
    public static void oneName(
            int theName,
            @PyParameter(name = "the_name") int other) {}

    @PyFunction
    public static void badNames(
            @PyParameter(name = "class") int first,
            @PyParameter(name = "a b") int second,
            int $third) {}

    @PyFunction
    public static void noCollections(
            @PyParameter(kind = ParameterKind.VAR_POSITIONAL) int first,
            @PyParameter(kind = ParameterKind.VAR_KEYWORD) Map<Integer, String> second) {}

    @PyFunction
    public static void bytes(byte... all) {}

    @PyFunction
    public static void supplied(@PyParameter(name = "poll") Checkpoint checkpoint) {}

    @PyFunction
    public static void unsigned(@Unsigned double first, @Unsigned String second, @Unsigned boolean[] third) {}
}
